// SPDX-License-Identifier: Apache-2.0
//
// Single conditions and expressions against a finished plan, for whoever decides one by one in
// which order to look at them, and goes on where one does not hold.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "plan/bodies.hpp"

namespace casus::plan {

/// Registers of variables have the variables' numbers.
class Pieces {
 public:
  /// All outlive this.
  Pieces(const check::Program& program, const Plan& plan, const Cardinalities& sizes,
         const check::Terms& terms)
      : program_(program), terms_(terms), catalogue_(plan, sizes) {}

  /// The steps of a condition, one plan for each of its alternatives, where these variables have
  /// their values.
  [[nodiscard]] const std::vector<RulePlan>& condition(check::ConditionId condition,
                                                       const Variables& known);
  /// No steps, and a head that computes expressions.
  [[nodiscard]] const RulePlan& values(std::vector<check::ExprId> exprs, const Variables& known);
  /// What all of these need, numbered on from the plan's.
  [[nodiscard]] const std::vector<IndexPlan>& indexes() const { return catalogue_.indexes(); }

 private:
  const check::Program& program_;
  const check::Terms& terms_;
  AskingCatalogue catalogue_;
  std::map<std::pair<check::ConditionId, Variables>, std::vector<RulePlan>> conditions_;
  std::map<std::pair<std::vector<check::ExprId>, Variables>, RulePlan> values_;
};

}  // namespace casus::plan
