// SPDX-License-Identifier: Apache-2.0
//
// Which identifiers are variables, which of them a body binds, and where each can be seen.
// Negations, comprehensions and the branches of an `or` open frames of their own: what only they
// bind is theirs.
#include <algorithm>

#include "check/elaborate.hpp"

namespace casus::check {

using ast::BinaryOp;

void flatten(const ast::Expr& expr, BinaryOp op, std::vector<const ast::Expr*>& out) {
  const auto* binary = std::get_if<ast::Binary>(&expr.node);
  if (binary == nullptr || binary->op != op) {
    out.push_back(&expr);
    return;
  }
  flatten(*binary->left, op, out);
  flatten(*binary->right, op, out);
}

Elaborator::Role Elaborator::role(std::string_view name, const std::optional<Type>& place) const {
  if (name == "as_of") return Role::as_of;
  if (place && place->base == model::Base::enumeration &&
      env_.schema()[place->enumeration].find(name)) {
    return Role::member;
  }
  return env_.names.member_of(env_.module, name).empty() ? Role::variable : Role::member;
}

std::optional<std::string_view> Elaborator::bare_variable(const ast::Expr& expr,
                                                          const std::optional<Type>& place) const {
  const auto* reference = std::get_if<ast::Reference>(&expr.node);
  if (reference == nullptr || reference->name.parts.size() != 1) return std::nullopt;
  const std::string_view name = reference->name.parts[0].text;
  if (role(name, place) != Role::variable) return std::nullopt;
  return name;
}

std::optional<std::string_view> Elaborator::direct_variable(
    const ast::Argument& argument, const std::optional<Type>& place) const {
  if (argument.comparison && *argument.comparison != BinaryOp::equal) return std::nullopt;
  const auto* binary = std::get_if<ast::Binary>(&argument.value->node);
  if (!place && binary != nullptr && binary->op == BinaryOp::equal) {
    return bare_variable(*binary->right, place);  // `country = c` where `country: c` is meant
  }
  return bare_variable(*argument.value, place);
}

void Elaborator::bindings_of_call(const ast::Call& call, std::vector<Binding>& out) {
  const Callee callee = find_callee(env_, call.name);
  if (callee.kind == Callee::Kind::broken || callee.kind == Callee::Kind::missing ||
      callee.kind == Callee::Kind::ambiguous) {
    // What it would have bound is not worth a second message.
    for (const ast::Argument& argument : call.arguments) {
      if (const auto name = direct_variable(argument, {})) {
        out.push_back({*name, argument.value->span});
      }
    }
    return;
  }
  if (!callee.is_atom()) return;
  const std::vector<Column> fitting = columns(callee, call, false);
  for (const ast::Argument& argument : call.arguments) {
    const auto column = std::ranges::find(fitting, &argument, &Column::argument);
    // What fits no field will be reported; its variable still counts as bound.
    const auto name = column != fitting.end() ? direct_variable(argument, column->type)
                                              : direct_variable(argument, {});
    if (name) out.push_back({*name, argument.value->span});
  }
}

void Elaborator::bindings(const ast::Expr& condition, std::vector<Binding>& out) {
  if (const auto* call = std::get_if<ast::Call>(&condition.node)) {
    bindings_of_call(*call, out);
    return;
  }
  const auto* binary = std::get_if<ast::Binary>(&condition.node);
  if (binary == nullptr) return;
  if (binary->op == BinaryOp::equal) {
    const auto bind_side = [&](const ast::Expr& side, const ast::Expr& other) {
      const auto name = bare_variable(side);
      if (!name) return;
      // What is reckoned from itself gets no value by that.
      std::vector<std::string_view> needed;
      mentions(other, needed);
      if (std::ranges::find(needed, *name) == needed.end()) out.push_back({*name, side.span});
    };
    bind_side(*binary->left, *binary->right);
    bind_side(*binary->right, *binary->left);
  } else if (binary->op == BinaryOp::logical_and) {
    bindings(*binary->left, out);
    bindings(*binary->right, out);
  } else if (binary->op == BinaryOp::logical_or) {
    // Only what both sides bind is bound behind them.
    std::vector<Binding> left;
    std::vector<Binding> right;
    bindings(*binary->left, left);
    bindings(*binary->right, right);
    for (const Binding& binding : left) {
      if (std::ranges::find(right, binding.name, &Binding::name) != right.end()) {
        out.push_back(binding);
      }
    }
  }
}

namespace {

/// Calls `visit` for the parts of an expression.
template <class Visit>
void for_each_part(const ast::Expr& expr, const Visit& visit) {
  if (const auto* unary = std::get_if<ast::Unary>(&expr.node)) visit(*unary->operand);
  if (const auto* binary = std::get_if<ast::Binary>(&expr.node)) {
    visit(*binary->left);
    visit(*binary->right);
  }
  if (const auto* range = std::get_if<ast::Range>(&expr.node)) {
    visit(*range->low);
    visit(*range->high);
  }
  if (const auto* call = std::get_if<ast::Call>(&expr.node)) {
    for (const ast::Argument& argument : call->arguments) visit(*argument.value);
  }
  if (const auto* inner = std::get_if<ast::Comprehension>(&expr.node)) {
    visit(*inner->value);
    visit(*inner->body);
  }
}

}  // namespace

void Elaborator::mentions(const ast::Expr& expr, std::vector<std::string_view>& out) const {
  if (const auto name = bare_variable(expr)) out.push_back(*name);
  for_each_part(expr, [&](const ast::Expr& part) { mentions(part, out); });
}

bool Elaborator::contains_atom(const ast::Expr& condition) const {
  if (const auto* call = std::get_if<ast::Call>(&condition.node)) {
    const Callee callee = find_callee(env_, call->name);
    return callee.is_atom() || callee.kind == Callee::Kind::broken ||
           callee.kind == Callee::Kind::missing || callee.kind == Callee::Kind::ambiguous;
  }
  if (const auto* unary = std::get_if<ast::Unary>(&condition.node)) {
    return unary->op == ast::UnaryOp::unknown ||
           (unary->op == ast::UnaryOp::logical_not && contains_atom(*unary->operand));
  }
  const auto* binary = std::get_if<ast::Binary>(&condition.node);
  if (binary == nullptr ||
      (binary->op != BinaryOp::logical_and && binary->op != BinaryOp::logical_or)) {
    return false;
  }
  return contains_atom(*binary->left) || contains_atom(*binary->right);
}

std::optional<VariableId> Elaborator::look_up(std::string_view name) const {
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    for (const VariableId id : frame->variables) {
      if (terms_[id].name == name) return id;
    }
  }
  return std::nullopt;
}

