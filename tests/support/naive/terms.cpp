// SPDX-License-Identifier: Apache-2.0
#include "support/naive/ways.hpp"

namespace casus::naive {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::Terms;

void collect(const Terms& terms, ExprId id, Variables& into) {
  if (!id.valid()) return;
  const Expr& expr = terms[id];
  if (expr.kind == Expr::Kind::variable) into.insert(expr.variable);
  for (const ExprId arg : expr.args) collect(terms, arg, into);
  collect(terms, expr.value, into);
  collect(terms, expr.body, into);
}

void collect(const Terms& terms, ConditionId id, Variables& into) {
  if (!id.valid()) return;
  const Condition& condition = terms[id];
  for (const ConditionId part : condition.parts) collect(terms, part, into);
  for (const auto& given : condition.atom.given) collect(terms, given.expr, into);
  collect(terms, condition.expr, into);
  if (condition.variable.valid()) into.insert(condition.variable);
}

Variables binds(const Terms& terms, const std::vector<ConditionId>& conjunction) {
  Variables result;
  for (const ConditionId id : conjunction) {
    const Condition& condition = terms[id];
    if (condition.kind == Condition::Kind::let) result.insert(condition.variable);
    if (condition.kind != Condition::Kind::atom) continue;
    for (const auto& given : condition.atom.given) {
      if (terms[given.expr].kind == Expr::Kind::variable) {
        result.insert(terms[given.expr].variable);
      }
    }
  }
  return result;
}

std::vector<Conjunction> alternatives(const Terms& terms, ConditionId body) {
  if (!body.valid()) return {{}};
  const Condition& condition = terms[body];
  if (condition.kind == Condition::Kind::any) {
    std::vector<Conjunction> result;
    for (const ConditionId part : condition.parts) {
      for (Conjunction one : alternatives(terms, part)) {
        for (auto& conjunct : one) conjunct.second = true;
        result.push_back(std::move(one));
      }
    }
    return result;
  }
  if (condition.kind != Condition::Kind::all) return {{{body, false}}};
  std::vector<Conjunction> result = {{}};
  for (const ConditionId part : condition.parts) {
    std::vector<Conjunction> longer;
    for (const Conjunction& begun : result) {
      for (const Conjunction& one : alternatives(terms, part)) {
        longer.push_back(begun);
        longer.back().insert(longer.back().end(), one.begin(), one.end());
      }
    }
    result = std::move(longer);
  }
  return result;
}

}  // namespace casus::naive
