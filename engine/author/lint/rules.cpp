// SPDX-License-Identifier: Apache-2.0
#include "author/lint/rules.hpp"

namespace casus::author {
namespace {

using Use = std::function<void(const ast::Expr&)>;

void below(const ast::ExprPtr& expr, const Use& use) {
  if (expr != nullptr) visit(*expr, use);
}

}  // namespace

void visit(const ast::Expr& expr, const Use& use) {
  use(expr);
  if (const auto* range = std::get_if<ast::Range>(&expr.node)) {
    below(range->low, use);
    below(range->high, use);
  } else if (const auto* unary = std::get_if<ast::Unary>(&expr.node)) {
    below(unary->operand, use);
  } else if (const auto* binary = std::get_if<ast::Binary>(&expr.node)) {
    below(binary->left, use);
    below(binary->right, use);
  } else if (const auto* call = std::get_if<ast::Call>(&expr.node)) {
    for (const ast::Argument& argument : call->arguments) below(argument.value, use);
  } else if (const auto* all = std::get_if<ast::Comprehension>(&expr.node)) {
    below(all->value, use);
    below(all->body, use);
  }
}

void visit(const ast::Rule& rule, const Use& use) {
  below(rule.when, use);
  for (const ast::ExprPtr& one : rule.unless) below(one, use);
  for (const ast::Conclusion& conclusion : rule.conclusions) {
    if (const auto* then = std::get_if<ast::Then>(&conclusion.node)) {
      below(then->atom, use);
      below(then->certainty, use);
    } else if (const auto* points = std::get_if<ast::Contribution>(&conclusion.node)) {
      below(points->target, use);
      below(points->weight, use);
    } else if (const auto* limit = std::get_if<ast::Limit>(&conclusion.node)) {
      below(limit->target, use);
      below(limit->at, use);
    }
  }
  below(rule.certainty, use);
}

std::vector<const ast::Expr*> parts_of(const ast::Expr& expr, ast::BinaryOp op) {
  std::vector<const ast::Expr*> parts;
  std::vector<const ast::Expr*> open{&expr};
  while (!open.empty()) {
    const ast::Expr* one = open.back();
    open.pop_back();
    const auto* binary = std::get_if<ast::Binary>(&one->node);
    if (binary == nullptr || binary->op != op) {
      parts.push_back(one);
      continue;
    }
    open.push_back(binary->right.get());
    open.push_back(binary->left.get());
  }
  return parts;
}

const ast::Binary* comparison_in(const ast::Expr& expr) {
  const auto* binary = std::get_if<ast::Binary>(&expr.node);
  const bool compares =
      binary != nullptr && binary->op >= ast::BinaryOp::equal && binary->op <= ast::BinaryOp::in;
  return compares ? binary : nullptr;
}

}  // namespace casus::author
