// SPDX-License-Identifier: Apache-2.0
//
// Whether an expression can be below 0. Adding and multiplying then never turns an order round, and
// recursion that adds can only go up.
#pragma once

#include "check/program.hpp"

namespace casus::check {

/// False where it is not known. `body` binds the variables: what they hold is known from fields of
/// facts that are declared so, since data are held against these, and from comparisons with
/// constants beside them. A duration counts by its amount.
[[nodiscard]] bool never_negative(const Program& program, const Terms& terms, ExprId value,
                                  ConditionId body);
/// Whether it is a constant below 0.
[[nodiscard]] bool negative_constant(const Expr& expr);

}  // namespace casus::check
