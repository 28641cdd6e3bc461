// SPDX-License-Identifier: Apache-2.0
//
// Whether an expression can be below 0. Adding and multiplying then never turns an order round, and
// recursion that adds can only go up.
#pragma once

#include "check/program.hpp"

namespace casus::check {

/// Marks the fields that never hold what is below 0. Data are held against the range of a fact's
/// field; a relation's field is marked where every rule concludes such values, given that the
/// marked fields hold none.
void mark_never_negative(Program& program);
/// False where it is not known. `body` binds the variables: by marked fields, equations, and
/// comparisons with constants beside them. A duration counts by its amount.
[[nodiscard]] bool never_negative(const Program& program, const Terms& terms, ExprId value,
                                  ConditionId body);
/// Whether it is a constant below 0.
[[nodiscard]] bool negative_constant(const Expr& expr);

}  // namespace casus::check
