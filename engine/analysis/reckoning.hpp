// SPDX-License-Identifier: Apache-2.0
//
// Back from a comparison to the variable that it is about: what `d` has to be where a rule asks for
// `days(as_of, d) in 0..90`. Through arithmetic, calendar and assignments.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "explain/words.hpp"

namespace casus::analysis {

/// Of the conditions of one rule, rated subject or goal, and of some of its variables.
class Reckoning {
 public:
  using Numbers = std::set<double>;

  /// All outlive this. With the variables go those that are assigned what is reckoned from them.
  /// Other variables are taken to be what facts say.
  Reckoning(const explain::Words& words, const check::Terms& terms,
            const std::set<check::VariableId>& variables);

  /// What the variables have to be for `id` to be `target`. Not those that are assigned.
  void solve(check::ExprId id, double target, Numbers& into) const;
  /// Whether `solve` gets to each of the variables that stand in `id`, so that nothing else that
  /// they may be makes a difference to how it compares with `target`.
  [[nodiscard]] bool is_solved(check::ExprId id) const;

  /// What an expression is whatever the facts.
  [[nodiscard]] std::optional<double> constant(check::ExprId id) const;
  /// What it may be without the variables: at most `most_values`.
  [[nodiscard]] std::vector<double> values(check::ExprId id) const;

  /// What facts say where a variable stands; at most `most_values`.
  [[nodiscard]] std::vector<double> stated(check::VariableId variable) const;

  /// The variables, and those that are assigned what is reckoned from them.
  [[nodiscard]] bool follows(check::VariableId variable) const { return all_.contains(variable); }
  [[nodiscard]] bool mentions(check::ExprId id) const;

 private:
  [[nodiscard]] std::optional<check::ExprId> assigned_to(check::VariableId variable) const;
  [[nodiscard]] std::optional<double> outcome(const check::Expr& expr,
                                              const std::vector<double>& args) const;
  [[nodiscard]] bool in_days(check::ExprId duration) const;
  [[nodiscard]] Numbers before(const check::Expr& expr, std::size_t i, double other,
                               double target) const;

  const explain::Words& words_;
  const check::Terms& terms_;
  std::set<check::VariableId> variables_;
  std::set<check::VariableId> all_;
};
inline constexpr std::size_t most_values = 16;

}  // namespace casus::analysis
