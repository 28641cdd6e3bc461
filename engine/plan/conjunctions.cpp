// SPDX-License-Identifier: Apache-2.0
#include "plan/conjunctions.hpp"

namespace casus::plan {
namespace {

using check::Condition;
using check::Expr;

void expand(const check::Terms& terms, check::ConditionId id, bool under_or,
            std::vector<Conjunction>& branches) {
  const Condition& condition = terms[id];
  if (condition.kind == Condition::Kind::all) {
    for (const check::ConditionId part : condition.parts) expand(terms, part, under_or, branches);
    return;
  }
  if (condition.kind == Condition::Kind::any) {
    std::vector<Conjunction> result;
    for (const check::ConditionId part : condition.parts) {
      std::vector<Conjunction> alternative = branches;
      expand(terms, part, true, alternative);
      result.insert(result.end(), alternative.begin(), alternative.end());
    }
    branches = std::move(result);
    return;
  }
  for (Conjunction& branch : branches) branch.push_back({id, under_or});
}

}  // namespace

std::vector<Conjunction> conjunctions(const check::Terms& terms, check::ConditionId body) {
  std::vector<Conjunction> branches(1);
  if (body.valid()) expand(terms, body, false, branches);
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
  for (const Conjunct& conjunct : conjunction) {
    const Condition& condition = terms[conjunct.condition];
    if (condition.kind == Condition::Kind::let) result.insert(condition.variable);
    if (condition.kind != Condition::Kind::atom) continue;
    for (const check::Atom::Given& given : condition.atom.given) {
      const Expr& expr = terms[given.expr];
      if (expr.kind == Expr::Kind::variable) result.insert(expr.variable);
    }
  }
  return result;
}

}  // namespace casus::plan
