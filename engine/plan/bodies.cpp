// SPDX-License-Identifier: Apache-2.0
#include "plan/bodies.hpp"

#include <algorithm>
#include <utility>

namespace casus::plan {

using check::Conclusion;
using check::Program;

IndexId AskingCatalogue::index(StoreId store, std::vector<std::uint32_t> columns) {
  std::ranges::sort(columns);
  const auto own = std::ranges::find_if(indexes_, [&](const IndexPlan& index) {
    return index.store == store && index.columns == columns;
  });
  const auto place = static_cast<std::size_t>(own - indexes_.begin());
  if (own == indexes_.end()) {
    const bool whole = is_whole(plan_[store], columns);
    indexes_.push_back({store, std::move(columns), whole});
  }
  return IndexId(plan_.indexes.size() + place);
}

double AskingCatalogue::expected_rows(RelationId relation) const {
  return relation.index() < sizes_.size() ? static_cast<double>(sizes_[relation.index()]) : 1;
}

check::ExprId expr_of(check::Terms& terms, check::VariableId variable) {
  check::Expr expr;
  expr.kind = check::Expr::Kind::variable;
  expr.variable = variable;
  expr.type = terms[variable].type;
  terms.exprs.push_back(expr);
  return check::ExprId(terms.exprs.size() - 1);
}

bool is_whole(const StorePlan& store, const std::vector<std::uint32_t>& columns) {
  return store.role != StorePlan::Role::attested && columns.size() == store.columns.size();
}

std::vector<RulePlan> plan_body(const Program& program, const check::Terms& terms,
                                check::ConditionId body, const HeadPlan& head, Catalogue& catalogue,
                                const Variables& known) {
  std::vector<RulePlan> result;
  std::uint32_t branch = 0;
  for (Conjunction& conjunction : conjunctions(terms, body, {})) {
    for (const check::ConditionId exception : head.exceptions) conjunction.push_back({exception});
    JoinPlanner planner(program, terms, catalogue);
    JoinPlanner::Join join = planner.join(conjunction, known);
    RulePlan rule;
    rule.rule = head.rule;
    rule.conclusion = head.conclusion;
    rule.branch = branch++;
    rule.steps = std::move(join.steps);
    rule.deltas = std::move(join.deltas);
    rule.anew = std::ranges::any_of(rule.steps, [](const Step& step) {
      return step.kind == Step::Kind::aggregate && step.recursive;
    });
    rule.premise_stores = std::move(join.premise_stores);
    rule.premises = static_cast<std::uint32_t>(rule.premise_stores.size());
    for (const Step& step : rule.steps) {
      if (step.kind == Step::Kind::scan && step.recursive)
        rule.own_premises.push_back(step.premise);
    }
    rule.head = head.store;
    rule.points = head.points;
    rule.limit = head.limit;
    rule.required = head.required;
    rule.required.resize(head.args.size(), false);
    Variables bound = bindable(terms, conjunction);
    bound.insert(known.begin(), known.end());
    for (const check::ExprId arg : head.args) {
      rule.args.push_back(planner.code(arg, bound, rule.head_steps));
    }
    if (head.of_fact) {
      Code kind{.type = {.base = Base::integer}};
      kind.instructions.push_back({.word = static_cast<Word>(model::StatementKind::fact)});
      rule.args.push_back(std::move(kind));
      rule.required.push_back(false);
    }
    rule.certainty = planner.code(head.certainty, bound, rule.head_steps);
    for (const check::ExprId outcome : head.outcomes) {
      rule.outcomes.push_back(planner.code(outcome, bound, rule.head_steps));
    }
    rule.outcome = head.outcome;
    rule.registers = planner.registers();
    result.push_back(std::move(rule));
  }
  return result;
}

HeadPlan head_of(const Program& program, check::Terms& terms, RuleId id, std::uint32_t conclusion,
                 StoreId store) {
  const check::Rule& rule = program[id];
  const Conclusion& said = rule.conclusions[conclusion];
  HeadPlan plan{.rule = id,
                .conclusion = conclusion,
                .store = store,
                .args = said.args,
                .certainty = rule.certainty,
                .exceptions = said.exceptions};
  for (const check::VariableId variable : said.for_each) {
    plan.args.push_back(expr_of(terms, variable));
  }
  plan.of_fact = said.kind == Conclusion::Kind::derive &&
                 program.schema[said.relation].kind == model::RelationKind::fact;
  plan.required.resize(plan.args.size(), !said.negative);
  if (said.kind == Conclusion::Kind::derive) {
    const auto& fields = program.schema[said.relation].fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].open) plan.required[i] = false;
    }
  } else {
    plan.args.push_back(said.expr);
  }
  for (std::uint32_t i = 0; said.choice > 0 && i < rule.conclusions.size(); ++i) {
    if (rule.conclusions[i].choice != said.choice) continue;
    if (i == conclusion) plan.outcome = static_cast<std::uint32_t>(plan.outcomes.size());
    plan.outcomes.push_back(rule.conclusions[i].certainty);
  }
  plan.points = said.kind == Conclusion::Kind::contribute;
  plan.limit = said.kind == Conclusion::Kind::limit;
  return plan;
}

HeadPlan head_of(const check::Subjects& subjects, check::Terms& terms, StoreId store) {
  HeadPlan head{.rule = {}, .store = store};
  for (const check::VariableId variable : subjects.subjects) {
    head.args.push_back(expr_of(terms, variable));
    head.required.push_back(true);
  }
  return head;
}

}  // namespace casus::plan
