// SPDX-License-Identifier: Apache-2.0
//
// What `overrides` makes of another rule: an exception to one of its conclusions. It is the
// negation of the overriding rule's conditions, where its conclusion is about the same; its own
// exceptions stand inside, so that a defeated rule defeats nobody.
#pragma once

#include <vector>

#include "check/program.hpp"

namespace casus::check {

/// Whether two conclusions can be about the same: one relation, factor or limit, and no argument
/// for which they name different values.
[[nodiscard]] bool about_the_same(const Terms& a_terms, const Conclusion& a, const Terms& b_terms,
                                  const Conclusion& b);

/// Writes the exceptions of one conclusion into the terms of its rule.
class Exceptions {
 public:
  Exceptions(const model::Schema& schema, Rule& rule, Conclusion& said);

  /// Not the conditions of `by`, where one of its conclusions is about the same. `place` is where
  /// it says `overrides`.
  void add(RuleId id, const Rule& by, Span place);

 private:
  ConditionId concludes(const Rule& by, const Conclusion& other, Span place);
  /// A variable that the rule itself gives the value of `arg`.
  ExprId bound_before(ExprId arg);
  VariableId add_variable(Variable variable);
  ExprId add(Expr expr);
  ConditionId add(Condition condition);
  ConditionId let(VariableId variable, ExprId value, Span span);
  ConditionId equal(ExprId left, ExprId right, Span span);

  Terms& terms_;
  Conclusion& said_;
  std::vector<ExprId> ours_;  ///< the arguments to compare with
};

}  // namespace casus::check
