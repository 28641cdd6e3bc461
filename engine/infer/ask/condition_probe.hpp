// SPDX-License-Identifier: Apache-2.0
//
// Conditions of a rule or goal one by one, each where some variables have values: which rows match
// it, whether it holds, what its expressions come to. For explanations of what does not hold, where
// a join would end at the first condition that fails.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/machine/machine.hpp"
#include "plan/pieces.hpp"

namespace casus::infer {

/// By VariableId; nothing where nothing has given a value, `unknown_word` where a field is left
/// open.
using Values = std::vector<std::optional<Word>>;

class ConditionProbe {
 public:
  /// All outlive this. Where `meter` stops, answers are incomplete.
  ConditionProbe(const Fixpoint& fixpoint, base::Symbols& symbols, Meter& meter,
                 const check::Terms& terms);

  /// The rows that match an atom, in order of values, and which of their columns give variables
  /// values.
  struct Matches {
    StoreId store;
    std::vector<RowId> rows;
    std::vector<std::pair<check::VariableId, std::uint32_t>> gives;
  };
  [[nodiscard]] Matches matches(check::ConditionId atom, const Values& values);
  /// Units of work that went into putting matches in order, each far less than a row takes.
  [[nodiscard]] std::uint64_t sorting() const { return sorting_; }
  void give(const Matches& matches, RowId row, Values& values) const;
  /// How surely a condition that is no atom holds, all of whose variables have values; `none` where
  /// it does not. An assignment gives its variable the value.
  [[nodiscard]] Grade grade(check::ConditionId condition, Values& values);
  /// What expressions come to together: `unknown_word` where one has no value. Several where an
  /// aggregate has several outcomes.
  [[nodiscard]] std::vector<std::vector<Word>> outcomes(const std::vector<check::ExprId>& exprs,
                                                        const Values& values);
  /// The rows by which what stands under a `not` holds, the first in order of values of those that
  /// are surest; none where it does not hold.
  [[nodiscard]] std::vector<RowRef> against(check::ConditionId negation, const Values& values);

  [[nodiscard]] const check::Terms& terms() const { return terms_; }
  /// All variables that a condition mentions, local ones included.
  [[nodiscard]] const plan::Variables& mentioned(check::ConditionId condition) const {
    return mentioned_[condition.index()];
  }
  /// How many rows an atom is expected to match.
  [[nodiscard]] double expected_rows(check::ConditionId atom, const Values& values) const;

 private:
  using Known = std::vector<std::pair<plan::Register, Word>>;

  [[nodiscard]] Known known(const plan::Variables& mentioned, const Values& values) const;
  [[nodiscard]] static plan::Variables variables(const Known& known);
  const std::vector<RulePlan>& plan(check::ConditionId condition, const Known& known);
  void take_indexes();

  const Fixpoint& fixpoint_;
  Meter& meter_;
  const check::Terms& terms_;
  plan::Cardinalities sizes_;
  plan::Pieces pieces_;
  std::vector<plan::Variables> mentioned_;  ///< by ConditionId
  Machine::Extra extra_;
  Machine machine_;
  std::uint64_t sorting_ = 0;
};

}  // namespace casus::infer
