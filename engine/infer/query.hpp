// SPDX-License-Identifier: Apache-2.0
//
// Goals asked of a finished fixpoint. The fixpoint is not touched: what a goal needs beyond it
// lives in the answer.
#pragma once

#include <optional>
#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/machine.hpp"

namespace casus::infer {

struct GoalAnswer {
  std::vector<Word> words;   ///< one a variable of the goal
  Grade best = Grade::none;  ///< of the derivation below
  std::uint32_t branch = 0;
  std::vector<RowId> premises;
  Grade grade = best;  ///< of all derivations
};

/// So many answers are kept where a limit ended the search: to sort and print them takes no time.
inline constexpr std::size_t most_partial_answers = 10'000;

struct GoalAnswers {
  plan::GoalPlan plan;
  base::Symbols symbols;            ///< stands on the goal's table
  std::vector<GoalAnswer> answers;  ///< each with its best derivation
  std::uint64_t counted = 0;        ///< further ones, which were not kept
  std::optional<Limit> stopped;
  bool incomplete = false;  ///< there may be others, had no aggregate been refused

  /// Replays the derivation of an answer.
  [[nodiscard]] std::vector<Seen> replay(const Fixpoint& fixpoint, std::size_t answer,
                                         Meter& meter);
};

/// Empty stores and indexes for what a plan needs beyond the fixpoint.
[[nodiscard]] Machine::Extra extra_of(const plan::GoalPlan& plan);
/// How many rows each relation holds.
[[nodiscard]] plan::Cardinalities sizes_of(const Fixpoint& fixpoint);

enum class Order {
  by_values,
  as_found,  ///< for who counts them; then a limit keeps all that were found
  counted,   ///< the same, but where no two can be equal they are only counted
};

/// `goal` must outlive the result (its symbol table stands below).
[[nodiscard]] GoalAnswers ask(const Fixpoint& fixpoint, const check::Goal& goal, Budget budget,
                              Order order = Order::by_values);

}  // namespace casus::infer
