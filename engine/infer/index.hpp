// SPDX-License-Identifier: Apache-2.0
//
// Rows of a store by the values of some columns: a hash table of chains. An index knows the rows
// that were there when it last caught up, so that a round of inference sees a fixed state of the
// store.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/prefetch.hpp"
#include "infer/store.hpp"

namespace casus::infer {

class Index {
 public:
  explicit Index(std::vector<std::uint32_t> columns) : columns_(std::move(columns)) {}

  /// Takes in the rows appended to `store` since the last time.
  void catch_up(const Store& store);
  /// The first row of a chain that holds every row with this key, and perhaps others: the caller
  /// compares. Rows of a chain come in falling order.
  [[nodiscard]] RowId first(std::span<const Word> key) const { return first(hash_words(key)); }
  /// The same by the hash of the key.
  [[nodiscard]] RowId first(std::uint64_t hash) const {
    return heads_.empty() ? no_row : heads_[hash & (heads_.size() - 1)];
  }
  /// The chain of this hash will soon be asked for.
  [[gnu::always_inline]] void prefetch(std::uint64_t hash) const {
    if (!heads_.empty()) base::prefetch(&heads_[hash & (heads_.size() - 1)]);
  }
  [[nodiscard]] RowId next(RowId row) const { return next_[row]; }
  [[nodiscard]] const std::vector<std::uint32_t>& columns() const { return columns_; }

 private:
  void insert(const Store& store, RowId row);

  std::vector<std::uint32_t> columns_;
  std::vector<RowId> heads_;
  std::vector<RowId> next_;
};

}  // namespace casus::infer
