// SPDX-License-Identifier: Apache-2.0
//
// The body of a checked rule inside another body: in goals and tests a rule's name is an atom over
// its variables, and a rule that overrides another one is an exception to it.
#pragma once

#include <vector>

#include "check/program.hpp"

namespace casus::check {

/// Copies a condition of `from` into `to`. `variables[i]` is the variable of `to` that stands for
/// variable i of `from`.
[[nodiscard]] ConditionId copy_body(const Terms& from, ConditionId body,
                                    const std::vector<VariableId>& variables, Terms& to);

[[nodiscard]] ExprId copy_expr(const Terms& from, ExprId expr,
                               const std::vector<VariableId>& variables, Terms& to);

/// A copied equation may bind what something else binds as well: then it compares.
void compare_what_is_bound(Terms& terms, ConditionId body);

}  // namespace casus::check
