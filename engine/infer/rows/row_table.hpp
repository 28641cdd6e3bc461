// SPDX-License-Identifier: Apache-2.0
//
// Finds rows by all their values: a hash table with linear probing. Where the columns that differ
// from row to row take no more than 64 bits together, the bits stand in the table, so that a look
// takes one access of memory; else a hash of them, and what has the same one is compared.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/array.hpp"
#include "base/prefetch.hpp"
#include "base/probing.hpp"
#include "model/column.hpp"

namespace casus::infer {

using model::Column;
using model::Word;
using RowId = std::uint32_t;
inline constexpr RowId no_row = std::numeric_limits<RowId>::max();

/// The columns of many rows, not of a store: `words[column][i]`.
using WordColumns = std::span<const Word* const>;

class RowTable {
 public:
  /// Makes room for `more` rows beside the `rows` there are. To be called with `changed` where
  /// some column is no longer constant, or no longer narrow.
  void prepare(const std::vector<Column>& columns, RowId rows, std::size_t more, bool changed);
  /// How many bytes that would take.
  [[nodiscard]] std::size_t growth(RowId rows, std::size_t more, bool changed) const;
  /// Whether equal keys mean equal rows, so that no rows are compared.
  [[nodiscard]] bool exact() const { return exact_; }
  /// The keys of `count` rows that the columns admit.
  void keys(const std::vector<Column>& columns, WordColumns words, std::size_t count,
            std::vector<std::uint64_t>& into) const;
  /// The key of one such row.
  [[nodiscard]] std::uint64_t key(const std::vector<Column>& columns,
                                  std::span<const Word> row) const;
  /// The slot of a key will soon be asked for.
  [[gnu::always_inline]] void prefetch(std::uint64_t key) const {
    base::prefetch(&slots_[home(key)]);
  }
  /// The row of a key; where there is none, `added` is from now on.
  template <class Equals>
  RowId find_or_add(std::uint64_t key, RowId added, const Equals& equals) {
    const std::size_t at = place_of(key, equals);
    if (slots_[at].taken()) return slots_[at].row();
    slots_.edit()[at] = Slot(key, added);
    return added;
  }
  /// Else `no_row`.
  template <class Equals>
  [[nodiscard]] RowId find(std::uint64_t key, const Equals& equals) const {
    return slots_.empty() ? no_row : slots_[place_of(key, equals)].row();
  }

 private:
  /// Twelve bytes, not sixteen; all of them zero while it is free.
  class Slot {
   public:
    Slot() = default;
    Slot(std::uint64_t key, RowId row)
        : low_(static_cast<std::uint32_t>(key)),
          high_(static_cast<std::uint32_t>(key >> 32)),
          after_row_(row + 1) {}
    [[nodiscard]] bool taken() const { return after_row_ != 0; }
    [[nodiscard]] std::uint64_t key() const { return std::uint64_t{high_} << 32 | low_; }
    /// `no_row` where it is free.
    [[nodiscard]] RowId row() const { return after_row_ - 1; }

   private:
    std::uint32_t low_ = 0;
    std::uint32_t high_ = 0;
    RowId after_row_ = 0;
  };

  [[nodiscard]] std::size_t home(std::uint64_t key) const {
    key = (key ^ (key >> 32)) * 0x9E3779B97F4A7C15ULL;
    key = (key ^ (key >> 29)) * 0xBF58476D1CE4E5B9ULL;
    return base::home_of(key, slots_.size());
  }
  template <class Equals>
  [[nodiscard]] std::size_t place_of(std::uint64_t key, const Equals& equals) const {
    std::size_t at = home(key);
    while (slots_[at].taken() &&
           (slots_[at].key() != key || (!exact_ && !equals(slots_[at].row())))) {
      if (++at == slots_.size()) at = 0;
    }
    return at;
  }
  /// How many slots there are to be.
  [[nodiscard]] std::size_t slots(RowId rows, std::size_t more, bool changed) const;
  void fill(const std::vector<Column>& columns, RowId rows);
  void grow(std::size_t slots);

  std::vector<std::uint32_t> varying_;  ///< the columns that make up the key
  bool exact_ = true;                   ///< equal keys mean equal rows
  base::Array<Slot> slots_;
};

}  // namespace casus::infer
