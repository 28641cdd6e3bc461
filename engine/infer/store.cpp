// SPDX-License-Identifier: Apache-2.0
#include "infer/store.hpp"

#include <algorithm>

namespace casus::infer {
namespace {

/// As many accesses of memory under way as processors have room for.
constexpr std::uint32_t ahead = 16;

/// The number of a rule, or `given`, as a word that takes 32 bits.
Word narrow(std::uint32_t rule) {
  return static_cast<Word>(std::int64_t{static_cast<std::int32_t>(rule)});
}

}  // namespace

std::vector<Word> Store::row(RowId id) const {
  std::vector<Word> words;
  words.reserve(columns_.size());
  for (const Column& column : columns_) words.push_back(column.at(id));
  return words;
}

bool Store::equals(RowId id, std::span<const Word> row) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].at(id) != row[i]) return false;
  }
  return true;
}

bool Store::equals(RowId id, WordColumns words, std::size_t at) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].at(id) != words[i][at]) return false;
  }
  return true;
}

std::optional<RowId> Store::find(std::span<const Word> wanted) const {
  if (size_ == 0) return std::nullopt;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].admits(wanted[i])) return std::nullopt;
  }
  const RowId found =
      table_.find(table_.key(columns_, wanted), [&](RowId row) { return equals(row, wanted); });
  if (found == no_row) return std::nullopt;
  return found;
}

void Store::find(WordColumns words, std::uint32_t count, std::vector<RowId>& ids) const {
  ids.assign(count, no_row);
  if (size_ == 0) return;
  std::vector<std::uint64_t> keys;
  table_.keys(columns_, words, count, keys);
  for (std::uint32_t i = 0; i < std::min(ahead, count); ++i) table_.prefetch(keys[i]);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i + ahead < count) table_.prefetch(keys[i + ahead]);
    bool admitted = true;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      admitted = admitted && columns_[c].admits(words[c][i]);
    }
    if (admitted) {
      ids[i] = table_.find(keys[i], [&](RowId id) { return equals(id, words, i); });
    }
  }
}

std::pair<RowId, bool> Store::insert(std::span<const Word> added, Grade grade) {
  bool changed = size_ == 0 || table_.empty();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].admits(added[i])) changed = columns_[i].admit({&added[i], 1}) || changed;
  }
  table_.prepare(columns_, size_, 1, changed);
  const RowId row = table_.find_or_add(table_.key(columns_, added), size_,
                                       [&](RowId id) { return equals(id, added); });
  if (row != size_) return {row, false};
  for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].push_admitted(added[i]);
  append_grade(grade);
  return {row, true};
}

void Store::insert(WordColumns words, std::uint32_t count, const double* grades,
                   std::vector<RowId>& ids) {
  bool changed = size_ == 0 || table_.empty();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    changed = columns_[i].admit({words[i], count}) || changed;
  }
  table_.prepare(columns_, size_, count, changed);
  table_.keys(columns_, words, count, keys_);
  ids.resize(count);
  const bool exact = table_.exact();  // then no row is looked at before the columns have it
  fresh_.clear();
  for (std::uint32_t i = 0; i < std::min(ahead, count); ++i) table_.prefetch(keys_[i]);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i + ahead < count) table_.prefetch(keys_[i + ahead]);
    ids[i] = table_.find_or_add(keys_[i], size_, [&](RowId id) { return equals(id, words, i); });
    if (ids[i] != size_) continue;
    if (exact) {
      fresh_.push_back(i);
    } else {
      for (std::size_t c = 0; c < columns_.size(); ++c) columns_[c].push_admitted(words[c][i]);
    }
    append_grade(grades == nullptr ? full_ : grade_of(grades[i]));
  }
  for (std::size_t c = 0; c < columns_.size() && exact; ++c) {
    columns_[c].push_admitted(words[c], fresh_);
  }
}

void Store::append(WordColumns words, std::uint32_t count, const double* grades) {
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    (void)columns_[c].admit({words[c], count});
    for (std::uint32_t i = 0; i < count; ++i) columns_[c].push_admitted(words[c][i]);
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    append_grade(grades == nullptr ? full_ : grade_of(grades[i]));
  }
}

void Store::copy(const Store& other, std::span<const Word> added) {
  for (std::size_t c = 0; c < other.columns_.size(); ++c) columns_[c] = other.columns_[c];
  for (std::size_t i = 0; i < added.size(); ++i) {
    columns_[other.columns_.size() + i].append(added[i], other.size_);
  }
  size_ = other.size_;
  grades_ = other.grades_;
}

/// Of the row that is being appended.
void Store::append_grade(Grade grade) {
  if (grades_.empty() && grade != full_) grades_.assign(size_, full_);
  if (grade != full_ || !grades_.empty()) grades_.push_back(grade);
  ++size_;
}

void Store::set_grade(RowId id, Grade grade) {
  if (grades_.empty()) {
    if (grade == full_) return;
    grades_.assign(size_, full_);
  }
  grades_[id] = grade;
}

void Store::set_derivation(RowId id, std::uint32_t rule, std::uint32_t height,
                           std::span<const RowId> premises) {
  while (rules_.size() < id) {
    rules_.push(narrow(Derivation::given));
    heights_.push(0);
  }
  if (rules_.size() == id) {
    rules_.push(narrow(rule));
    heights_.push(height);
  } else {
    rules_.set(id, narrow(rule));
    heights_.set(id, height);
  }
  const std::size_t begin = std::size_t{id} * stride_;
  if (premises_.size() < begin + stride_) premises_.resize(begin + stride_, no_row);
  std::ranges::copy(premises, premises_.begin() + static_cast<std::ptrdiff_t>(begin));
}

}  // namespace casus::infer
