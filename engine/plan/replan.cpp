// SPDX-License-Identifier: Apache-2.0
#include "plan/replan.hpp"

#include <algorithm>
#include <utility>

namespace casus::plan {

Replanner::Replanner(const check::Program& program, const Plan& plan, Cardinalities sizes,
                     Indexes from)
    : PlanCatalogue(plan),
      program_(program),
      plan_(plan),
      sizes_(std::move(sizes)),
      shares_(from == Indexes::shared) {}

const check::Terms& Replanner::terms(std::uint32_t rule) const {
  const RulePlan& planned = plan_.rules[rule];
  if (planned.rule.valid()) return program_[planned.rule].terms;
  const RatingId rating = program_.schema[plan_[planned.head].relation].rating;
  return program_.subjects[rating.index()].terms;
}

Conjunction Replanner::conjunction(std::uint32_t rule) const {
  const RulePlan& planned = plan_.rules[rule];
  if (!planned.rule.valid()) {
    const RatingId rating = program_.schema[plan_[planned.head].relation].rating;
    return conjunctions(terms(rule), program_.subjects[rating.index()].body, {})[planned.branch];
  }
  const check::Rule& author = program_[planned.rule];
  Conjunction result = conjunctions(author.terms, author.body, {})[planned.branch];
  for (const check::ConditionId one : author.conclusions[planned.conclusion].exceptions) {
    result.push_back({one});
  }
  return result;
}

RulePlan Replanner::replan(std::uint32_t rule, const Variables& known) {
  const RulePlan& planned = plan_.rules[rule];
  check::Terms own = terms(rule);
  if (planned.rule.valid()) {
    const HeadPlan head = head_of(program_, own, planned.rule, planned.conclusion, planned.head);
    return plan_body(program_, own, program_[planned.rule].body, head, *this,
                     known)[planned.branch];
  }
  const RatingId rating = program_.schema[plan_[planned.head].relation].rating;
  const check::Subjects& subjects = program_.subjects[rating.index()];
  const HeadPlan head = head_of(subjects, own, planned.head);
  return plan_body(program_, own, subjects.body, head, *this, known)[planned.branch];
}

std::vector<std::pair<std::uint32_t, check::VariableId>> Replanner::known_by_head(
    std::uint32_t rule) const {
  std::vector<std::pair<std::uint32_t, check::VariableId>> result;
  const RulePlan& planned = plan_.rules[rule];
  const bool stored = planned.points || planned.limit;  // in another form than the rule's own
  for (std::uint32_t i = 0; i < planned.args.size() - (stored ? 1 : 0); ++i) {
    const auto& code = planned.args[i].instructions;
    if (code.size() != 1 || code.front().kind != Instruction::Kind::load) continue;
    if (code.front().operand < terms(rule).variables.size()) {
      result.emplace_back(i, check::VariableId(code.front().operand));
    }
  }
  return result;
}

bool Replanner::recursive(RelationId) const { return false; }

double Replanner::expected_rows(RelationId relation) const {
  return relation.index() < sizes_.size() ? static_cast<double>(sizes_[relation.index()]) : 1;
}

IndexId Replanner::index(StoreId store, std::vector<std::uint32_t> columns) {
  std::ranges::sort(columns);
  const auto is_this = [&](const IndexPlan& index) {
    return index.store == store && index.columns == columns;
  };
  const auto planned = std::ranges::find_if(plan_.indexes, is_this);
  if (shares_ && planned != plan_.indexes.end()) {
    return IndexId(static_cast<std::size_t>(planned - plan_.indexes.begin()));
  }
  const auto own = std::ranges::find_if(indexes_, is_this);
  const auto place = static_cast<std::size_t>(own - indexes_.begin());
  if (own == indexes_.end()) {
    const bool whole = is_whole(plan_[store], columns);
    indexes_.push_back({store, std::move(columns), whole});
  }
  return IndexId(plan_.indexes.size() + place);
}

}  // namespace casus::plan