VariableId Elaborator::new_variable(std::string_view name, Span span, FrameKind kind) {
  const VariableId id(terms_.variables.size());
  const bool local = kind == FrameKind::negation || kind == FrameKind::comprehension;
  terms_.variables.push_back({.name = std::string(name), .span = span, .local = local});
  states_.push_back({.frame = kind});
  bound_.push_back(false);
  return id;
}

/// A branch of an `or` inside a negation is as local as the negation.
Elaborator::FrameKind Elaborator::effective_frame(FrameKind kind) const {
  if (kind != FrameKind::branch) return kind;
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    const bool local =
        frame->kind == FrameKind::negation || frame->kind == FrameKind::comprehension;
    if (local) return frame->kind;
  }
  return kind;
}

void Elaborator::open_frame(FrameKind kind, const std::vector<Part>& parts) {
  std::vector<Binding> found;
  for (const Part& part : parts) {
    if (!part.exception) bindings(*part.expr, found);
  }
  const FrameKind effective = effective_frame(kind);
  frames_.push_back({kind});
  for (const Binding& binding : found) {
    if (look_up(binding.name)) continue;
    frames_.back().variables.push_back(new_variable(binding.name, binding.span, effective));
  }
}

void Elaborator::close_frame() { frames_.pop_back(); }

bool Elaborator::is_bound(VariableId id) const { return bound_[id.index()]; }

void Elaborator::bind(VariableId id) { bound_[id.index()] = true; }

void Elaborator::occurs(VariableId id, Span span, bool as_argument) {
  if (env_.names.mentions != nullptr && span.valid()) occurrences_.push_back({id, span});
  State& state = states_[id.index()];
  ++state.occurrences;
  state.single = span;
  state.as_argument = as_argument;
  Span& first = terms_.variables[id.index()].span;
  if (!first.valid() || (first.file == span.file && span.begin < first.begin)) first = span;
}

void Elaborator::type_variable(VariableId id, const Type& type, Span span, RelationId relation,
                               std::uint32_t column) {
  State& state = states_[id.index()];
  if (state.poisoned) return;
  if (!state.typed) {
    state.typed = true;
    state.typed_at = span;
    state.relation = relation;
    state.column = column;
    terms_.variables[id.index()].type = type;
    return;
  }
  const Type& before = terms_[id].type;
  if (before == type) return;
  state.poisoned = true;
  const model::Schema& schema = env_.schema();
  Diagnostic d = error("E0301", quoted(terms_[id].name) + " has two types");
  d.label(span, phrase(type, schema) + " here");
  d.label(state.typed_at, phrase(before, schema) + " here");
  const bool converts =
      before.numeric() && type.numeric() && env_.units().convertible(before.unit, type.unit);
  d.advise(converts ? "write two variables and compare them: `a = b` converts"
                    : "write two variables: here another one, such as " +
                          quoted(relation.valid() ? schema[relation].fields[column].name
                                                  : terms_[id].name + "_2"));
  report(std::move(d));
}

}  // namespace casus::check
