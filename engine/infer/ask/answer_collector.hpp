// SPDX-License-Identifier: Apache-2.0
//
// Takes the answers that the branches of a goal find, one by one or batch by batch. Of equal
// answers one row is kept. Where no two matches can give one answer, none is looked for; and where
// answers are then only counted, none is kept.
#pragma once

#include <span>
#include <vector>

#include "infer/ask/query.hpp"
#include "infer/batches/batch.hpp"
#include "infer/run/upper_end.hpp"

namespace casus::infer {

class AnswerCollector {
 public:
  /// Of `into` the plan is known, and nothing else yet.
  AnswerCollector(const Fixpoint& fixpoint, GoalAnswers& into, Purpose purpose, Meter& meter);

  /// What a branch says of a match. False where a limit was reached; one answer too many is not
  /// taken.
  bool add(std::uint32_t branch, Grade grade, std::span<const Word> words,
           std::span<const RowId> premises);
  /// The same of a batch of matches; `machine` computes values.
  bool add(std::uint32_t branch, const Batch& batch, Machine& machine);
  /// Whether it is enough to know how many matches there are.
  [[nodiscard]] bool only_counts() const { return only_counts_; }
  /// So many matches. False where a limit was reached.
  bool count(std::uint64_t matches);
  /// A branch that has been given up begins from its start.
  void begin_anew();
  /// Nothing more is to come.
  void finish();

 private:
  [[nodiscard]] Store empty_rows() const;
  bool add_each(std::uint32_t branch, const Batch& batch);
  [[nodiscard]] std::span<const RowId> premises_of(std::uint32_t branch, const Batch& batch,
                                                   std::uint32_t match);
  void derive(std::uint32_t branch, RowId row, std::span<const RowId> premises);
  void join(std::uint32_t branch, RowId row, Grade grade, std::span<const RowId> premises);
  void set_whole(RowId row, Grade grade);
  void cap(RowId row);

  const Fixpoint& fixpoint_;
  Calculus& calculus_;
  GoalAnswers& into_;
  Meter& meter_;
  Purpose purpose_;
  bool differ_;  ///< no two matches give one answer
  bool only_counts_;
  std::vector<SharedRows> shared_;  ///< by row, where the calculus is imprecise
  // Of a batch.
  std::vector<std::vector<Word>> arguments_;
  std::vector<const Word*> columns_;
  std::vector<RowId> rows_;
  std::vector<RowId> premises_;
};

}  // namespace casus::infer
