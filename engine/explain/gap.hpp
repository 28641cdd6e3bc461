// SPDX-License-Identifier: Apache-2.0
//
// A comparison that fails, in words: "age 68, needs at least 70: 2 short".
#pragma once

#include <span>
#include <string>

#include "casus/source.hpp"
#include "casus/why_not.hpp"
#include "explain/words.hpp"
#include "infer/ask/shortfall.hpp"

namespace casus::explain {

/// A conversion keeps the name of what it converts.
[[nodiscard]] check::ExprId without_conversion(const check::Terms& terms, check::ExprId expr);

/// How what is compared is called: by the field that gives a variable its value among these
/// conditions, else as written.
[[nodiscard]] std::string name_of(const Words& words, const check::Terms& terms,
                                  std::span<const check::ConditionId> among, check::ExprId expr,
                                  const Sources& sources);

/// Both sides have values.
[[nodiscard]] WhyNot::Gap gap_of(const Words& words, const check::Terms& terms,
                                 const infer::Shortfall& miss, std::string what,
                                 const Sources& sources);

}  // namespace casus::explain
