// SPDX-License-Identifier: Apache-2.0
#include "plan/pieces.hpp"

namespace casus::plan {

const std::vector<RulePlan>& Pieces::condition(check::ConditionId condition,
                                               const Variables& known) {
  const auto [it, added] = conditions_.try_emplace({condition, known});
  if (added) it->second = plan_body(program_, terms_, condition, {}, catalogue_, known);
  return it->second;
}

const RulePlan& Pieces::values(std::vector<check::ExprId> exprs, const Variables& known) {
  const auto [it, added] = values_.try_emplace({std::move(exprs), known});
  if (!added) return it->second;
  HeadPlan head;
  head.args = it->first.first;
  it->second = plan_body(program_, terms_, {}, head, catalogue_, known).front();
  return it->second;
}

}  // namespace casus::plan
