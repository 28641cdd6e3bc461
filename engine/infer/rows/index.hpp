// SPDX-License-Identifier: Apache-2.0
//
// Rows of a store by the values of some columns, as chains: by the value itself where one of them
// holds symbols or numbers that lie close together, and the others one value throughout, as the
// kind of statement mostly is; else by a hash; through the store's own table where the key is all
// of the row. An index knows the rows that were there when it last caught up, so that a round of
// inference sees a fixed state of the store.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/array.hpp"
#include "base/prefetch.hpp"
#include "infer/rows/store.hpp"
#include "plan/plan.hpp"

namespace casus::infer {

class Index {
 public:
  explicit Index(const plan::IndexPlan& plan) : columns_(plan.columns), whole_(plan.whole) {}

  /// Takes in the rows appended to `store`, the same one each time, since the last time.
  void catch_up(const Store& store);
  /// Whether a chain holds the rows of its key alone; else the caller compares.
  [[nodiscard]] bool exact() const { return whole_ || direct_; }
  /// The first row of the chain of a key. Rows of a chain come in falling order.
  [[nodiscard]] RowId first(const Store& store, std::span<const Word> key) const;
  /// The same for many keys, by column; none of the words is unknown.
  void first(const Store& store, WordColumns keys, std::uint32_t count,
             std::vector<std::uint64_t>& scratch, std::vector<RowId>& heads) const;
  [[nodiscard]] RowId next(RowId row) const { return whole_ ? no_row : next_[row]; }

 private:
  /// Where a row is linked, if there is a place for it.
  [[nodiscard]] std::size_t head_of(const Store& store, RowId row) const;
  void link(RowId row, std::size_t head) {
    next_.push_back(heads_[head]);
    heads_.edit()[head] = row;
  }
  void rebuild(const Store& store);
  /// Whether all columns but that at the place have one value throughout.
  [[nodiscard]] bool is_only_varying(const Store& store, std::size_t place) const;
  [[nodiscard]] std::size_t place(std::uint64_t hash) const { return hash & (heads_.size() - 1); }

  std::vector<std::uint32_t> columns_;
  bool whole_;
  bool direct_ = false;    ///< `heads_` by the value of one column:
  std::size_t place_ = 0;  ///< of that column, into columns_
  RowId known_ = 0;
  base::Array<RowId> heads_;
  base::Array<RowId> next_;
};

}  // namespace casus::infer
