// SPDX-License-Identifier: Apache-2.0
#include "analysis/compared.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/answers.hpp"
#include "analysis/reckoning.hpp"
#include "check/reached.hpp"
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
using Numbers = Reckoning::Numbers;

/// What rules compare one column of a relation with, and whether that is all they do with it.
class Comparisons {
 public:
  /// Of those rules that a goal rests on, if there is one.
  Comparisons(const explain::Words& words, const Terms* goal)
      : words_(words), program_(*words.fixpoint.program) {
    if (goal != nullptr) counts_ = check::reached(program_, *goal);
  }

  [[nodiscard]] Numbers about(RelationId relation, std::uint32_t column) {
    const auto [known, is_new] = seen_.try_emplace({relation, column});
    if (!is_new) {
      if (!known->second) all_ = false;  // it rests on itself
      return known->second.value_or(Numbers{});
    }
    Numbers result;
    for (const check::Rule& rule : program_.rules) {
      const auto counts = [&](const Conclusion& said) {
        return said.kind == Conclusion::Kind::derive ? bears(said.relation) : bears(said.rating);
      };
      if (std::ranges::any_of(rule.conclusions, counts)) add(rule, relation, column, result);
    }
    for (std::size_t r = 0; r < program_.subjects.size(); ++r) {
      if (!bears(model::RatingId(r))) continue;
      const check::Subjects& subjects = program_.subjects[r];
      add(subjects.terms, relation, column, result);
      const Reckoning reckoning = of(subjects.terms, relation, column);
      const bool named = std::ranges::any_of(
          subjects.subjects, [&](VariableId one) { return reckoning.follows(one); });
      if (named) all_ = false;
    }
    seen_[{relation, column}] = result;
    return result;
  }

  /// The same of a goal, or of the conditions of a rule.
  void add(const Terms& terms, RelationId relation, std::uint32_t column, Numbers& into) {
    const Reckoning reckoning = of(terms, relation, column);
    for (const Condition& one : terms.conditions) {
      if (one.kind == Condition::Kind::test && !only_compares(terms, one.expr, reckoning)) {
        all_ = false;
      }
      for (const check::Atom::Given& given : one.atom.given) {
        const bool here = one.atom.relation == relation && given.column == column;
        in_atom(terms, given, here, reckoning, into);
      }
    }
    for (const Expr& one : terms.exprs) {
      if (one.kind == Expr::Kind::table) in_table(one, reckoning, into);
      in_function(one, reckoning, into);
    }
  }

  [[nodiscard]] bool all() const { return all_; }

 private:
  [[nodiscard]] bool bears(RelationId one) const { return counts_.empty() || counts_[one.index()]; }
  [[nodiscard]] bool bears(model::RatingId one) const {
    return bears(program_.schema[one].relation);
  }

  static std::set<VariableId> variables(const Terms& terms, RelationId relation,
                                        std::uint32_t column) {
    std::set<VariableId> result;
    for (const Condition& one : terms.conditions) {
      if (!one.atom.relation.valid() || one.atom.relation != relation) continue;
      for (const check::Atom::Given& given : one.atom.given) {
        const Expr& argument = terms[given.expr];
        const bool names = given.column == column && argument.kind == Expr::Kind::variable;
        if (names) result.insert(argument.variable);
      }
    }
    return result;
  }

  [[nodiscard]] Reckoning of(const Terms& terms, RelationId relation, std::uint32_t column) const {
    return {words_, terms, variables(terms, relation, column)};
  }

  void in_atom(const Terms& terms, const check::Atom::Given& given, bool here,
               const Reckoning& reckoning, Numbers& into) {
    const Expr& argument = terms[given.expr];
    if (here && argument.kind != Expr::Kind::variable) {
      const auto number = reckoning.constant(given.expr);
      if (!number) all_ = false;
      for (const double one : reckoning.values(given.expr)) into.insert(one);
    } else if (reckoning.mentions(given.expr)) {
      // The same value has to stand in two places.
      if (!here || places(terms, argument.variable) > 1) all_ = false;
      if (!here || places(terms, argument.variable) == 1) return;
      for (const double one : reckoning.stated(argument.variable)) into.insert(one);
    }
  }

  static std::size_t places(const Terms& terms, VariableId variable) {
    std::size_t result = 0;
    for (const Condition& one : terms.conditions) {
      for (const check::Atom::Given& given : one.atom.given) {
        const Expr& argument = terms[given.expr];
        result += argument.kind == Expr::Kind::variable && argument.variable == variable ? 1 : 0;
      }
    }
    return result;
  }

  static bool compares(const Expr& one) {
    return one.kind == Expr::Kind::apply && one.args.size() == 2 &&
           (check::is_comparison(one.function) || one.function == Function::exact_order);
  }

