// SPDX-License-Identifier: Apache-2.0
#include "check/sign.hpp"

#include <algorithm>

#include "model/word.hpp"

namespace casus::check {
namespace {

using model::Base;

bool below_zero(Word word, Base base) {
  if (base == Base::duration) return model::duration_of(word).amount < 0;
  return base == Base::integer ? model::int_of(word) < 0 : model::number_of(word) < 0;
}

/// Whether a comparison says that the variable is at least some constant, and so not below 0.
bool says_above_zero(const Terms& terms, const Expr& test, VariableId variable) {
  if (test.kind != Expr::Kind::apply) return false;
  const bool joined = test.function == Function::logical_and;  // `e in 0..9`
  if (joined) {
    return std::ranges::any_of(
        test.args, [&](ExprId arg) { return says_above_zero(terms, terms[arg], variable); });
  }
  const bool greater =
      test.function == Function::greater || test.function == Function::greater_equal;
  const bool less = test.function == Function::less || test.function == Function::less_equal;
  if (!greater && !less) return false;
  const Expr& larger = terms[test.args[greater ? 0 : 1]];
  const Expr& smaller = terms[test.args[greater ? 1 : 0]];
  return larger.kind == Expr::Kind::variable && larger.variable == variable &&
         smaller.kind == Expr::Kind::constant && smaller.constant != model::unknown_word &&
         !below_zero(smaller.constant, smaller.type.base);
}

bool bound_above_zero(const Program& program, const Terms& terms, VariableId variable,
                      ConditionId body) {
  const Condition& condition = terms[body];
  if (condition.kind == Condition::Kind::all) {
    return std::ranges::any_of(condition.parts, [&](ConditionId part) {
      return bound_above_zero(program, terms, variable, part);
    });
  }
  if (condition.kind == Condition::Kind::test) {
    return says_above_zero(terms, terms[condition.expr], variable);
  }
  if (condition.kind != Condition::Kind::atom) return false;
  const model::Relation& relation = program.schema[condition.atom.relation];
  if (relation.kind != model::RelationKind::fact) return false;
  return std::ranges::any_of(condition.atom.given, [&](const Atom::Given& given) {
    const Expr& expr = terms[given.expr];
    if (expr.kind != Expr::Kind::variable || expr.variable != variable) return false;
    if (given.column >= relation.fields.size()) return false;
    const model::Field& field = relation.fields[given.column];
    return field.low && !below_zero(*field.low, field.type.base);
  });
}

}  // namespace

bool negative_constant(const Expr& expr) {
  return expr.kind == Expr::Kind::constant && expr.constant != model::unknown_word &&
         expr.type.numeric() && below_zero(expr.constant, expr.type.base);
}

bool never_negative(const Program& program, const Terms& terms, ExprId value, ConditionId body) {
  const Expr& expr = terms[value];
  const auto of = [&](ExprId arg) { return never_negative(program, terms, arg, body); };
  const bool amount = expr.type.numeric() || expr.type.base == Base::duration;
  if (!amount) return false;
  if (expr.kind == Expr::Kind::constant) return !below_zero(expr.constant, expr.type.base);
  if (expr.kind == Expr::Kind::variable) {
    return bound_above_zero(program, terms, expr.variable, body);
  }
  if (expr.kind != Expr::Kind::apply) return false;
  switch (expr.function) {
    case Function::absolute:
    case Function::sqrt:
      return true;
    case Function::convert:
    case Function::convert_int:
    case Function::to_number:
    case Function::to_duration_months:
    case Function::to_duration_days:
      return of(expr.args.front());
    case Function::add:
    case Function::multiply:
    case Function::divide:
    case Function::minimum:
    case Function::maximum:
      return std::ranges::all_of(expr.args, of);
    default:
      return false;
  }
}

}  // namespace casus::check
