// SPDX-License-Identifier: Apache-2.0
#include "analysis/reckoning.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/compared.hpp"
#include "model/calendar.hpp"

namespace casus::analysis {

using check::Condition;
using check::Expr;
using check::ExprId;
using check::Function;
using check::VariableId;
using model::Base;
using Numbers = Reckoning::Numbers;

namespace {

constexpr int months_a_year = 12;

/// Whether a number may stand for a whole one: of days or months, or a year.
bool is_small(double number) { return std::fabs(number) <= 1e9; }

std::optional<double> shifted(double day, double months) {
  if (!is_small(day) || !is_small(months)) return std::nullopt;
  const auto result =
      model::add_months(static_cast<model::Day>(day), static_cast<std::int64_t>(months));
  return result ? std::optional(static_cast<double>(*result)) : std::nullopt;
}

/// What the only operand has to be.
Numbers only_before(Function function, double target) {
  switch (function) {
    case Function::negate:
      return {-target};
    case Function::absolute:
      return {-target, target};
    case Function::year: {
      Numbers result;
      if (!is_small(target)) return result;
      for (const int more : {0, 1}) {
        const auto day = model::day_of({static_cast<int>(target) + more, 1, 1});
        if (day) result.insert(static_cast<double>(*day));
      }
      return result;
    }
    case Function::round:
      return {target - 0.5, target + 0.5};
    case Function::floor:
      return {target, target + 1};
    case Function::ceil:
      return {target - 1, target};
    case Function::to_int:
    case Function::to_number:
    case Function::equal_number:
    case Function::to_duration_days:
    case Function::to_duration_months:
      return {target};
    default:
      return {};
  }
}

Numbers months_away(double day, double months) {
  const auto result = shifted(day, months);
  return result ? Numbers{*result} : Numbers{};
}

/// Days on which so many months, or years, or one more or less, are completed.
Numbers completed(double day, int sign, double count, int months) {
  Numbers result;
  for (const int more : {-1, 0, 1}) {
    result.merge(months_away(day, sign * (count + more) * months));
  }
  return result;
}

}  // namespace

Reckoning::Reckoning(const explain::Words& words, const check::Terms& terms,
                     const std::set<VariableId>& variables)
    : words_(words), terms_(terms), variables_(variables), all_(variables) {
  const auto follow = [&](const Condition& one) {
    return one.kind == Condition::Kind::let && mentions(one.expr) &&
           all_.insert(one.variable).second;
  };
  while (std::ranges::any_of(terms.conditions, follow)) {
  }
}

bool Reckoning::mentions(ExprId id) const {
  const Expr& expr = terms_[id];
  if (expr.kind == Expr::Kind::variable) return follows(expr.variable);
  if (expr.value.valid() && mentions(expr.value)) return true;
  return std::ranges::any_of(expr.args, [&](ExprId arg) { return mentions(arg); });
}

void Reckoning::solve(ExprId id, double target, Numbers& into) const {
  const Expr& expr = terms_[id];
  if (expr.kind == Expr::Kind::variable) {
    if (variables_.contains(expr.variable)) {
      into.insert(target);
    } else if (const auto assigned = assigned_to(expr.variable)) {
      solve(*assigned, target, into);
    }
    return;
  }
  if (expr.kind != Expr::Kind::apply) return;
  if (expr.args.size() == 1) {
    for (const double one : only_before(expr.function, target)) {
      solve(expr.args[0], one, into);
    }
  }
  for (std::size_t i = 0; i < 2 && expr.args.size() >= 2; ++i) {
    if (!mentions(expr.args[i])) continue;
    for (const double other : values(expr.args[1 - i])) {
      for (const double one : before(expr, i, other, target)) solve(expr.args[i], one, into);
    }
  }
}

bool Reckoning::is_solved(ExprId id) const {
  const Expr& expr = terms_[id];
  if (!mentions(id)) return true;
  if (expr.kind == Expr::Kind::variable) {
    const auto assigned = assigned_to(expr.variable);
    return variables_.contains(expr.variable) || (assigned && is_solved(*assigned));
  }
  if (expr.kind != Expr::Kind::apply) return false;
  // Of the functions that `before` knows, each has some number before 1 and 1.
  if (expr.args.size() == 1) {
    return !only_before(expr.function, 1).empty() && is_solved(expr.args[0]);
  }
  for (std::size_t i = 0; i < 2 && expr.args.size() >= 2; ++i) {
    const auto other = constant(expr.args[1 - i]);
    if (other && !before(expr, i, *other, 1).empty()) return is_solved(expr.args[i]);
  }
  return false;
}

std::optional<double> Reckoning::constant(ExprId id) const {
  const Expr& expr = terms_[id];
  const auto as_of = words_.fixpoint.as_of;
  if (expr.kind == Expr::Kind::as_of && as_of) return static_cast<double>(*as_of);
  if (expr.kind == Expr::Kind::constant && expr.constant != model::unknown_word) {
    if (is_ordered(expr.type.base)) return number_of(expr.constant, expr.type.base);
    if (expr.type.base == Base::text) return static_cast<double>(expr.constant);  // by its number
    if (expr.type.base == Base::duration) {
      return static_cast<double>(model::duration_of(expr.constant).amount);
    }
  }
  if (expr.kind == Expr::Kind::variable) {
    const auto assigned = assigned_to(expr.variable);
    return assigned ? constant(*assigned) : std::nullopt;
  }
  if (expr.kind != Expr::Kind::apply) return std::nullopt;
  std::vector<double> args;
  for (const ExprId arg : expr.args) {
    const auto value = constant(arg);
    if (!value) return std::nullopt;
    args.push_back(*value);
  }
  return outcome(expr, args);
}

std::vector<double> Reckoning::values(ExprId id) const {
  if (const auto only = constant(id)) return {*only};
  const Expr& expr = terms_[id];
  if (expr.kind == Expr::Kind::variable) {
    if (follows(expr.variable)) return {};
    const auto assigned = assigned_to(expr.variable);
    return assigned ? values(*assigned) : stated(expr.variable);
  }
  if (expr.kind != Expr::Kind::apply) return {};
  std::vector<std::vector<double>> choices{{}};
  for (const ExprId arg : expr.args) {
    std::vector<std::vector<double>> longer;
    const std::vector<double> all = values(arg);
    for (const std::vector<double>& one : choices) {
      for (std::size_t i = 0; i < all.size() && longer.size() < most_values; ++i) {
        longer.push_back(one);
        longer.back().push_back(all[i]);
      }
    }
    choices = std::move(longer);
  }
  Numbers result;
  for (const std::vector<double>& args : choices) {
    if (const auto one = outcome(expr, args)) result.insert(*one);
  }
  return {result.begin(), result.end()};
}

std::vector<double> Reckoning::stated(VariableId variable) const {
  const Base base = terms_[variable].type.base;
  if (!is_ordered(base)) return {};
  Numbers result;
  for (const Condition& one : terms_.conditions) {
    for (const check::Atom::Given& given : one.atom.given) {
      const Expr& argument = terms_[given.expr];
      const bool stands = argument.kind == Expr::Kind::variable && argument.variable == variable;
      if (!stands) continue;
      const auto& statements = words_.fixpoint.facts->statements;
      for (std::size_t i = 0; i < statements.size() && result.size() < most_values; ++i) {
        const model::Statement& fact = statements[i];
        const bool counts = fact.relation == one.atom.relation && words_.fixpoint.counted[i] &&
                            given.column < fact.fields.size() &&
                            fact.fields[given.column] != model::unknown_word;
        if (counts) result.insert(number_of(fact.fields[given.column], base));
      }
    }
  }
  return {result.begin(), result.end()};
}

std::optional<ExprId> Reckoning::assigned_to(VariableId variable) const {
  for (const Condition& one : terms_.conditions) {
    if (one.kind == Condition::Kind::let && one.variable == variable) return one.expr;
  }
  return std::nullopt;
}

std::optional<double> Reckoning::outcome(const Expr& expr, const std::vector<double>& args) const {
  switch (expr.function) {
    case Function::add:
    case Function::add_days:
      return args[0] + args[1];
    case Function::subtract:
    case Function::days_between:
      return args[0] - args[1];
    case Function::multiply:
      return args[0] * args[1];
    case Function::divide:
      return args[0] / args[1];
    case Function::negate:
      return -args[0];
    case Function::convert:
      return args[0] * args[1] / args[2];
    case Function::convert_int:
      return args[0] * args[1];
    case Function::year:
      if (!is_small(args[0])) return std::nullopt;
      return model::calendar_date(static_cast<model::Day>(args[0])).year;
    case Function::add_months:
      return shifted(args[0], args[1]);
    case Function::add_duration:
      return in_days(expr.args[1]) ? args[0] + args[1] : shifted(args[0], args[1]);
    case Function::to_int:
    case Function::to_number:
    case Function::equal_number:
    case Function::to_duration_days:
    case Function::to_duration_months:
      return args[0];
    default:
      return std::nullopt;
  }
}

bool Reckoning::in_days(ExprId duration) const {
  const Expr& expr = terms_[duration];
  if (expr.kind == Expr::Kind::apply) return expr.function == Function::to_duration_days;
  return expr.kind == Expr::Kind::constant && model::duration_of(expr.constant).in_days;
}

/// What operand `i` has to be, where the other is `other`.
Numbers Reckoning::before(const Expr& expr, std::size_t i, double other, double target) const {
  const bool first = i == 0;
  switch (expr.function) {
    case Function::add:
      return {target - other};
    case Function::subtract:
    case Function::days_between:
      return {first ? target + other : other - target};
    case Function::multiply:
      return {target / other};
    case Function::divide:
      return {first ? target * other : other / target};
    case Function::add_days:
      return first ? Numbers{target - other} : Numbers{};
    case Function::convert:
      if (const auto by = constant(expr.args[2]); by && first) return {target * *by / other};
      return {};
    case Function::convert_int:
      return first ? Numbers{target / other} : Numbers{};
    case Function::add_months:
      return months_away(target, -other);
    case Function::add_duration:
      if (!first) return {};
      return in_days(expr.args[1]) ? Numbers{target - other} : months_away(target, -other);
    case Function::months_between:
      return completed(other, first ? -1 : 1, target, 1);
    case Function::years_between:
      return completed(other, first ? -1 : 1, target, months_a_year);
    case Function::minimum:
    case Function::maximum:
      return {target};
    default:
      return {};
  }
}

}  // namespace casus::analysis