  /// Numbers at which a comparison turns, or what a function is has a kink.
  void in_function(const Expr& one, const Reckoning& reckoning, Numbers& into) const {
    const auto solve = [&](ExprId side, ExprId other) {
      if (!reckoning.mentions(side)) return;
      for (const double number : reckoning.values(other)) reckoning.solve(side, number, into);
    };
    const bool extreme = one.kind == Expr::Kind::apply && one.args.size() == 2 &&
                         (one.function == Function::minimum || one.function == Function::maximum);
    if (compares(one) || extreme) {
      solve(one.args[0], one.args[1]);
      solve(one.args[1], one.args[0]);
    } else if (one.kind == Expr::Kind::apply && one.function == Function::clamp) {
      solve(one.args[0], one.args[1]);
      solve(one.args[0], one.args[2]);
    }
  }

  /// Whether all that a truth does with the variables is to compare them with constants.
  [[nodiscard]] bool only_compares(const Terms& terms, ExprId id,
                                   const Reckoning& reckoning) const {
    const Expr& one = terms[id];
    if (!reckoning.mentions(id)) return true;
    const auto inside = [&](ExprId arg) { return only_compares(terms, arg, reckoning); };
    if (compares(one)) {
      for (std::size_t i = 0; i < 2; ++i) {
        if (!reckoning.mentions(one.args[i])) continue;
        const bool solved = reckoning.constant(one.args[1 - i]) && reckoning.is_solved(one.args[i]);
        if (!solved && !inside(one.args[i])) return false;
        if (!solved && reckoning.mentions(one.args[1 - i])) return false;
      }
      return true;
    }
    if (one.kind == Expr::Kind::table)
      return std::ranges::all_of(one.args, [&](ExprId arg) {
        return is_ordered(terms[arg].type.base) ? reckoning.is_solved(arg) : inside(arg);
      });
    const bool joins = one.kind == Expr::Kind::apply && (one.function == Function::logical_and ||
                                                         one.function == Function::logical_or ||
                                                         one.function == Function::logical_not);
    return joins && std::ranges::all_of(one.args, inside);
  }

  void add(const check::Rule& rule, RelationId relation, std::uint32_t column, Numbers& into) {
    const Terms& terms = rule.terms;
    add(terms, relation, column, into);
    if (variables(terms, relation, column).empty()) return;
    const Reckoning reckoning = of(terms, relation, column);
    const auto compares = [&](ExprId id) {
      return !id.valid() || only_compares(terms, id, reckoning);
    };
    if (!compares(rule.certainty)) all_ = false;
    for (const Conclusion& said : rule.conclusions) {
      const bool derives = said.kind == Conclusion::Kind::derive;
      const bool each = std::ranges::any_of(said.for_each,
                                            [&](VariableId one) { return reckoning.follows(one); });
      if (each || !compares(said.expr) || !compares(said.certainty)) all_ = false;
      for (std::uint32_t i = 0; i < said.args.size(); ++i) {
        if (!reckoning.mentions(said.args[i])) continue;
        const Base base = terms[said.args[i]].type.base;
        if (!derives || !(is_ordered(base) || base == Base::text)) {
          all_ = false;
          continue;
        }
        const Numbers below = about(said.relation, i);
        if (!below.empty() && !reckoning.is_solved(said.args[i])) all_ = false;
        for (const double number : below) reckoning.solve(said.args[i], number, into);
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

  const explain::Words& words_;
  const check::Program& program_;
  std::vector<bool> counts_;  ///< by RelationId; empty: all do
  std::map<std::pair<RelationId, std::uint32_t>, std::optional<Numbers>> seen_;
  bool all_ = true;
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

TurningPoints turning_points(const explain::Words& words, RelationId relation, std::uint32_t field,
                             std::optional<double> now, const check::Terms* goal) {
  const model::Field& declared = words.schema()[relation].fields[field];
  const Base base = declared.type.base;
  Comparisons comparisons(words, goal);
  Numbers compared = comparisons.about(relation, field);
  if (goal != nullptr) comparisons.add(*goal, relation, field, compared);
  std::erase_if(compared, [](double one) { return !std::isfinite(one); });
  const bool all = comparisons.all();
  Numbers result;
  const auto add = [&](double one, double below, double above) {
    result.insert(one);
    if (!all || !now || *now >= one) result.insert(below);
    if (!all || !now || *now <= one) result.insert(above);
  };
  for (const double one : compared) {
    if (base == Base::number) {
      const double step = third_digit(one);
      add(one, rounded(one - step, step), rounded(one + step, step));
    } else if (const double whole = std::floor(one); whole == one) {
      add(one, one - 1, one + 1);
    } else {
      result.insert({whole, whole + 1});
    }
  }
  // Something between each two of them.
  for (auto one = compared.begin(); base == Base::number && one != compared.end(); ++one) {
    const auto next = std::next(one);
    if (next == compared.end()) break;
    const auto between = result.upper_bound(*one);
    if (*between == *next) result.insert(*one + (*next - *one) / 2);
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
  return {std::move(result), all};
}

}  // namespace casus::analysis
