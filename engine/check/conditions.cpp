// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "check/elaborate.hpp"

namespace casus::check {

using ast::BinaryOp;
using ast::UnaryOp;

Elaborator::Elaborator(const Environment& env, Terms& terms) : env_(env), terms_(terms) {
  frames_.push_back({FrameKind::rule});
}

void Elaborator::declare(const ast::Name& name, const Type& type) {
  const VariableId id = new_variable(name.text, name.span, FrameKind::rule);
  frames_.front().variables.push_back(id);
  type_variable(id, type, name.span);
  states_[id.index()].declared = true;
}

Diagnostic& Elaborator::report(Diagnostic diagnostic) {
  failed_ = failed_ || diagnostic.severity == Severity::error;
  return env_.report(std::move(diagnostic));
}

ConditionId Elaborator::add(Condition condition) {
  terms_.conditions.push_back(std::move(condition));
  return ConditionId(terms_.conditions.size() - 1);
}

ConditionId Elaborator::all(std::vector<ConditionId> parts, Span span) {
  std::vector<ConditionId> flat;
  for (const ConditionId part : parts) {
    if (!part.valid()) continue;
    const Condition& condition = terms_[part];
    if (condition.kind == Condition::Kind::all) {
      flat.insert(flat.end(), condition.parts.begin(), condition.parts.end());
    } else {
      flat.push_back(part);
    }
  }
  if (flat.size() == 1) return flat.front();
  return add({.kind = Condition::Kind::all, .span = span, .parts = std::move(flat)});
}

ConditionId Elaborator::body(const ast::Expr* when, const std::vector<ast::ExprPtr>& unless,
                             Span span) {
  std::vector<const ast::Expr*> flat;
  has_when_ = when != nullptr;
  if (when != nullptr) flatten(*when, BinaryOp::logical_and, flat);
  std::vector<Part> parts;
  for (const ast::Expr* expr : flat) parts.push_back({expr});
  for (const ast::ExprPtr& exception : unless) parts.push_back({exception.get(), true});
  // The frame of the rule stays open: conclusions speak of its variables.
  open_frame(FrameKind::rule, parts);
  return conjunction(std::move(parts), when != nullptr ? when->span : span);
}

ConditionId Elaborator::conjunction(std::vector<Part> parts, Span span) {
  for (const Part& part : parts) {
    if (!part.exception) bind_atom(*part.expr);
  }
  std::vector<ConditionId> done(parts.size());
  schedule(parts, done);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].settled) continue;
    const ast::Expr& expr = *parts[i].expr;
    done[i] = parts[i].exception ? negation(expr, expr.span) : condition(expr);
  }
  return all(std::move(done), span);
}

/// Binds what equations and alternatives bind, each as soon as all it needs is bound: so the order
/// in which they are written does not matter.
void Elaborator::schedule(std::vector<Part>& parts, std::vector<ConditionId>& done) {
  std::vector<std::size_t> waiting;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto* binary = std::get_if<ast::Binary>(&parts[i].expr->node);
    const bool binds = binary != nullptr && !parts[i].exception &&
                       (binary->op == BinaryOp::equal || binary->op == BinaryOp::logical_or);
    if (binds) waiting.push_back(i);
  }
  bool progress = true;
  while (progress) {
    progress = false;
    for (const std::size_t i : waiting) {
      if (parts[i].settled) continue;
      const ast::Expr& expr = *parts[i].expr;
      if (std::get<ast::Binary>(expr.node).op == BinaryOp::equal) {
        parts[i].settled = settle_equation(expr, done[i]);
      } else {
        std::vector<Binding> own;
        bindings(expr, own);
        if (!ready(expr, own)) continue;
        parts[i].settled = true;
        done[i] = alternatives(expr);
      }
      progress = progress || parts[i].settled;
    }
  }
}

bool Elaborator::ready(const ast::Expr& expr, const std::vector<Binding>& own) const {
  std::vector<std::string_view> names;
  mentions(expr, names);
  return std::ranges::all_of(names, [&](std::string_view name) {
    const auto id = look_up(name);
    return !id || is_bound(*id) || std::ranges::find(own, name, &Binding::name) != own.end();
  });
}

/// `v = expression`, where nothing else has bound v and everything in the expression is bound.
bool Elaborator::settle_equation(const ast::Expr& expr, ConditionId& done) {
  const auto& equation = std::get<ast::Binary>(expr.node);
  for (const bool left : {true, false}) {
    const ast::Expr& side = left ? *equation.left : *equation.right;
    const ast::Expr& other = left ? *equation.right : *equation.left;
    const auto name = bare_variable(side);
    const auto id = name ? look_up(*name) : std::nullopt;
    if (!id || is_bound(*id)) continue;
    if (!ready(other, {})) continue;
    if (const auto also = bare_variable(other); also && !look_up(*also)) continue;
    const State before = states_[id->index()];  // Reading the other side may add variables.
    Hint hint;
    if (before.typed) hint.type = terms_[*id].type;
    Typed value = this->value(other, hint);
    if (value.good() && value.type.base == model::Base::enumeration &&
        env_.schema()[value.type.enumeration].find(*name)) {
      return false;  // A member after all, though its enumeration is not visible here.
    }
    bind(*id);
    occurs(*id, side.span, false);
    if (value.good() && before.typed) {
      value.id = coerce(value, terms_[*id].type, quoted(*name), before.typed_at);
    }
    if (!value.good()) {
      states_[id->index()].poisoned = true;
      return true;
    }
    if (!before.typed) type_variable(*id, value.type, side.span);
    done =
        add({.kind = Condition::Kind::let, .span = expr.span, .expr = value.id, .variable = *id});
    return true;
  }
  return false;
}

