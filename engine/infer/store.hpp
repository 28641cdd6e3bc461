// SPDX-License-Identifier: Apache-2.0
//
// Rows of one width with their grade and best derivation. Rows are only ever appended; a row's
// number is its identity. What a derivation needs to be told again is a rule and its premises: the
// values of its variables are found by replaying the rule over those rows.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "infer/calculus/grade.hpp"
#include "model/word.hpp"

namespace casus::infer {

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
  explicit Store(std::uint32_t width) : width_(width) {}

  [[nodiscard]] std::uint32_t width() const { return width_; }
  [[nodiscard]] RowId size() const { return static_cast<RowId>(grades_.size()); }
  [[nodiscard]] std::span<const Word> row(RowId id) const {
    return {words_.data() + std::size_t{id} * width_, width_};
  }
  [[nodiscard]] Word at(RowId id, std::uint32_t column) const {
    return words_[std::size_t{id} * width_ + column];
  }
  [[nodiscard]] Grade grade(RowId id) const { return grades_[id]; }
  [[nodiscard]] std::span<const Grade> grades() const { return grades_; }
  [[nodiscard]] const Derivation& derivation(RowId id) const { return derivations_[id]; }
  [[nodiscard]] std::span<const RowId> premises(RowId id, std::uint32_t count) const {
    return {premises_.data() + derivations_[id].premises, count};
  }

  [[nodiscard]] std::optional<RowId> find(std::span<const Word> row) const;
  /// The row's number; it is appended with no grade where it is new (`second` is then true).
  std::pair<RowId, bool> insert(std::span<const Word> row);
  void set_grade(RowId id, Grade grade) { grades_[id] = grade; }
  void set_derivation(RowId id, std::uint32_t rule, std::uint32_t height,
                      std::span<const RowId> premises);

 private:
  [[nodiscard]] std::size_t slot_of(std::span<const Word> row) const;
  void grow();

  std::uint32_t width_;
  std::vector<Word> words_;
  std::vector<Grade> grades_;
  std::vector<Derivation> derivations_;
  std::vector<RowId> premises_;
  std::vector<RowId> slots_;  ///< open addressing, a power of two; no_row is empty
};

/// One step of the hash of a row or key: `hash_words` from the first word to the last. Indexes take
/// the same steps over their columns, so that both find the same chain.
inline constexpr std::uint64_t hash_start = 0x9E3779B97F4A7C15ULL;
[[nodiscard]] inline std::uint64_t hash_step(std::uint64_t hash, Word word) {
  hash = (hash ^ word) * 0xD6E8FEB86659FD93ULL;
  return hash ^ (hash >> 32);
}
[[nodiscard]] std::uint64_t hash_words(std::span<const Word> words);

}  // namespace casus::infer
