// SPDX-License-Identifier: Apache-2.0
#include "plan/conjunctions.hpp"

#include <algorithm>
#include <utility>

namespace casus::plan {
namespace {

using check::Condition;
using check::Expr;

using Place = Conjunct::Place;

void add_bound(const check::Terms& terms, const Condition& condition, Variables& into) {
  if (condition.kind == Condition::Kind::let) into.insert(condition.variable);
  if (condition.kind != Condition::Kind::atom) return;
  for (const check::Atom::Given& given : condition.atom.given) {
    const Expr& expr = terms[given.expr];
    if (expr.kind == Expr::Kind::variable) into.insert(expr.variable);
  }
}

/// What stands beside an `or`: conditions that hold whichever side is taken.
struct Beside {
  Variables bound;
  bool atom = false;
};

void add_beside(const check::Terms& terms, check::ConditionId id, Beside& beside) {
  const Condition& condition = terms[id];
  if (condition.kind == Condition::Kind::all) {
    for (const check::ConditionId part : condition.parts) add_beside(terms, part, beside);
  }
  beside.atom = beside.atom || condition.kind == Condition::Kind::atom;
  add_bound(terms, condition, beside.bound);
}

/// The variables that a condition binds whichever sides of its alternatives are taken.
Variables surely_bound(const check::Terms& terms, check::ConditionId id) {
  const Condition& condition = terms[id];
  Variables result;
  add_bound(terms, condition, result);
  const bool all = condition.kind == Condition::Kind::all;
  if (!all && condition.kind != Condition::Kind::any) return result;
  for (std::size_t i = 0; i < condition.parts.size(); ++i) {
    const Variables part = surely_bound(terms, condition.parts[i]);
    if (all || i == 0) {
      result.insert(part.begin(), part.end());
    } else {
      std::erase_if(result, [&](check::VariableId variable) { return !part.contains(variable); });
    }
  }
  return result;
}

bool is_source(const check::Terms& terms, check::ConditionId id, const Beside& beside) {
  const Variables own = surely_bound(terms, id);
  return !beside.atom || std::ranges::any_of(own, [&](check::VariableId variable) {
    return !terms[variable].name.empty() && !beside.bound.contains(variable);
  });
}

void expand(const check::Terms& terms, check::ConditionId id, Place place, const Beside& beside,
            std::vector<Conjunction>& branches) {
  const Condition& condition = terms[id];
  if (condition.kind == Condition::Kind::all) {
    for (const check::ConditionId part : condition.parts) {
      expand(terms, part, place, beside, branches);
    }
    return;
  }
  if (condition.kind != Condition::Kind::any) {
    for (Conjunction& branch : branches) branch.push_back({id, place});
    return;
  }
  const bool source = place != Place::filter && is_source(terms, id, beside);
  std::vector<Conjunction> result;
  for (const check::ConditionId part : condition.parts) {
    Beside inner = beside;
    add_beside(terms, part, inner);
    std::vector<Conjunction> alternative = branches;
    expand(terms, part, source ? Place::source : Place::filter, inner, alternative);
    result.insert(result.end(), alternative.begin(), alternative.end());
  }
  branches = std::move(result);
}

}  // namespace

std::vector<Conjunction> conjunctions(const check::Terms& terms, check::ConditionId body,
                                      const Variables& outer) {
  std::vector<Conjunction> branches(1);
  if (!body.valid()) return branches;
  Beside beside{outer, false};
  add_beside(terms, body, beside);
  expand(terms, body, Place::outside, beside, branches);
  return branches;
}

void collect(const check::Terms& terms, check::ExprId id, Variables& into) {
  if (!id.valid()) return;
  const Expr& expr = terms[id];
  if (expr.kind == Expr::Kind::variable) into.insert(expr.variable);
  for (const check::ExprId arg : expr.args) collect(terms, arg, into);
  if (expr.kind == Expr::Kind::aggregate) {
    collect(terms, expr.value, into);
    collect(terms, expr.body, into);
  }
}

void collect(const check::Terms& terms, check::ConditionId id, Variables& into) {
  if (!id.valid()) return;
  const Condition& condition = terms[id];
  for (const check::ConditionId part : condition.parts) collect(terms, part, into);
  for (const check::Atom::Given& given : condition.atom.given) collect(terms, given.expr, into);
  collect(terms, condition.expr, into);
  if (condition.variable.valid()) into.insert(condition.variable);
}

Variables bindable(const check::Terms& terms, const Conjunction& conjunction) {
  Variables result;
  for (const Conjunct& conjunct : conjunction) add_bound(terms, terms[conjunct.condition], result);
  return result;
}

}  // namespace casus::plan
