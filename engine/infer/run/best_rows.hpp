// SPDX-License-Identifier: Apache-2.0
//
// Rows of a relation with a `least` or `greatest` field. While its component is derived, a row
// stands until another that agrees in the other fields is better and no less sure: what rests on
// the less sure value may yet be needed where certainty counts. Of those that still stand at the
// end the best is kept.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "infer/fixpoint.hpp"

namespace casus::infer {

class BestRows {
 public:
  /// Of a store whose plan says which column is to be best.
  BestRows(const Fixpoint& fixpoint, StoreId store) : fixpoint_(fixpoint), store_(store) {}

  /// Whether nothing that stands is better and at least as sure.
  [[nodiscard]] bool stands(std::span<const Word> words, Grade grade) const;
  /// An order of values, the better first; those that do not compare in any fixed one.
  [[nodiscard]] bool before(std::span<const Word> words, std::span<const Word> others) const;
  /// Lets a row stand, as surely as its grade says, and returns those that fall before it.
  [[nodiscard]] std::vector<RowId> add(RowId row);
  /// Those that stand and are not kept: what does not hold falls before what does, then the worse
  /// before the better. Durations in months and in days do not compare, and the best of each stays.
  [[nodiscard]] std::vector<RowId> fallen() const;

 private:
  [[nodiscard]] std::vector<Word> key(std::span<const Word> words) const;
  [[nodiscard]] bool better(Word value, Word other) const;
  [[nodiscard]] const Store& rows() const { return fixpoint_.store(store_); }

  const Fixpoint& fixpoint_;
  StoreId store_;
  /// By the values of the other columns.
  std::unordered_map<std::vector<Word>, std::vector<RowId>, WordsHash> standing_;
};

}  // namespace casus::infer
