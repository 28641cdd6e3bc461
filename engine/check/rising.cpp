// SPDX-License-Identifier: Apache-2.0
#include "check/rising.hpp"

#include "check/sign.hpp"

namespace casus::check {
namespace {

bool is_conversion(Function function) {
  return function == Function::convert || function == Function::convert_int ||
         function == Function::to_number;
}

}  // namespace

Rising::Rising(const Program& program, const Rule& rule) : program_(program), terms_(rule.terms) {
  visit(rule.body);
  misuse(rule.certainty);
  for (const Conclusion& conclusion : rule.conclusions) {
    for (const ExprId arg : conclusion.args) misuse(arg);
    misuse(conclusion.expr);
    misused_variables_.insert(conclusion.for_each.begin(), conclusion.for_each.end());
  }
}

/// The expression without the conversions around it, which keep order.
ExprId Rising::bare(ExprId id) const {
  while (terms_[id].kind == Expr::Kind::apply && is_conversion(terms_[id].function)) {
    id = terms_[id].args.front();
  }
  return id;
}

void Rising::visit(ConditionId id) {
  const Condition& condition = terms_[id];
  switch (condition.kind) {
    case Condition::Kind::all:
    case Condition::Kind::any:
      for (const ConditionId part : condition.parts) visit(part);
      break;
    case Condition::Kind::test:
      visit_test(terms_[condition.expr]);
      break;
    case Condition::Kind::let: {
      const ExprId value = bare(condition.expr);
      if (terms_[value].kind == Expr::Kind::aggregate) {
        named_.emplace(value, condition.variable);
        compared_.insert(value);
        misuse(terms_[value].body);
        misuse(terms_[value].value);
      } else {
        misuse(condition.expr);
      }
      break;
    }
    case Condition::Kind::negation:
    case Condition::Kind::atom:
    case Condition::Kind::unknown:
      misuse(id);
      break;
  }
}

void Rising::visit_test(const Expr& test) {
  const bool joins = test.kind == Expr::Kind::apply && (test.function == Function::logical_and ||
                                                        test.function == Function::logical_or);
  if (joins) {
    for (const ExprId arg : test.args) visit_test(terms_[arg]);
    return;
  }
  const bool greater = test.kind == Expr::Kind::apply && (test.function == Function::greater ||
                                                          test.function == Function::greater_equal);
  const bool less = test.kind == Expr::Kind::apply &&
                    (test.function == Function::less || test.function == Function::less_equal);
  if (!greater && !less) {
    for (const ExprId arg : test.args) misuse(arg);
    if (test.kind == Expr::Kind::variable) misused_variables_.insert(test.variable);
    return;
  }
  misuse(test.args[greater ? 1 : 0]);
  const ExprId larger = bare(test.args[greater ? 0 : 1]);
  const Expr& expr = terms_[larger];
  if (expr.kind == Expr::Kind::aggregate) {
    compared_.insert(larger);
    misuse(expr.body);
    misuse(expr.value);
  } else if (expr.kind != Expr::Kind::variable) {
    misuse(larger);
  }
}

/// All that is read there is used for more than a comparison.
void Rising::misuse(ConditionId id) {
  if (!id.valid()) return;
  const Condition& condition = terms_[id];
  for (const ConditionId part : condition.parts) misuse(part);
  for (const Atom::Given& given : condition.atom.given) misuse(given.expr);
  misuse(condition.expr);
}

void Rising::misuse(ExprId id) {
  if (!id.valid()) return;
  const Expr& expr = terms_[id];
  if (expr.kind == Expr::Kind::variable) misused_variables_.insert(expr.variable);
  if (expr.kind == Expr::Kind::aggregate) misused_.insert(id);
  for (const ExprId arg : expr.args) misuse(arg);
  misuse(expr.value);
  misuse(expr.body);
}

std::string Rising::objection(ExprId aggregate) const {
  const Expr& expr = terms_[aggregate];
  if (expr.aggregate != Aggregate::count && expr.aggregate != Aggregate::sum) {
    return "of comprehensions only a count or a sum may stand in a circle, since these only rise";
  }
  const std::string name = expr.aggregate == Aggregate::count ? "count" : "sum";
  const auto variable = named_.find(aggregate);
  const bool elsewhere =
      misused_.contains(aggregate) ||
      (variable != named_.end() && misused_variables_.contains(variable->second));
  if (!compared_.contains(aggregate) || elsewhere) {
    return "a " + name + " in a circle may only be asked whether it is `>` or `>=` something";
  }
  if (expr.aggregate == Aggregate::sum &&
      !never_negative(program_, terms_, expr.value, expr.body)) {
    return "a sum in a circle may only add up what is never below 0, such as a field of a fact "
           "declared `number in 0..100`";
  }
  return {};
}

}  // namespace casus::check
