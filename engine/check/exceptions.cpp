// SPDX-License-Identifier: Apache-2.0
#include "check/exceptions.hpp"

#include <algorithm>

#include "check/bodies.hpp"

namespace casus::check {
namespace {

/// An open field, or one of a denial, that a conclusion does not give: whatever its value.
bool is_left_out(const Terms& terms, ExprId id) {
  return terms[id].kind == Expr::Kind::constant && terms[id].constant == model::unknown_word;
}

bool has_aggregate(const Terms& terms, ExprId id) {
  const Expr& expr = terms[id];
  return expr.kind == Expr::Kind::aggregate ||
         std::ranges::any_of(expr.args, [&](ExprId arg) { return has_aggregate(terms, arg); });
}

/// Whether a conclusion may do without a value for its argument `i`.
bool may_lack(const model::Schema& schema, const Conclusion& said, std::size_t i) {
  if (said.kind != Conclusion::Kind::derive) return false;
  return said.negative || schema[said.relation].fields[i].open;
}

}  // namespace

bool about_the_same(const Terms& a_terms, const Conclusion& a, const Terms& b_terms,
                    const Conclusion& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == Conclusion::Kind::derive ? a.relation != b.relation
                                         : a.rating != b.rating || a.factor != b.factor) {
    return false;
  }
  for (std::size_t i = 0; i < a.args.size(); ++i) {
    const Expr& left = a_terms[a.args[i]];
    const Expr& right = b_terms[b.args[i]];
    const bool named = left.kind == Expr::Kind::constant && right.kind == Expr::Kind::constant &&
                       !is_left_out(a_terms, a.args[i]) && !is_left_out(b_terms, b.args[i]);
    if (named && left.constant != right.constant) return false;
  }
  return true;
}

Exceptions::Exceptions(const model::Schema& schema, Rule& rule, Conclusion& said)
    : terms_(rule.terms), said_(said), ours_(said.args) {
  // An aggregate is as sure as its members, which must not make the exception less sure.
  for (std::size_t i = 0; i < ours_.size(); ++i) {
    const bool first = has_aggregate(terms_, ours_[i]) && !may_lack(schema, said, i);
    if (first) ours_[i] = bound_before(ours_[i]);
  }
}

void Exceptions::add(RuleId id, const Rule& by, Span place) {
  std::vector<ConditionId> ways;
  for (const Conclusion& other : by.conclusions) {
    if (about_the_same(terms_, said_, by.terms, other)) {
      ways.push_back(concludes(by, other, place));
    }
  }
  if (ways.empty()) return;
  ConditionId inside = ways.front();
  if (ways.size() > 1) {
    inside = add(Condition{.kind = Condition::Kind::any, .span = place, .parts = std::move(ways)});
  }
  said_.exceptions.push_back(add(Condition{
      .kind = Condition::Kind::negation, .span = place, .parts = {inside}, .overriding = id}));
}

ConditionId Exceptions::concludes(const Rule& by, const Conclusion& other, Span place) {
  std::vector<VariableId> variables(by.terms.variables.size());
  std::vector<bool> given(variables.size(), false);
  std::vector<std::size_t> bound;
  std::vector<std::size_t> compared;
  for (std::size_t i = 0; i < ours_.size(); ++i) {
    if (is_left_out(by.terms, other.args[i]) || is_left_out(terms_, ours_[i])) continue;
    const Expr& theirs = by.terms[other.args[i]];
    if (theirs.kind != Expr::Kind::variable || given[theirs.variable.index()]) {
      compared.push_back(i);
      continue;
    }
    given[theirs.variable.index()] = true;
    if (terms_[ours_[i]].kind == Expr::Kind::variable) {
      variables[theirs.variable.index()] = terms_[ours_[i]].variable;
    } else {
      bound.push_back(i);
    }
  }
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (!variables[i].valid()) variables[i] = add_variable(by.terms.variables[i]);
  }
  const auto copy = [&](ConditionId body) { return copy_body(by.terms, body, variables, terms_); };
  std::vector<ConditionId> parts;
  for (const std::size_t i : bound) {
    const VariableId theirs = by.terms[other.args[i]].variable;
    parts.push_back(let(variables[theirs.index()], ours_[i], place));
  }
  if (by.body.valid()) parts.push_back(copy(by.body));
  for (const std::size_t i : compared) {
    parts.push_back(equal(copy_expr(by.terms, other.args[i], variables, terms_), ours_[i], place));
  }
  for (const ConditionId exception : other.exceptions) parts.push_back(copy(exception));
  return add(Condition{.kind = Condition::Kind::all, .span = place, .parts = std::move(parts)});
}

ExprId Exceptions::bound_before(ExprId arg) {
  const Expr& expr = terms_[arg];
  const Span span = expr.span;
  const Type type = expr.type;
  const VariableId variable = add_variable({.name = "", .type = type, .span = span});
  said_.exceptions.push_back(let(variable, arg, span));
  return add(Expr{.kind = Expr::Kind::variable, .type = type, .span = span, .variable = variable});
}

VariableId Exceptions::add_variable(Variable variable) {
  variable.local = true;
  terms_.variables.push_back(std::move(variable));
  return VariableId(terms_.variables.size() - 1);
}

ExprId Exceptions::add(Expr expr) {
  terms_.exprs.push_back(std::move(expr));
  return ExprId(terms_.exprs.size() - 1);
}

ConditionId Exceptions::add(Condition condition) {
  terms_.conditions.push_back(std::move(condition));
  return ConditionId(terms_.conditions.size() - 1);
}

ConditionId Exceptions::let(VariableId variable, ExprId value, Span span) {
  return add(
      Condition{.kind = Condition::Kind::let, .span = span, .expr = value, .variable = variable});
}

ConditionId Exceptions::equal(ExprId left, ExprId right, Span span) {
  const ExprId test = add(Expr{.kind = Expr::Kind::apply,
                               .type = {.base = model::Base::boolean},
                               .span = span,
                               .function = Function::equal,
                               .args = {left, right}});
  return add(Condition{.kind = Condition::Kind::test, .span = span, .expr = test});
}

}  // namespace casus::check
