// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "verify/ways.hpp"

namespace casus::verify {

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

namespace {

/// The conditions of a body that are no `all` and no `any`, side by side with its alternatives.
void flatten(const Terms& terms, ConditionId body, std::vector<ConditionId>& plain,
             std::vector<ConditionId>& ors) {
  const Condition& condition = terms[body];
  if (condition.kind == Condition::Kind::any) {
    ors.push_back(body);
  } else if (condition.kind != Condition::Kind::all) {
    plain.push_back(body);
  } else {
    for (const ConditionId part : condition.parts) flatten(terms, part, plain, ors);
  }
}

bool has_atom(const Terms& terms, const std::vector<ConditionId>& plain) {
  return std::ranges::any_of(
      plain, [&](ConditionId id) { return terms[id].kind == Condition::Kind::atom; });
}

/// The variables bound on every way through an `or`, found by walking them all.
Variables common(const Terms& terms, ConditionId any) {
  std::optional<Variables> result;
  for (const ConditionId part : terms[any].parts) {
    for (const Conjunction& way : alternatives(terms, part, {})) {
      std::vector<ConditionId> ids;
      for (const auto& [id, telling] : way) ids.push_back(id);
      const Variables bound = binds(terms, ids);
      if (!result) result = bound;
      std::erase_if(*result, [&](check::VariableId variable) { return !bound.contains(variable); });
    }
  }
  return *result;
}

/// `atom`: whether an atom stands beside this body.
std::vector<Conjunction> multiply(const Terms& terms, ConditionId body, Variables known,
                                  Telling telling, bool atom) {
  std::vector<ConditionId> plain;
  std::vector<ConditionId> ors;
  flatten(terms, body, plain, ors);
  known.merge(binds(terms, plain));
  atom = atom || has_atom(terms, plain);
  std::vector<Conjunction> result(1);
  for (const ConditionId id : plain) result.front().emplace_back(id, telling);
  for (const ConditionId id : ors) {
    const bool brings = !atom || std::ranges::any_of(common(terms, id), [&](auto variable) {
      return !terms[variable].name.empty() && !known.contains(variable);
    });
    const Telling inner = brings && telling != Telling::no ? Telling::by_fact : Telling::no;
    std::vector<Conjunction> longer;
    for (const ConditionId part : terms[id].parts) {
      for (const Conjunction& one : multiply(terms, part, known, inner, atom)) {
        for (const Conjunction& begun : result) {
          longer.push_back(begun);
          longer.back().insert(longer.back().end(), one.begin(), one.end());
        }
      }
    }
    result = std::move(longer);
  }
  return result;
}

}  // namespace

std::vector<Conjunction> alternatives(const Terms& terms, ConditionId body,
                                      const Variables& known) {
  if (!body.valid()) return {{}};
  return multiply(terms, body, known, Telling::by_place, false);
}

std::vector<std::pair<RelationId, Row>> rows_of(const std::vector<Matched>& matched,
                                                const check::Terms& terms,
                                                const model::Schema& schema) {
  std::vector<std::pair<RelationId, Row>> result;
  for (const auto& [condition, row] : matched) {
    const RelationId relation = terms[condition].atom.relation;
    Row plain = row;
    plain.resize(schema[relation].width());
    result.emplace_back(relation, std::move(plain));
  }
  std::ranges::sort(result);
  return result;
}

std::optional<check::ExprId> expr_at(const check::Terms& terms, check::Expr::Kind kind, Span span) {
  for (std::size_t i = 0; i < terms.exprs.size(); ++i) {
    if (terms.exprs[i].kind == kind && terms.exprs[i].span == span) return check::ExprId(i);
  }
  return std::nullopt;
}

void relations_in(const check::Terms& terms, check::ConditionId id, std::set<RelationId>& into) {
  if (!id.valid()) return;
  const check::Condition& condition = terms[id];
  if (condition.atom.relation.valid()) into.insert(condition.atom.relation);
  for (const check::ConditionId part : condition.parts) relations_in(terms, part, into);
}

}  // namespace casus::verify
