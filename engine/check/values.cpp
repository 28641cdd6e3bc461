// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "check/elaborate.hpp"

namespace casus::check {

using ast::BinaryOp;
using ast::UnaryOp;
using model::Base;

namespace {

constexpr Type truth_type{.base = Base::boolean};

bool is_comparison(BinaryOp op) { return op >= BinaryOp::equal && op <= BinaryOp::in; }

}  // namespace

ExprId Elaborator::add(Expr expr) {
  terms_.exprs.push_back(std::move(expr));
  return ExprId(terms_.exprs.size() - 1);
}

ExprId Elaborator::constant(Word word, const Type& type, Span span) {
  return add(Expr{.kind = Expr::Kind::constant, .type = type, .span = span, .constant = word});
}

Typed Elaborator::apply(Function function, std::vector<ExprId> args, const Type& type, Span span) {
  const ExprId id = add(Expr{.kind = Expr::Kind::apply,
                             .type = type,
                             .span = span,
                             .function = function,
                             .args = std::move(args)});
  return {.id = id, .type = type, .span = span};
}

ExprId Elaborator::value_of(const ast::Expr& expr, const Type& type, std::string_view what) {
  const Typed value = this->value(expr, {type});
  return value.good() ? coerce(value, type, what) : ExprId{};
}

Typed Elaborator::value(const ast::Expr& expr, const Hint& hint) {
  bool reported = false;
  if (const auto constant = literal(env_, expr, reported)) {
    return {.id = this->constant(constant->word, constant->type, expr.span),
            .type = constant->type,
            .bare = constant->bare,
            .span = expr.span,
            .exact = constant->exact};
  }
  if (reported) {
    fail();
    return {};
  }
  const auto refuse = [&](std::string message, std::string label, std::string advice) {
    report(error("E0306", std::move(message)))
        .label(expr.span, std::move(label))
        .advise(std::move(advice));
    return Typed{};
  };
  if (const auto* name = std::get_if<ast::Reference>(&expr.node)) {
    return reference(name->name, expr.span, hint);
  }
  if (const auto* unary = std::get_if<ast::Unary>(&expr.node)) {
    if (unary->op == UnaryOp::unknown) {
      return refuse("`unknown` is a condition and has no value", "no value",
                    "let it stand by itself, joined by `and` or `or`");
    }
    return negated(*unary, expr.span, hint);
  }
  if (const auto* binary = std::get_if<ast::Binary>(&expr.node)) {
    if (is_comparison(binary->op)) return compare(*binary, expr.span);
    if (binary->op != BinaryOp::logical_and && binary->op != BinaryOp::logical_or) {
      return arithmetic(*binary, expr.span, hint);
    }
    const Typed left = truth(*binary->left);
    const Typed right = truth(*binary->right);
    if (!left.good() || !right.good()) return {};
    return apply(binary->op == BinaryOp::logical_and ? Function::logical_and : Function::logical_or,
                 {left.id, right.id}, truth_type, expr.span);
  }
  if (const auto* call = std::get_if<ast::Call>(&expr.node)) {
    return this->call(*call, expr.span, hint);
  }
  if (const auto* inner = std::get_if<ast::Comprehension>(&expr.node)) {
    return comprehension(*inner, expr.span);
  }
  if (std::holds_alternative<ast::Wildcard>(expr.node)) {
    return refuse("`_` has no value", "no value",
                  "`_` stands only for a field that does not matter");
  }
  return refuse("a range has no value of its own", "no value", "write `x in 1..5`");
}

/// An expression that must be true or false.
Typed Elaborator::truth(const ast::Expr& expr) {
  const Typed value = this->value(expr, {truth_type});
  if (!value.good() || value.type == truth_type) return value;
  Diagnostic d = error(
      "E0306", "this is " + phrase(value.type, env_.schema()) + ", which neither holds nor fails");
  d.label(expr.span, "a condition is needed");
  const std::string written(env_.sources.text(expr.span));
  d.advise(value.type.numeric() ? "compare it, for example " +
                                      quoted((written.size() <= 30 ? written : "…") + " > 0")
           : is_member(value) ? "compare something with it again: `… >= " + written + '`'
                              : "compare it with something");
  report(std::move(d));
  return {};
}

Typed Elaborator::negated(const ast::Unary& unary, Span span, const Hint& hint) {
  if (unary.op == UnaryOp::logical_not) {
    const Typed operand = truth(*unary.operand);
    if (!operand.good()) return {};
    return apply(Function::logical_not, {operand.id}, truth_type, span);
  }
  const Typed operand = value(*unary.operand, hint);
  if (!operand.good()) return {};
  if (!operand.type.numeric() && operand.type.base != Base::duration) {
    report(error("E0302", phrase(operand.type, env_.schema()) + " has no negative"))
        .label(operand.span, describe(operand))
        .advise("only numbers and durations can be negated");
    return {};
  }
  Typed result = apply(Function::negate, {operand.id}, operand.type, span);
  result.bare = operand.bare;
  return result;
}

Typed Elaborator::reference(const ast::DottedName& name, Span span, const Hint& hint) {
  if (name.parts.size() > 1) return qualified(name, span);
  const std::string_view text = name.parts[0].text;
  switch (role(text, hint.type)) {
    case Role::as_of: {
      const Type date{.base = Base::date};
      return {.id = add(Expr{.kind = Expr::Kind::as_of, .type = date, .span = span}),
              .type = date,
              .span = span};
    }
    case Role::member:
      return member(name, span, hint);
    case Role::variable:
      break;
  }
  const auto id = look_up(text);
  if (!id) {
    const Callee callee = find_callee(env_, name);
    if (callee.is_atom() || callee.kind == Callee::Kind::table) {
      const std::string_view kind = kind_name(callee.found.entity->kind);
      const bool is_rule = callee.kind == Callee::Kind::rule;
      report(error("E0205", quoted(text) + " is " + with_article(kind) + ", not a value"))
          .label(span, "used like a variable")
          .label(callee.found.entity->span, "declared here")
          .advise("write " + quoted(std::string(text) + (is_rule ? "()" : "(…)")));
      return {};
    }
  }
  return variable(text, span, hint);
}

Typed Elaborator::variable(std::string_view name, Span span, const Hint& hint, bool as_argument) {
  const auto id = look_up(name);
  if (!id || !is_bound(*id)) {
    report_unbound(name, span, hint);
    return {};
  }
  occurs(*id, span, as_argument);
  const State& state = states_[id->index()];
  if (state.poisoned || !state.typed) {
    fail();
    return {};
  }
  const Type type = terms_[*id].type;
  const ExprId expr =
      add(Expr{.kind = Expr::Kind::variable, .type = type, .span = span, .variable = *id});
  return {.id = expr, .type = type, .span = span};
}

/// A member of an enumeration by its bare name: the place's type chooses where several have it.
/// The only visible enumeration that has this member; empty where none or several have it.
std::string Elaborator::enumeration_with(const std::string& member) const {
  std::string only;
  for (const std::string_view name : env_.names.visible(NameSpace::type, env_.module)) {
    const Found found = env_.names.find(NameSpace::type, env_.module, name);
    if (found.none() || found.ambiguous() || !found.entity->enumeration.valid()) continue;
    if (!env_.schema()[found.entity->enumeration].find(member)) continue;
    if (!only.empty()) return {};
    only = name;
  }
  return only;
}

Typed Elaborator::member(const ast::DottedName& name, Span span, const Hint& hint) {
  const std::string_view text = name.parts[0].text;
  std::vector<model::EnumId> owners = env_.names.member_of(env_.module, text);
  for (const model::EnumId owner : owners) env_.names.use_enumeration(owner);
  if (hint.type && hint.type->base == Base::enumeration &&
      env_.schema()[hint.type->enumeration].find(text)) {
    owners.assign(1, hint.type->enumeration);
  }
  if (owners.size() > 1) {
    std::vector<std::string> names;
    std::vector<std::string> ways;
    Diagnostic d = error("E0202", "");
    d.label(span, "which of them?");
    for (const model::EnumId owner : owners) {
      const model::Enumeration& enumeration = env_.schema()[owner];
      names.push_back(quoted(enumeration.name));
      ways.push_back(quoted(enumeration.name + "." + std::string(text)));
      d.label(enumeration.span, "has it");
    }
    d.message = quoted(text) + " is a member of " + listed(names);
    d.advise("write " + listed(ways, "or"));
    report(std::move(d));
    return {};
  }
  const model::EnumId owner = owners.front();
  env_.names.note(span, env_.schema()[owner].span, true);
  const Type type{.base = Base::enumeration, .enumeration = owner};
  return {.id = constant(*env_.schema()[owner].find(text), type, span), .type = type, .span = span};
}

/// `Role.patron`, or the same through a module; whatever else has a point has no value.
Typed Elaborator::qualified(const ast::DottedName& name, Span span) {
  const std::size_t last = name.parts.size() - 1;
  const std::string& text = name.parts[last].text;
  const std::string& owner = name.parts[last - 1].text;
  std::optional<model::EnumId> id;
  Found found;
  if (last == 1) {
    found = env_.names.find(NameSpace::type, env_.module, owner);
    if (owner == "Kind") id = statement_kind_enumeration;
  } else {
    std::string module = name.parts[0].text;
    for (std::size_t i = 1; i + 1 < last; ++i) module += "." + name.parts[i].text;
    const auto index = env_.names.module(module);
    if (index && env_.names.sees(env_.module, *index)) {
      found.entity = env_.names.own(NameSpace::type, *index, owner);
    }
  }
  if (found.ambiguous()) {
    report_ambiguous(env_, found, owner, name.parts[last - 1].span);
    fail();
    return {};
  }
  if (!found.none()) {
    ++found.entity->uses;
    env_.names.note(name.parts[last - 1].span, found.entity->span);
    if (!found.entity->usable) {
      fail();
      return {};
    }
    id = found.entity->enumeration;
  }
  if (!id) {
    const Callee callee = find_callee(env_, name);
    if (callee.kind == Callee::Kind::missing || callee.kind == Callee::Kind::ambiguous) {
      if (last == 1) {
        report_missing(env_, NameSpace::type, owner, name.parts[0].span,
                       "no enum or rating is called " + quoted(owner),
                       "before the point stands a rating, an enum or a module");
      } else {
        report_callee(env_, callee, name);
      }
      fail();
      return {};
    }
    report(error("E0205", quoted(name.text()) + " has no value by itself"))
        .label(span)
        .advise("say of what: " + quoted(name.text() + "(…)"));
    return {};
  }
  const model::Enumeration& enumeration = env_.schema()[*id];
  const auto word = enumeration.find(text);
  if (!word) {
    Diagnostic d =
        error("E0201", quoted(enumeration.name) + " has no member called " + quoted(text));
    d.label(name.parts[last].span, "not a member");
    const std::string other = enumeration_with(text);
    if (!other.empty() && last > 0) {
      d.fix(quoted(text) + " is a member of " + quoted(other), {{name.parts[last - 1].span, other}},
            false);
    } else {
      advise_member(d, text, enumeration, name.parts[last].span);
    }
    report(std::move(d));
    return {};
  }
  env_.names.note(name.parts[last].span, enumeration.span, true);
  const Type type{.base = Base::enumeration, .enumeration = *id};
  return {.id = constant(*word, type, span), .type = type, .span = span};
}

std::optional<VariableId> Elaborator::use(std::string_view name, Span span, bool report_missing) {
  const auto id = look_up(name);
  if (!id || !is_bound(*id)) {
    if (report_missing) report_unbound(name, span, {});
    return std::nullopt;
  }
  occurs(*id, span, false);
  if (states_[id->index()].poisoned) fail();
  return id;
}

}  // namespace casus::check
