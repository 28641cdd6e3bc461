// SPDX-License-Identifier: Apache-2.0
//
// Checked rules in a short, stable notation: one line a rule, so that a test can hold rule text
// against what the checker made of it. Conversions show, defaults (`kind=fact`) do not.
#pragma once

#include <string>

#include "check/program.hpp"

namespace casus::check {

/// "chain: depends_on(country=a, on=b) & depends_on(country=b, on=c) -> depends_on(country=a,
/// on=c)"
[[nodiscard]] std::string dump(const Program& program, const Rule& rule);
[[nodiscard]] std::string dump(const Program& program, const base::Symbols& symbols,
                               const Terms& terms, ConditionId condition);
[[nodiscard]] std::string dump(const Program& program, const base::Symbols& symbols,
                               const Terms& terms, ExprId expr);
/// "a text, y int in years, n int (local)"
[[nodiscard]] std::string dump_variables(const Program& program, const Terms& terms);
/// The components in their order: "leader; depends_on*; calm" with `*` for recursion.
[[nodiscard]] std::string dump_components(const Program& program);

}  // namespace casus::check
