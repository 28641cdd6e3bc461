// SPDX-License-Identifier: Apache-2.0
//
// What is asked of a finished plan: goals, single conclusions, and rules of which something is
// known beforehand.
#include <algorithm>
#include <utility>

#include "plan/bodies.hpp"

namespace casus::plan {

using check::Program;

namespace {

/// The first step looks for rows once: to go through them takes less than to make an index.
void go_through(Step& first, const GoalPlan& goal, const Plan& plan) {
  Pattern& pattern = first.pattern;
  if (first.kind != Step::Kind::scan || !pattern.index.valid()) return;
  if (goal.indexes[pattern.index.index() - plan.indexes.size()].whole) return;
  const bool given = std::ranges::none_of(
      pattern.key, [](const auto& asked) { return asked.second.reg.has_value(); });
  if (given) pattern.index = {};
}

}  // namespace

GoalPlan plan_goal(const check::Goal& goal, const Program& program, const Plan& plan,
                   const Cardinalities& sizes) {
  GoalPlan result;
  AskingCatalogue catalogue(plan, sizes);
  check::Terms terms = goal.terms;
  StorePlan store{StorePlan::Role::answers, {}, {}};
  HeadPlan head;
  head.store = StoreId(plan.stores.size());
  for (const check::VariableId variable : goal.answers) {
    head.args.push_back(expr_of(terms, variable));
    store.columns.push_back(terms[variable].type);
  }
  result.stores.push_back(std::move(store));
  result.branches = plan_body(program, terms, goal.body, head, catalogue);
  result.indexes = catalogue.indexes();
  for (RulePlan& branch : result.branches) {
    if (!branch.steps.empty()) go_through(branch.steps.front(), result, plan);
  }
  return result;
}

GoalPlan plan_conclusion(const Program& program, const Plan& plan, const Cardinalities& sizes,
                         RuleId rule, std::uint32_t conclusion, Saying saying,
                         std::vector<check::ConditionId> exceptions) {
  GoalPlan result;
  AskingCatalogue catalogue(plan, sizes);
  check::Terms terms = program[rule].terms;
  HeadPlan head = head_of(program, terms, rule, conclusion, {});
  head.exceptions = std::move(exceptions);
  if (saying == Saying::about) {
    head.args = program[rule].conclusions[conclusion].args;
    head.required.clear();
    head.certainty = {};
    head.outcomes.clear();
    head.points = head.limit = false;
  }
  result.branches = plan_body(program, terms, program[rule].body, head, catalogue);
  result.indexes = catalogue.indexes();
  return result;
}

}  // namespace casus::plan
