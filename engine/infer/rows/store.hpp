// SPDX-License-Identifier: Apache-2.0
//
// Rows of one width with their grade and best derivation, column by column. Rows are only ever
// appended; a row's number is its identity. Any number of threads may read a store, rows being
// found included, while none changes it. What a derivation needs to be told again is a rule and its
// premises: the values of its variables are found by replaying the rule over those rows.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/function_ref.hpp"
#include "base/prefetch.hpp"
#include "infer/calculus/grade.hpp"
#include "infer/rows/row_table.hpp"
#include "model/column.hpp"

namespace casus::infer {

/// Which plan derived a row; `given` rows come from data.
struct Derivation {
  static constexpr std::uint32_t given = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t rule = given;  ///< into Plan::rules
  /// Longest chain of same-component facts below; 0 for what rests on earlier components only.
  std::uint32_t height = 0;
};

class Store {
 public:
  /// `full`: the grade of what is certain, which takes no memory while all rows have it.
  /// `premises`: of a derivation, at most.
  explicit Store(std::uint32_t width, Grade full = Grade::none, std::uint32_t premises = 0)
      : columns_(width), full_(full), stride_(premises) {}

  [[nodiscard]] std::uint32_t width() const { return static_cast<std::uint32_t>(columns_.size()); }
  [[nodiscard]] RowId size() const { return size_; }
  [[nodiscard]] std::vector<Word> row(RowId id) const;
  [[nodiscard]] Word at(RowId id, std::uint32_t column) const { return columns_[column].at(id); }
  [[nodiscard]] const Column& column(std::uint32_t column) const { return columns_[column]; }
  [[nodiscard]] Grade grade(RowId id) const { return grades_.empty() ? full_ : grades_[id]; }
  /// Whether all rows are certain.
  [[nodiscard]] bool is_full() const { return grades_.empty(); }
  [[nodiscard]] Derivation derivation(RowId id) const {
    if (id >= rules_.size()) return {};
    return {static_cast<std::uint32_t>(rules_.at(id)), static_cast<std::uint32_t>(heights_.at(id))};
  }
  /// Of the derivation of a row; 0 where it is given.
  [[nodiscard]] std::uint32_t height(RowId id) const {
    return id < heights_.size() ? static_cast<std::uint32_t>(heights_.at(id)) : 0;
  }
  /// What tells how a row came about is soon asked for.
  void prefetch_derivation(RowId id) const {
    if (id < rules_.size()) base::prefetch(premises_.data() + std::size_t{id} * stride_);
  }
  /// So many are kept of each derivation.
  [[nodiscard]] std::uint32_t premises_kept() const { return stride_; }
  [[nodiscard]] std::span<const RowId> premises(RowId id, std::uint32_t count) const {
    return {premises_.data() + std::size_t{id} * stride_, count};
  }

  [[nodiscard]] std::optional<RowId> find(std::span<const Word> row) const;
  /// The numbers of `count` rows, `no_row` for those that are not there.
  void find(WordColumns words, std::uint32_t count, std::vector<RowId>& ids) const;
  /// The row's number; where it is new (`second` is then true) it is appended with this grade.
  std::pair<RowId, bool> insert(std::span<const Word> row, Grade grade = Grade::none);
  /// Inserts `count` rows, column by column, one after the other; `ids` gets the number of each.
  /// New rows are numbered on from `size()`; they have the grades given, or are certain where none
  /// are.
  void insert(WordColumns words, std::uint32_t count, const double* grades,
              std::vector<RowId>& ids);
  /// Which of the rows last inserted side by side were new.
  [[nodiscard]] std::span<const std::uint32_t> fresh() const { return fresh_; }
  /// Calls `use` with the places of the others, of `count` that were inserted.
  template <class Use>
  void each_known(std::uint32_t count, const Use& use) const {
    auto next = fresh_.begin();
    for (std::uint32_t i = 0; i < count; ++i) {
      if (next != fresh_.end() && *next == i) {
        ++next;
      } else {
        use(i);
      }
    }
  }
  /// How the new ones came about; heights and premises of all that were inserted.
  /// `premises[premise][i]`.
  void set_derivations(std::uint32_t rule, std::span<const Word> heights,
                       std::span<const std::vector<RowId>> premises);
  /// Appends rows as `insert` does, which differ from each other and from all there are: that is
  /// not looked into.
  void append(WordColumns words, std::uint32_t count, const double* grades);
  /// Room for so many rows more, so that they are inserted the faster.
  void reserve(std::uint32_t rows);
  /// About how many bytes are taken at once to insert so many rows.
  [[nodiscard]] std::size_t growth(std::uint32_t rows) const {
    return table_.growth(size_, rows, !tabled_);
  }
  /// Takes over the rows and grades of another store, not their derivations, into this empty one,
  /// with the same words added to each. Both have the same full grade.
  void copy(const Store& other, std::span<const Word> added);
  /// An empty one for the same kind of rows.
  [[nodiscard]] Store of_this_kind() const { return Store(width(), full_, stride_); }
  /// A store of these rows, with their derivations.
  [[nodiscard]] Store only(std::span<const RowId> rows) const;
  /// Appends the rows of another store from `first` on, none of which is here, with their
  /// derivations; `renumber` is shown the rule and the premises of each that is derived.
  void append(const Store& other, RowId first,
              base::FunctionRef<void(std::uint32_t, std::span<RowId>)> renumber);
  void set_grade(RowId id, Grade grade);
  /// Forgets how a row came about: it is given, with this grade.
  void reset(RowId id, Grade grade) {
    set_grade(id, grade);
    if (id < rules_.size()) set_derivation(id, Derivation::given, 0, {});
  }
  /// `premises` are no more than the constructor says.
  void set_derivation(RowId id, std::uint32_t rule, std::uint32_t height,
                      std::span<const RowId> premises);

 private:
  [[nodiscard]] bool equals(RowId id, std::span<const Word> row) const;
  [[nodiscard]] bool equals(RowId id, WordColumns words, std::size_t at) const;
  void append_grade(Grade grade);
  /// All rows before this one have a derivation, or are given.
  void give_before(RowId id);
  /// There are rows that the table has not.
  void untable() {
    tabled_ = false;
    looks_ = 0;
  }
  /// Has all rows; made here where it has not.
  [[nodiscard]] const RowTable& table() const;
  /// Whether a few rows, now looked for, are found without the table.
  [[nodiscard]] bool goes_through() const;
  /// Finds a row by going through all.
  [[nodiscard]] std::optional<RowId> go_through(std::span<const Word> wanted) const;

  std::vector<Column> columns_;
  RowId size_ = 0;
  Grade full_;
  base::Array<Grade> grades_;  ///< empty: all are full
  Column rules_;               ///< rows behind its end are given
  Column heights_;
  std::uint32_t stride_;         ///< premises kept for each row
  base::Array<RowId> premises_;  ///< row by row
  mutable RowTable table_;
  mutable std::uint32_t looks_ = 0;   ///< for rows while it has not all of them
  mutable bool tabled_ = false;       ///< it has all rows
  std::vector<std::uint64_t> keys_;   ///< of rows being inserted
  std::vector<std::uint32_t> fresh_;  ///< those of them that are new
};

/// Replaces the grade of each row that holds by what `change` makes of it.
template <class Change>
void change_grades(Store& store, const Change& change) {
  for (RowId row = 0; row < store.size(); ++row) {
    const Grade grade = store.grade(row);
    if (grade != Grade::none) store.set_grade(row, change(grade));
  }
}

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
