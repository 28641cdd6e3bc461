// SPDX-License-Identifier: Apache-2.0
#include "infer/ask/condition_probe.hpp"

#include <algorithm>

#include "infer/ask/query.hpp"
#include "infer/precedence.hpp"

namespace casus::infer {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::VariableId;

ConditionProbe::ConditionProbe(const Fixpoint& fixpoint, base::Symbols& symbols, Meter& meter,
                               const check::Terms& terms)
    : fixpoint_(fixpoint),
      meter_(meter),
      terms_(terms),
      sizes_(sizes_of(fixpoint)),
      pieces_(*fixpoint.program, *fixpoint.plan, sizes_, terms),
      mentioned_(terms.conditions.size()),
      machine_(fixpoint, symbols, meter, &extra_) {
  for (std::size_t i = 0; i < mentioned_.size(); ++i) {
    plan::collect(terms, ConditionId(i), mentioned_[i]);
  }
}

ConditionProbe::Known ConditionProbe::known(const plan::Variables& mentioned,
                                            const Values& values) const {
  Known result;
  for (const VariableId variable : mentioned) {
    if (const auto& value = values[variable.index()]) result.emplace_back(variable.value, *value);
  }
  return result;
}

plan::Variables ConditionProbe::variables(const Known& known) {
  plan::Variables result;
  for (const auto& [reg, word] : known) result.insert(VariableId(reg));
  return result;
}

const std::vector<RulePlan>& ConditionProbe::plan(ConditionId condition, const Known& known) {
  const std::vector<RulePlan>& result = pieces_.condition(condition, variables(known));
  take_indexes();
  return result;
}

void ConditionProbe::take_indexes() {
  for (std::size_t i = extra_.indexes.size(); i < pieces_.indexes().size(); ++i) {
    extra_.index_plans.push_back(pieces_.indexes()[i]);
    extra_.indexes.emplace_back(pieces_.indexes()[i]);
  }
}

double ConditionProbe::expected_rows(ConditionId id, const Values& values) const {
  constexpr double rows_a_value = 16;  // as the planner reckons
  const check::Atom& atom = terms_[id].atom;
  double rows = fixpoint_.store(fixpoint_.plan->rows[atom.relation.index()]).size();
  for (const check::Atom::Given& given : atom.given) {
    const Expr& expr = terms_[given.expr];
    const bool open = expr.kind == Expr::Kind::variable && !values[expr.variable.index()];
    if (!open) rows /= rows_a_value;
  }
  return rows;
}

ConditionProbe::Matches ConditionProbe::matches(ConditionId id, const Values& values) {
  const Known given = known(mentioned(id), values);
  const RulePlan& plan = this->plan(id, given).front();
  Matches result{.store = plan.premise_stores.front(), .rows = {}, .gives = {}};
  plan::Variables seen;
  for (const check::Atom::Given& one : terms_[id].atom.given) {
    const Expr& expr = terms_[one.expr];
    if (expr.kind != Expr::Kind::variable || values[expr.variable.index()]) continue;
    if (seen.insert(expr.variable).second) result.gives.emplace_back(expr.variable, one.column);
  }
  const auto found = [&](Grade) {
    result.rows.push_back(machine_.premises().front());
    return !meter_.stopped();
  };
  machine_.match(plan, plan.steps, nullptr, found, given);
  const std::uint64_t before = meter_.ticks();
  (void)sort_rows(fixpoint_, result.store, result.rows, meter_);
  sorting_ += meter_.ticks() - before;
  return result;
}

void ConditionProbe::give(const Matches& matches, RowId row, Values& values) const {
  const Store& store = fixpoint_.store(matches.store);
  for (const auto& [variable, column] : matches.gives) {
    values[variable.index()] = store.at(row, column);
  }
}

Grade ConditionProbe::grade(ConditionId condition, Values& values) {
  const Condition& said = terms_[condition];
  const Known given = known(mentioned(condition), values);
  const RulePlan& plan = this->plan(condition, given).front();
  Grade found = Grade::none;
  machine_.match(
      plan, plan.steps, nullptr,
      [&](Grade grade) {
        found = grade;
        if (said.kind == Condition::Kind::let) {
          values[said.variable.index()] = machine_.value_of(said.variable.value);
        }
        return false;
      },
      given);
  return found;
}

std::vector<std::vector<Word>> ConditionProbe::outcomes(const std::vector<ExprId>& exprs,
                                                        const Values& values) {
  plan::Variables mentioned;
  for (const ExprId expr : exprs) plan::collect(terms_, expr, mentioned);
  const Known given = known(mentioned, values);
  const RulePlan& plan = pieces_.values(exprs, variables(given));
  take_indexes();
  std::vector<std::vector<Word>> result;
  const auto conclude = [&](Grade, std::span<const Word> words) {
    result.emplace_back(words.begin(), words.end());
    return !meter_.stopped();
  };
  machine_.match(
      plan, plan.steps, nullptr, [&](Grade grade) { return machine_.head(plan, grade, conclude); },
      given);
  return result;
}

std::vector<RowRef> ConditionProbe::against(ConditionId negation, const Values& values) {
  const ConditionId inside = terms_[negation].parts.front();
  const Known given = known(mentioned(negation), values);
  std::vector<RowRef> best;
  double surest = 0;
  for (const RulePlan& plan : this->plan(inside, given)) {
    machine_.match(
        plan, plan.steps, nullptr,
        [&](Grade grade) {
          std::vector<RowRef> rows;
          for (std::uint32_t i = 0; i < plan.premises; ++i) {
            rows.push_back({plan.premise_stores[i], machine_.premises()[i]});
          }
          const double certainty = fixpoint_.calculus->certainty(grade);
          const bool better = best.empty() || certainty > surest ||
                              (certainty == surest && rows_precede(fixpoint_, rows, best));
          if (better) {
            best = std::move(rows);
            surest = certainty;
          }
          return !meter_.stopped();
        },
        given);
  }
  return best;
}

}  // namespace casus::infer
