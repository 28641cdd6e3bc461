// SPDX-License-Identifier: Apache-2.0
#include "explain/render.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "check/functions.hpp"
#include "model/show.hpp"

namespace casus::explain {
namespace {

using check::Condition;
using check::Expr;
using check::Function;

struct Operator {
  std::string_view sign;
  int precedence = 0;
};

Operator operator_of(Function function) {
  switch (function) {
    case Function::logical_or:
      return {"or", 1};
    case Function::logical_and:
      return {"and", 2};
    case Function::equal:
      return {"=", 4};
    case Function::not_equal:
      return {"!=", 4};
    case Function::less:
      return {"<", 4};
    case Function::less_equal:
      return {"<=", 4};
    case Function::greater:
      return {">", 4};
    case Function::greater_equal:
      return {">=", 4};
    case Function::add:
    case Function::add_months:
    case Function::add_days:
    case Function::add_duration:
      return {"+", 5};
    case Function::subtract:
    case Function::days_between:
      return {"-", 5};
    case Function::multiply:
      return {"*", 6};
    case Function::divide:
      return {"/", 6};
    default:
      return {};
  }
}

/// Bands are compared in words: "firm is at least firm" is no sum.
std::string_view words_of(Function comparison) {
  switch (comparison) {
    case Function::equal:
      return "is";
    case Function::not_equal:
      return "is not";
    case Function::less:
      return "is below";
    case Function::less_equal:
      return "is at most";
    case Function::greater:
      return "is above";
    default:
      return "is at least";
  }
}

/// Conversions that the checker put in; the author never wrote them.
bool is_silent(Function function) {
  return function == Function::convert || function == Function::convert_int ||
         function == Function::to_int || function == Function::to_number ||
         function == Function::equal_number || function == Function::to_duration_months ||
         function == Function::to_duration_days || function == Function::to_text;
}

}  // namespace

std::string Renderer::literal(model::Word word, model::Type type) const {
  if (word == model::unknown_word) return "unknown";
  return model::show_literal(word, type, words_.schema(), words_.symbols);
}

bool Renderer::written_as_share(const Expr& expr) const {
  return expr.kind == Expr::Kind::constant && expr.span.valid() &&
         sources_.text(expr.span).ends_with('%');
}

std::string Renderer::share(check::ExprId id, int outer) const {
  const Expr& expr = terms_[id];
  if (expr.kind == Expr::Kind::apply && is_silent(expr.function)) {
    return share(expr.args.front(), outer);
  }
  std::optional<model::Word> word;
  if (expr.kind == Expr::Kind::constant) word = expr.constant;
  if (expr.kind == Expr::Kind::variable) word = registers_[expr.variable.index()];
  const auto computed = computed_.find(id.value);
  if (computed != computed_.end()) word = computed->second;
  const bool plain = expr.type.base == model::Base::number && !expr.type.unit.valid();
  if (!word || *word == model::unknown_word || !plain) return this->expr(id, outer);
  return model::show_number(model::number_of(*word) * 100, 4) + '%';
}

std::string Renderer::call(std::string name, const Expr& expr) const {
  std::string text = std::move(name) + '(';
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    if (i > 0) text += ", ";
    text += this->expr(expr.args[i]);
  }
  return text + ')';
}

std::string Renderer::apply(const Expr& expr, int outer) const {
  if (is_silent(expr.function)) return this->expr(expr.args.front(), outer);
  if (expr.function == Function::negate) return "-" + this->expr(expr.args.front(), 7);
  if (expr.function == Function::logical_not) return "not " + this->expr(expr.args.front(), 3);
  const Operator op = operator_of(expr.function);
  if (op.precedence == 0) return call(std::string(check::builtin_name(expr.function)), expr);
  const bool compares = op.precedence == 4;
  const bool shares = compares && std::ranges::any_of(expr.args, [&](check::ExprId arg) {
                        return written_as_share(terms_[arg]);
                      });
  const auto operand = [&](check::ExprId arg, int precedence) {
    return shares ? share(arg, precedence) : this->expr(arg, precedence);
  };
  const bool bands = compares && std::ranges::any_of(expr.args, [&](check::ExprId arg) {
                       return terms_[arg].kind == Expr::Kind::band;
                     });
  std::string text = operand(expr.args.front(), op.precedence);
  for (std::size_t i = 1; i < expr.args.size(); ++i) {
    text += ' ';
    text += bands ? words_of(expr.function) : op.sign;
    text += ' ';
    text += operand(expr.args[i], op.precedence + 1);
  }
  return op.precedence < outer ? '(' + text + ')' : text;
}

