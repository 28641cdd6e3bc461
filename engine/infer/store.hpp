// SPDX-License-Identifier: Apache-2.0
//
// Rows of one width with their grade and best derivation, column by column. Rows are only ever
// appended; a row's number is its identity. What a derivation needs to be told again is a rule and
// its premises: the values of its variables are found by replaying the rule over those rows.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "infer/calculus/grade.hpp"
#include "model/column.hpp"

namespace casus::infer {

using model::Column;
using model::Word;
using RowId = std::uint32_t;
inline constexpr RowId no_row = std::numeric_limits<RowId>::max();

/// Which plan derived a row; `given` rows come from data.
struct Derivation {
  static constexpr std::uint32_t given = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t rule = given;  ///< into Plan::rules
  std::uint32_t premises = 0;  ///< where they begin in the store's pool
  /// Longest chain of same-component facts below; 0 for what rests on earlier components only.
  std::uint32_t height = 0;
};

class Store {
 public:
  /// `full`: the grade of what is certain, which takes no memory while all rows have it.
  explicit Store(std::uint32_t width, Grade full = Grade::none) : columns_(width), full_(full) {}

  [[nodiscard]] std::uint32_t width() const { return static_cast<std::uint32_t>(columns_.size()); }
  [[nodiscard]] RowId size() const { return size_; }
  [[nodiscard]] std::vector<Word> row(RowId id) const;
  [[nodiscard]] Word at(RowId id, std::uint32_t column) const { return columns_[column].at(id); }
  [[nodiscard]] const Column& column(std::uint32_t column) const { return columns_[column]; }
  [[nodiscard]] Grade grade(RowId id) const { return grades_.empty() ? full_ : grades_[id]; }
  /// Whether all rows are certain.
  [[nodiscard]] bool is_full() const { return grades_.empty(); }
  [[nodiscard]] const Derivation& derivation(RowId id) const {
    return derivations_.empty() ? none_ : derivations_[id];
  }
  [[nodiscard]] std::span<const RowId> premises(RowId id, std::uint32_t count) const {
    return {premises_.data() + derivation(id).premises, count};
  }

  [[nodiscard]] std::optional<RowId> find(std::span<const Word> row) const;
  /// The row's number; where it is new (`second` is then true) it is appended with this grade.
  std::pair<RowId, bool> insert(std::span<const Word> row, Grade grade = Grade::none);
  void set_grade(RowId id, Grade grade);
  void set_derivation(RowId id, std::uint32_t rule, std::uint32_t height,
                      std::span<const RowId> premises);

 private:
  /// A place in the table of rows, with the lower half of the row's hash.
  struct Slot {
    std::uint32_t hash = 0;
    RowId row = no_row;
  };
  [[nodiscard]] std::size_t slot_of(std::span<const Word> row, std::uint32_t hash) const;
  [[nodiscard]] bool equals(RowId id, std::span<const Word> row) const;
  void grow();

  static constexpr Derivation none_ = {};

  std::vector<Column> columns_;
  RowId size_ = 0;
  Grade full_;
  std::vector<Grade> grades_;            ///< empty: all are full
  std::vector<Derivation> derivations_;  ///< empty: all are given
  std::vector<RowId> premises_;
  std::vector<Slot> slots_;  ///< open addressing, a power of two
};

/// One step of the hash of a row or key: `hash_words` from the first word to the last. Indexes take
/// the same steps over their columns, so that both find the same chain.
inline constexpr std::uint64_t hash_start = 0x9E3779B97F4A7C15ULL;
[[nodiscard]] inline std::uint64_t hash_step(std::uint64_t hash, Word word) {
  hash = (hash ^ word) * 0xD6E8FEB86659FD93ULL;
  return hash ^ (hash >> 32);
}
[[nodiscard]] inline std::uint64_t hash_words(std::span<const Word> words) {
  std::uint64_t hash = hash_start;
  for (const Word word : words) hash = hash_step(hash, word);
  return hash;
}

struct WordsHash {
  std::size_t operator()(const std::vector<Word>& words) const { return hash_words(words); }
};

}  // namespace casus::infer
