// SPDX-License-Identifier: Apache-2.0
#include "check/adjust.hpp"

#include <utility>

namespace casus::check {
namespace {

ExprId append(Terms& terms, Expr expr) {
  terms.exprs.push_back(std::move(expr));
  return ExprId(terms.exprs.size() - 1);
}

ExprId number(Terms& terms, double value) {
  return append(terms, {.kind = Expr::Kind::constant,
                        .type = {.base = model::Base::number},
                        .constant = model::word_of_number(value)});
}

ExprId times(Terms& terms, ExprId points, double factor, Span span) {
  const Type type{.base = model::Base::number};
  if (terms[points].type.base == model::Base::integer) {
    points = append(terms, {.kind = Expr::Kind::apply,
                            .type = type,
                            .span = span,
                            .function = Function::to_number,
                            .args = {points}});
  }
  const ExprId by = number(terms, factor);
  return append(terms, {.kind = Expr::Kind::apply,
                        .type = type,
                        .span = span,
                        .function = Function::multiply,
                        .args = {points, by}});
}

void adjust(Rule& rule, const RuleAdjustment& how) {
  if (how.certainty) rule.certainty = number(rule.terms, *how.certainty);
  if (how.weight == 1) return;
  for (Conclusion& said : rule.conclusions) {
    if (said.kind != Conclusion::Kind::contribute) continue;
    said.expr = times(rule.terms, said.expr, how.weight, rule.terms[said.expr].span);
  }
}

}  // namespace

std::shared_ptr<const Program> adjusted(const Program& program,
                                        const std::vector<RuleAdjustment>& adjustments) {
  auto result = std::make_shared<Program>(program);
  for (Rule& rule : result->rules) {
    for (const RuleAdjustment& how : adjustments) {
      if (how.rule == rule.name && how.module == rule.module) adjust(rule, how);
    }
  }
  return result;
}

}  // namespace casus::check