/// What stands for a comparison in an atom: the field that it compares, as in `spare(fit: > 2)`.
std::string Renderer::field_of(check::VariableId variable) const {
  for (const Condition& condition : terms_.conditions) {
    if (condition.kind != Condition::Kind::atom) continue;
    const model::Relation& relation = words_.schema()[condition.atom.relation];
    for (const check::Atom::Given& given : condition.atom.given) {
      const Expr& place = terms_[given.expr];
      if (place.kind != Expr::Kind::variable || place.variable != variable) continue;
      if (given.column < relation.fields.size()) {
        return in_words(relation.fields[given.column].name);
      }
    }
  }
  return "_";
}

std::string Renderer::expr(check::ExprId id, int outer) const {
  const Expr& expr = terms_[id];
  switch (expr.kind) {
    case Expr::Kind::constant:
      return literal(expr.constant, expr.type);
    case Expr::Kind::variable: {
      const std::size_t i = expr.variable.index();
      const bool bound = i < registers_.size() && registers_[i] != model::unknown_word;
      if (bound) return literal(registers_[i], expr.type);
      return terms_[expr.variable].name.empty() ? field_of(expr.variable)
                                                : terms_[expr.variable].name;
    }
    case Expr::Kind::as_of:
      return words_.fixpoint.as_of ? literal(model::word_of_int(*words_.fixpoint.as_of), expr.type)
                                   : "as_of";
    case Expr::Kind::table:
      return call((*words_.fixpoint.program)[expr.table].name, expr);
    case Expr::Kind::aggregate:
    case Expr::Kind::score:
    case Expr::Kind::band:
    case Expr::Kind::points: {
      const auto it = computed_.find(id.value);
      return it == computed_.end() ? "unknown" : literal(it->second, expr.type);
    }
    case Expr::Kind::apply:
      return apply(expr, outer);
  }
  return {};
}

/// An argument as it stands in a sentence: text without quotes.
std::string Renderer::plain(check::ExprId id) const {
  const Expr& expr = terms_[id];
  std::optional<model::Word> word;
  if (expr.kind == Expr::Kind::constant) word = expr.constant;
  if (expr.kind == Expr::Kind::variable) word = registers_[expr.variable.index()];
  if (!word || *word == model::unknown_word) return this->expr(id);
  return words_.value(*word, expr.type).text;
}

std::string Renderer::atom(const check::Atom& atom) const {
  const model::Relation& relation = words_.schema()[atom.relation];
  std::string asked;
  for (const check::Atom::Given& given : atom.given) {
    if (given.column >= relation.fields.size()) continue;
    const Expr& value = terms_[given.expr];
    if (value.kind == Expr::Kind::variable && terms_[value.variable].name.empty()) continue;
    if (!asked.empty()) asked += ", ";
    asked += in_words(relation.fields[given.column].name) + ": " + plain(given.expr);
  }
  return in_words(relation.name) + (asked.empty() ? "" : " (" + asked + ')');
}

std::string Renderer::joined(const Condition& condition, const char* word) const {
  std::string text;
  for (const check::ConditionId part : condition.parts) {
    if (!text.empty()) text += word;
    text += this->condition(part);
  }
  return text;
}

std::string Renderer::condition(check::ConditionId id) const {
  const Condition& condition = terms_[id];
  switch (condition.kind) {
    case Condition::Kind::all:
      return joined(condition, " and ");
    case Condition::Kind::any:
      return joined(condition, " or ");
    case Condition::Kind::negation:
      return "no " + this->condition(condition.parts.front());
    case Condition::Kind::atom:
      return atom(condition.atom);
    case Condition::Kind::unknown:
      return "unknown whether " + atom(condition.atom);
    case Condition::Kind::test:
      return expr(condition.expr);
    case Condition::Kind::let:
      return terms_[condition.variable].name + " = " + expr(condition.expr);
  }
  return {};
}

}  // namespace casus::explain
