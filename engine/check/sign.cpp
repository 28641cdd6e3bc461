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

/// `whole`: the body of which `part` is a condition.
bool bound_above_zero(const Program& program, const Terms& terms, VariableId variable,
                      ConditionId part, ConditionId whole) {
  const Condition& condition = terms[part];
  switch (condition.kind) {
    case Condition::Kind::all:
      return std::ranges::any_of(condition.parts, [&](ConditionId one) {
        return bound_above_zero(program, terms, variable, one, whole);
      });
    case Condition::Kind::test:
      return says_above_zero(terms, terms[condition.expr], variable);
    case Condition::Kind::let:
      return condition.variable == variable &&
             never_negative(program, terms, condition.expr, whole);
    case Condition::Kind::atom:
      break;
    default:
      return false;
  }
  const model::Relation& relation = program.schema[condition.atom.relation];
  return std::ranges::any_of(condition.atom.given, [&](const Atom::Given& given) {
    const Expr& expr = terms[given.expr];
    return expr.kind == Expr::Kind::variable && expr.variable == variable &&
           given.column < relation.fields.size() && relation.fields[given.column].never_negative;
  });
}

/// Takes the mark from fields of the conclusion that may get a lesser value.
bool unmark(Program& program, const Rule& rule, const Conclusion& conclusion) {
  if (conclusion.kind != Conclusion::Kind::derive) return false;
  bool changed = false;
  for (std::size_t i = 0; i < conclusion.args.size(); ++i) {
    bool& marked = program.schema.relations[conclusion.relation.index()].fields[i].never_negative;
    if (!marked || never_negative(program, rule.terms, conclusion.args[i], rule.body)) continue;
    marked = false;
    changed = true;
  }
  return changed;
}

}  // namespace

void mark_never_negative(Program& program) {
  for (model::Relation& relation : program.schema.relations) {
    for (model::Field& field : relation.fields) {
      const bool amount = field.type.numeric() || field.type.base == Base::duration;
      field.never_negative = relation.kind == model::RelationKind::fact
                                 ? field.low && amount && !below_zero(*field.low, field.type.base)
                                 : relation.kind == model::RelationKind::relation && amount;
    }
  }
  bool changed = true;
  while (changed) {
    changed = false;
    for (const Rule& rule : program.rules) {
      for (const Conclusion& conclusion : rule.conclusions) {
        changed = unmark(program, rule, conclusion) || changed;
      }
    }
  }
}

bool negative_constant(const Expr& expr) {
  return expr.kind == Expr::Kind::constant && expr.constant != model::unknown_word &&
         expr.type.numeric() && below_zero(expr.constant, expr.type.base);
}

bool never_negative(const Program& program, const Terms& terms, ExprId value, ConditionId body) {
  const Expr& expr = terms[value];
  const auto of = [&](ExprId arg) { return never_negative(program, terms, arg, body); };
  const bool amount = expr.type.numeric() || expr.type.base == Base::duration;
  if (!amount) return false;
  if (expr.kind == Expr::Kind::constant) {
    return expr.constant != model::unknown_word && !below_zero(expr.constant, expr.type.base);
  }
  if (expr.kind == Expr::Kind::variable) {
    return bound_above_zero(program, terms, expr.variable, body, body);
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
