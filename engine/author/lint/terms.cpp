// SPDX-License-Identifier: Apache-2.0
#include "author/lint/terms.hpp"

namespace casus::author {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::Terms;
using check::VariableId;

std::vector<std::optional<Column>> columns_of(const check::Program& program, const Terms& terms) {
  std::vector<std::optional<Column>> columns(terms.variables.size());
  for (const Condition& condition : terms.conditions) {
    if (condition.kind != Condition::Kind::atom) continue;
    const check::Atom& atom = condition.atom;
    for (const check::Atom::Given& given : atom.given) {
      const Expr& expr = terms[given.expr];
      const bool field = given.column < program.schema[atom.relation].fields.size();
      if (expr.kind != Expr::Kind::variable || !field) continue;
      auto& column = columns[expr.variable.index()];
      if (!column) column = Column{atom.relation, given.column};
    }
  }
  return columns;
}

std::vector<ConditionId> conjuncts(const Terms& terms, ConditionId body) {
  if (!body.valid()) return {};
  const Condition& condition = terms[body];
  if (condition.kind != Condition::Kind::all) return {body};
  std::vector<ConditionId> result;
  for (const ConditionId part : condition.parts) {
    const std::vector<ConditionId> inner = conjuncts(terms, part);
    result.insert(result.end(), inner.begin(), inner.end());
  }
  return result;
}

void add_variables(const Terms& terms, ExprId id, std::vector<VariableId>& into) {
  if (!id.valid()) return;
  const Expr& expr = terms[id];
  if (expr.kind == Expr::Kind::variable) into.push_back(expr.variable);
  for (const ExprId arg : expr.args) add_variables(terms, arg, into);
  add_variables(terms, expr.value, into);
  add_variables(terms, expr.body, into);
}

void add_variables(const Terms& terms, ConditionId id, std::vector<VariableId>& into) {
  if (!id.valid()) return;
  const Condition& condition = terms[id];
  for (const ConditionId part : condition.parts) add_variables(terms, part, into);
  for (const check::Atom::Given& given : condition.atom.given) {
    add_variables(terms, given.expr, into);
  }
  add_variables(terms, condition.expr, into);
  if (condition.variable.valid()) into.push_back(condition.variable);
}

std::optional<double> constant_of(const Terms& terms, ExprId id) {
  if (!id.valid()) return std::nullopt;
  const Expr& expr = terms[id];
  if (expr.kind != Expr::Kind::constant || expr.constant == model::unknown_word) {
    return std::nullopt;
  }
  if (expr.type.base == model::Base::number) return model::number_of(expr.constant);
  if (expr.type.base == model::Base::integer) {
    return static_cast<double>(model::int_of(expr.constant));
  }
  return std::nullopt;
}

}  // namespace casus::author
