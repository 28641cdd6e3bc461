// SPDX-License-Identifier: Apache-2.0
//
// How a rule may use a `least` or `greatest` value of the recursion that it is part of. There a
// value may give way to a better one. So a better one must lead to all that a worse one led to, or
// to better: then the best values do not depend on the order in which they are found, and are those
// of all values there are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "check/program.hpp"

namespace casus::check {

class BestUse {
 public:
  /// `atom`: a condition of the rule's body over a relation with a best field.
  BestUse(const Program& program, const Rule& rule, ConditionId atom);

  /// What stands in the way of the conclusion; empty where nothing does.
  [[nodiscard]] std::string objection(const Conclusion& conclusion) const;

 private:
  /// Where a value moves to as the one in question gets better.
  enum class Trend : std::uint8_t { none, up, down, mixed };

  [[nodiscard]] static Trend join(Trend a, Trend b);
  [[nodiscard]] static Trend turned(Trend trend);
  [[nodiscard]] Trend trend(ExprId id) const;
  [[nodiscard]] Trend apply(const Expr& expr) const;
  [[nodiscard]] Trend product(const Expr& expr) const;
  [[nodiscard]] bool reads(ConditionId id) const;
  [[nodiscard]] bool reads(ExprId id) const;
  [[nodiscard]] bool holds_atom(ConditionId id) const;
  [[nodiscard]] bool follow_all();
  [[nodiscard]] bool follow(ConditionId id);
  [[nodiscard]] std::string misuse(ConditionId id, bool negated) const;
  [[nodiscard]] std::string only_compared() const;

  const Program& program_;
  const Rule& rule_;
  const Terms& terms_;
  ConditionId atom_;
  const model::Field& field_;
  std::vector<Trend> trends_;  ///< by VariableId
  std::string objection_;
};

}  // namespace casus::check
