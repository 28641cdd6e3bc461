// SPDX-License-Identifier: Apache-2.0
//
// What is asked of a finished plan: goals, single conclusions, and rules of which something is
// known beforehand.
#include <algorithm>

#include "plan/bodies.hpp"

namespace casus::plan {

using check::Program;

namespace {

/// A finished plan seen by a goal: what the goal needs beyond it is numbered on from it.
class GoalCatalogue : public PlanCatalogue {
 public:
  GoalCatalogue(const Plan& plan, const Cardinalities& sizes, GoalPlan& goal)
      : PlanCatalogue(plan), plan_(plan), sizes_(sizes), goal_(goal) {}

  IndexId index(StoreId store, std::vector<std::uint32_t> columns) override {
    std::ranges::sort(columns);
    const bool whole = is_whole(plan_[store], columns);
    goal_.indexes.push_back({store, std::move(columns), whole});
    return IndexId(plan_.indexes.size() + goal_.indexes.size() - 1);
  }
  bool recursive(RelationId) const override { return false; }
  double expected_rows(RelationId relation) const override {
    return relation.index() < sizes_.size() ? static_cast<double>(sizes_[relation.index()]) : 1;
  }

 private:
  const Plan& plan_;
  const Cardinalities& sizes_;
  GoalPlan& goal_;
};

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
  GoalCatalogue catalogue(plan, sizes, result);
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
  for (RulePlan& branch : result.branches) {
    if (!branch.steps.empty()) go_through(branch.steps.front(), result, plan);
  }
  return result;
}

GoalPlan plan_conclusion(const Program& program, const Plan& plan, const Cardinalities& sizes,
                         RuleId rule, std::uint32_t conclusion, Saying saying,
                         std::vector<check::ConditionId> exceptions) {
  GoalPlan result;
  GoalCatalogue catalogue(plan, sizes, result);
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
  return result;
}

}  // namespace casus::plan