ConditionId Elaborator::condition(const ast::Expr& expr) {
  if (const auto* unary = std::get_if<ast::Unary>(&expr.node)) {
    if (unary->op == UnaryOp::unknown) return unknown(*unary->operand, expr.span);
    if (unary->op == UnaryOp::logical_not && contains_atom(*unary->operand)) {
      return negation(*unary->operand, expr.span);
    }
  }
  if (const auto* binary = std::get_if<ast::Binary>(&expr.node)) {
    if (binary->op == BinaryOp::logical_or) return alternatives(expr);
    if (binary->op == BinaryOp::logical_and) {
      std::vector<const ast::Expr*> flat;
      flatten(expr, BinaryOp::logical_and, flat);
      std::vector<Part> parts;
      for (const ast::Expr* part : flat) parts.push_back({part});
      return conjunction(std::move(parts), expr.span);
    }
  }
  if (const auto* call = std::get_if<ast::Call>(&expr.node)) {
    const Callee callee = this->callee(call->name);
    switch (callee.kind) {
      case Callee::Kind::relation:
      case Callee::Kind::rating:
        return atom(expr, *call, callee);
      case Callee::Kind::rule:
        return rule_atom(expr, *call, callee);
      case Callee::Kind::table:
      case Callee::Kind::function:
      case Callee::Kind::factor:
        break;
      default:
        return {};  // Reported.
    }
  }
  return test(expr);
}

ConditionId Elaborator::test(const ast::Expr& expr) {
  if (const auto* truth = std::get_if<ast::BoolLiteral>(&expr.node); truth && truth->value) {
    return all({}, expr.span);
  }
  const Typed value = truth(expr);
  if (!value.good()) return {};
  return add({.kind = Condition::Kind::test, .span = expr.span, .expr = value.id});
}

/// `a or b`: a test where no branch has an atom or binds anything, else branches.
ConditionId Elaborator::alternatives(const ast::Expr& expr) {
  std::vector<const ast::Expr*> branches;
  flatten(expr, BinaryOp::logical_or, branches);
  std::vector<Binding> binds;
  for (const ast::Expr* branch : branches) bindings(*branch, binds);
  const bool binding = std::ranges::any_of(binds, [&](const Binding& b) {
    const auto id = look_up(b.name);
    return id && !is_bound(*id);
  });
  if (!binding && !contains_atom(expr)) return test(expr);
  const std::vector<bool> before = bound_;
  std::vector<bool> after;
  Condition result{.kind = Condition::Kind::any, .span = expr.span};
  for (const ast::Expr* branch : branches) {
    std::vector<const ast::Expr*> flat;
    flatten(*branch, BinaryOp::logical_and, flat);
    std::vector<Part> parts;
    for (const ast::Expr* part : flat) parts.push_back({part});
    open_frame(FrameKind::branch, parts);
    result.parts.push_back(conjunction(std::move(parts), branch->span));
    close_frame();
    if (result.parts.size() == 1) {
      after = bound_;
    } else {
      for (std::size_t i = 0; i < after.size(); ++i) after[i] = after[i] && bound_[i];
    }
    for (std::size_t i = 0; i < before.size(); ++i) bound_[i] = before[i];
    for (std::size_t i = before.size(); i < bound_.size(); ++i) bound_[i] = false;
  }
  for (std::size_t i = 0; i < after.size(); ++i) bound_[i] = after[i];
  if (failed_ && std::ranges::any_of(result.parts, [](ConditionId id) { return !id.valid(); })) {
    return {};
  }
  return add(std::move(result));
}

ConditionId Elaborator::negation(const ast::Expr& operand, Span span) {
  if (!contains_atom(operand)) {
    const Typed value = truth(operand);
    if (!value.good()) return {};
    const Typed result = apply(Function::logical_not, {value.id}, {model::Base::boolean}, span);
    return add({.kind = Condition::Kind::test, .span = span, .expr = result.id});
  }
  std::vector<const ast::Expr*> flat;
  flatten(operand, BinaryOp::logical_and, flat);
  std::vector<Part> parts;
  for (const ast::Expr* part : flat) parts.push_back({part});
  const std::vector<bool> before = bound_;
  open_frame(FrameKind::negation, parts);
  const ConditionId inner = conjunction(std::move(parts), operand.span);
  close_frame();
  for (std::size_t i = 0; i < before.size(); ++i) bound_[i] = before[i];
  if (!inner.valid()) return {};
  return add({.kind = Condition::Kind::negation, .span = span, .parts = {inner}});
}

}  // namespace casus::check
