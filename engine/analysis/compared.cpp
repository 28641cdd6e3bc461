// SPDX-License-Identifier: Apache-2.0
#include "analysis/compared.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/answers.hpp"
#include "model/calendar.hpp"

namespace casus::analysis {
namespace {

using check::Conclusion;
using check::Condition;
using check::Expr;
using check::ExprId;
using check::Function;
using check::Terms;
using check::VariableId;
using model::Base;
using model::RelationId;
using Numbers = std::set<double>;

constexpr int months_a_year = 12;

/// What a comparison of one rule with constants says about some of its variables.
class Reckoning {
 public:
  Reckoning(const Terms& terms, std::optional<model::Day> as_of, std::set<VariableId> variables)
      : terms_(terms), as_of_(as_of), variables_(std::move(variables)) {}

  /// What the variables have to be for `id` to be `target`.
  void solve(ExprId id, double target, Numbers& into) const {
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
      for (const double one : before(expr.function, target)) solve(expr.args[0], one, into);
    }
    for (std::size_t i = 0; i < 2 && expr.args.size() >= 2; ++i) {
      const auto other = constant(expr.args[1 - i]);
      if (!other) continue;
      for (const double one : before(expr, i, *other, target)) solve(expr.args[i], one, into);
    }
  }

  /// What an expression is whatever the facts.
  [[nodiscard]] std::optional<double> constant(ExprId id) const {
    const Expr& expr = terms_[id];
    if (expr.kind == Expr::Kind::as_of && as_of_) return static_cast<double>(*as_of_);
    if (expr.kind == Expr::Kind::constant && expr.constant != model::unknown_word) {
      if (is_ordered(expr.type.base)) return number_of(expr.constant, expr.type.base);
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

 private:
  [[nodiscard]] std::optional<ExprId> assigned_to(VariableId variable) const {
    for (const Condition& one : terms_.conditions) {
      if (one.kind == Condition::Kind::let && one.variable == variable) return one.expr;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<double> outcome(const Expr& expr,
                                              const std::vector<double>& args) const {
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

  static std::optional<double> shifted(double day, double months) {
    const auto result =
        model::add_months(static_cast<model::Day>(day), static_cast<std::int64_t>(months));
    return result ? std::optional(static_cast<double>(*result)) : std::nullopt;
  }

  [[nodiscard]] bool in_days(ExprId duration) const {
    const Expr& expr = terms_[duration];
    if (expr.kind == Expr::Kind::apply) return expr.function == Function::to_duration_days;
    return expr.kind == Expr::Kind::constant && model::duration_of(expr.constant).in_days;
  }

  /// What the only operand has to be.
  static Numbers before(Function function, double target) {
    switch (function) {
      case Function::negate:
        return {-target};
      case Function::absolute:
        return {-target, target};
      case Function::year: {
        Numbers result;
        for (const int more : {0, 1}) {
          const auto day = model::day_of({static_cast<int>(target) + more, 1, 1});
          if (day) result.insert(static_cast<double>(*day));
        }
        return result;
      }
      case Function::round:
      case Function::floor:
      case Function::ceil:
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

  /// What operand `i` has to be, where the other is `other`.
  [[nodiscard]] Numbers before(const Expr& expr, std::size_t i, double other, double target) const {
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

  static Numbers months_away(double day, double months) {
    const auto result = shifted(day, months);
    return result ? Numbers{*result} : Numbers{};
  }

  /// Days on which so many months, or years, or one more or less, are completed.
  static Numbers completed(double day, int sign, double count, int months) {
    Numbers result;
    for (const int more : {-1, 0, 1}) {
      result.merge(months_away(day, sign * (count + more) * months));
    }
    return result;
  }

  const Terms& terms_;
  std::optional<model::Day> as_of_;
  std::set<VariableId> variables_;
};

class Comparisons {
 public:
  explicit Comparisons(const explain::Words& words)
      : program_(*words.fixpoint.program), as_of_(words.fixpoint.as_of) {}

  [[nodiscard]] Numbers about(RelationId relation, std::uint32_t column) {
    Numbers result;
    if (!seen_.insert({relation, column}).second) return result;
    for (const check::Rule& rule : program_.rules) add(rule, relation, column, result);
    return result;
  }

 private:
  void add(const check::Rule& rule, RelationId relation, std::uint32_t column, Numbers& into) {
    const Terms& terms = rule.terms;
    std::set<VariableId> variables;
    for (const Condition& one : terms.conditions) {
      if (!one.atom.relation.valid() || one.atom.relation != relation) continue;
      for (const check::Atom::Given& given : one.atom.given) {
        const Expr& argument = terms[given.expr];
        if (given.column != column) continue;
        if (argument.kind == Expr::Kind::variable) variables.insert(argument.variable);
        const Reckoning reckoning(terms, as_of_, {});
        if (const auto number = reckoning.constant(given.expr)) into.insert(*number);
      }
    }
    if (variables.empty()) return;
    const Reckoning reckoning(terms, as_of_, std::move(variables));
    for (const Expr& one : terms.exprs) {
      if (one.kind == Expr::Kind::table) in_table(one, reckoning, into);
      const bool compares =
          one.kind == Expr::Kind::apply &&
          (one.function <= Function::greater_equal || one.function == Function::exact_order ||
           one.function == Function::minimum || one.function == Function::maximum);
      if (!compares || one.args.size() != 2) continue;
      for (std::size_t i = 0; i < 2; ++i) {
        if (const auto number = reckoning.constant(one.args[1 - i])) {
          reckoning.solve(one.args[i], *number, into);
        }
      }
    }
    for (const Conclusion& said : rule.conclusions) {
      if (said.kind != Conclusion::Kind::derive) continue;
      for (std::uint32_t i = 0; i < said.args.size(); ++i) {
        if (!is_ordered(terms[said.args[i]].type.base)) continue;
        for (const double number : about(said.relation, i)) {
          reckoning.solve(said.args[i], number, into);
        }
      }
    }
  }

  void in_table(const Expr& expr, const Reckoning& reckoning, Numbers& into) const {
    const check::Table& table = program_.tables[expr.table.index()];
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      const Base base = table.parameters[i].type.base;
      if (!is_ordered(base)) continue;
      for (const check::Table::Row& row : table.rows) {
        for (const auto& end : {row.cells[i].low, row.cells[i].high}) {
          if (end) reckoning.solve(expr.args[i], number_of(*end, base), into);
        }
      }
    }
  }

  const check::Program& program_;
  std::optional<model::Day> as_of_;
  std::set<std::pair<RelationId, std::uint32_t>> seen_;
};

}  // namespace

bool is_ordered(Base base) {
  return base == Base::integer || base == Base::number || base == Base::date;
}

double number_of(model::Word word, Base base) {
  return base == Base::number ? model::number_of(word) : static_cast<double>(model::int_of(word));
}

model::Word word_of(double number, Base base) {
  return base == Base::number ? model::word_of_number(number)
                              : model::word_of_int(static_cast<std::int64_t>(number));
}

std::string literal_of(const explain::Words& words, double number, model::Type type) {
  return exact_literal(words, word_of(number, type.base), type);
}

double rounded(double number, double step) {
  if (step >= 1) return std::round(number / step) * step;
  const double a_unit = std::round(1 / step);
  return std::round(number * a_unit) / a_unit;
}

double third_digit(double number) {
  if (number == 0) return 1;
  constexpr double digits = 2;
  return std::pow(10.0, std::floor(std::log10(std::abs(number))) - digits);
}

Numbers turning_points(const explain::Words& words, RelationId relation, std::uint32_t field,
                       std::optional<double> now) {
  const model::Field& declared = words.schema()[relation].fields[field];
  const Base base = declared.type.base;
  Numbers result;
  const auto add = [&](double one, double below, double above) {
    result.insert(one);
    if (!now || *now >= one) result.insert(below);
    if (!now || *now <= one) result.insert(above);
  };
  for (const double one : Comparisons(words).about(relation, field)) {
    if (!std::isfinite(one)) continue;
    if (base == Base::number) {
      const double step = third_digit(one);
      add(one, rounded(one - step, step), rounded(one + step, step));
    } else if (const double whole = std::floor(one); whole == one) {
      add(one, one - 1, one + 1);
    } else {
      result.insert({whole, whole + 1});
    }
  }
  for (const auto& end : {declared.low, declared.high}) {
    if (end) result.insert(number_of(*end, base));
  }
  const auto limit = [&](const std::optional<model::Word>& end, double otherwise) {
    return end ? number_of(*end, base) : otherwise;
  };
  double low = limit(declared.low, -std::numeric_limits<double>::max());
  double high = limit(declared.high, std::numeric_limits<double>::max());
  if (base == Base::date) {
    low = std::max(low, static_cast<double>(*model::day_of({1, 1, 1})));
    high = std::min(high, static_cast<double>(*model::day_of({9999, 12, 31})));
  } else if (base == Base::integer) {
    constexpr double exact = 9007199254740992;  // beyond it a double is no whole number for sure
    low = std::max(low, -exact);
    high = std::min(high, exact);
  }
  std::erase_if(result, [&](double one) { return one < low || one > high; });
  return result;
}

}  // namespace casus::analysis
