// SPDX-License-Identifier: Apache-2.0
//
// Comprehensions that recursion may use. A count, or a sum of values that are never below 0, only
// rises as more is concluded; so where a rule merely asks whether it is large enough, what was
// concluded once stays true, and a relation may rest on a comprehension over itself.
#pragma once

#include <map>
#include <set>
#include <string>

#include "check/program.hpp"

namespace casus::check {

class Rising {
 public:
  Rising(const Program& program, const Rule& rule);

  /// Why the comprehension may not range over what the rule concludes; empty where it may.
  [[nodiscard]] std::string objection(ExprId aggregate) const;

 private:
  void visit(ConditionId id);
  void visit_test(const Expr& test);
  void misuse(ConditionId id);
  void misuse(ExprId id);
  [[nodiscard]] ExprId bare(ExprId id) const;

  const Program& program_;
  const Terms& terms_;
  std::map<ExprId, VariableId> named_;  ///< `total = sum(…)`
  std::set<ExprId> compared_;
  std::set<ExprId> misused_;
  std::set<VariableId> misused_variables_;
};

}  // namespace casus::check
