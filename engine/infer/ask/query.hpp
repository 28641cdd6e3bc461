// SPDX-License-Identifier: Apache-2.0
//
// Goals asked of a finished fixpoint. The fixpoint is not touched: what a goal needs beyond it
// lives in the answer.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/machine/machine.hpp"

namespace casus::infer {

/// So many answers are kept where a limit ended the search: to sort and print them takes no time.
inline constexpr std::size_t most_partial_answers = 10'000;

/// Answers, column by column as facts are.
struct GoalAnswers {
  plan::GoalPlan plan;
  base::Symbols symbols;  ///< stands on the goal's table
  /// A column for each variable of the goal; of each row the grade of its best derivation. Where
  /// these were asked for, the rule of a derivation is the branch.
  Store rows = Store(0);
  std::vector<Grade> grades;  ///< by row, of all derivations; empty: those of the rows
  std::vector<RowId> order;   ///< the rows that are answers, the first one first
  std::uint64_t counted = 0;  ///< further answers, which are only counted
  std::optional<Limit> stopped;
  bool incomplete = false;  ///< there may be others, had no aggregate been refused

  [[nodiscard]] std::size_t size() const { return order.size(); }
  [[nodiscard]] bool empty() const { return order.empty(); }
  void clear() {
    order.clear();
    counted = 0;
  }
  /// Of all derivations of a row.
  [[nodiscard]] Grade whole(RowId row) const {
    return grades.empty() ? rows.grade(row) : grades[row];
  }
  [[nodiscard]] Grade grade(std::size_t answer) const { return whole(order[answer]); }
  /// How an answer came about; only where that was asked for.
  [[nodiscard]] const RulePlan& branch(std::size_t answer) const {
    return plan.branches[rows.derivation(order[answer]).rule];
  }
  [[nodiscard]] std::span<const RowId> premises(std::size_t answer) const {
    return rows.premises(order[answer], branch(answer).premises);
  }
  /// Replays the derivation of an answer.
  [[nodiscard]] std::vector<Seen> replay(const Fixpoint& fixpoint, std::size_t answer,
                                         Meter& meter);
};

/// Empty stores and indexes for what a plan needs beyond the fixpoint.
[[nodiscard]] Machine::Extra extra_of(const plan::GoalPlan& plan);
/// How many rows each relation holds.
[[nodiscard]] plan::Cardinalities sizes_of(const Fixpoint& fixpoint);

/// What answers are wanted for.
enum class Purpose : std::uint8_t {
  explain,  ///< in order of values, each with its best derivation
  list,     ///< in order of values
  weigh,    ///< by their grades, in no order; then a limit keeps all that were found
  count,    ///< only their number
};

/// `goal` must outlive the result (its symbol table stands below).
[[nodiscard]] GoalAnswers ask(const Fixpoint& fixpoint, const check::Goal& goal, Budget budget,
                              Purpose purpose = Purpose::list);

/// All rows that fit a goal of one atom and comparisons, in no order. Nothing where a limit came
/// first.
[[nodiscard]] std::optional<std::vector<RowRef>> fitting_rows(const Fixpoint& fixpoint,
                                                              const check::Goal& goal,
                                                              Budget budget);

}  // namespace casus::infer
