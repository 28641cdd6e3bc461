// SPDX-License-Identifier: Apache-2.0
#include "infer/rows/store.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

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
  if (goes_through()) return go_through(wanted);
  const RowTable& table = this->table();
  const RowId found =
      table.find(table.key(columns_, wanted), [&](RowId row) { return equals(row, wanted); });
  if (found == no_row) return std::nullopt;
  return found;
}

void Store::find(WordColumns words, std::uint32_t count, std::vector<RowId>& ids) const {
  ids.assign(count, no_row);
  if (size_ == 0) return;
  if (count == 1) {
    std::vector<Word> row;
    for (const Word* column : words) row.push_back(*column);
    ids.front() = find(row).value_or(no_row);
    return;
  }
  const RowTable& table = this->table();
  std::vector<std::uint64_t> keys;
  table.keys(columns_, words, count, keys);
  for (std::uint32_t i = 0; i < std::min(ahead, count); ++i) table.prefetch(keys[i]);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i + ahead < count) table.prefetch(keys[i + ahead]);
    bool admitted = true;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      admitted = admitted && columns_[c].admits(words[c][i]);
    }
    if (admitted) {
      ids[i] = table.find(keys[i], [&](RowId id) { return equals(id, words, i); });
    }
  }
}

std::pair<RowId, bool> Store::insert(std::span<const Word> added, Grade grade) {
  bool changed = !std::exchange(tabled_, true);
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
  bool changed = !std::exchange(tabled_, true);
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
    fresh_.push_back(i);
    if (!exact) {
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
    columns_[c].append(std::span(words[c], count));
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    append_grade(grades == nullptr ? full_ : grade_of(grades[i]));
  }
  if (count > 0) untable();
}

void Store::reserve(std::uint32_t rows) {
  table_.prepare(columns_, size_, rows, !std::exchange(tabled_, true));
  const std::size_t all = std::size_t{size_} + rows;
  for (Column& column : columns_) column.reserve(all);
  if (rules_.size() > 0) premises_.reserve(stride_ * all);
}

void Store::copy(const Store& other, std::span<const Word> added) {
  for (std::size_t c = 0; c < other.columns_.size(); ++c) columns_[c] = other.columns_[c];
  for (std::size_t i = 0; i < added.size(); ++i) {
    columns_[other.columns_.size() + i].append(added[i], other.size_);
  }
  size_ = other.size_;
  grades_ = other.grades_;
  untable();
}

Store Store::only(std::span<const RowId> rows) const {
  Store result = of_this_kind();
  for (const RowId id : rows) {
    const auto [added, is_new] = result.insert(row(id), grade(id));
    const Derivation how = derivation(id);
    if (how.rule == Derivation::given) continue;
    result.set_derivation(added, how.rule, how.height, premises(id, stride_));
  }
  return result;
}

void Store::append(const Store& other, RowId first,
                   base::FunctionRef<void(std::uint32_t, std::span<RowId>)> renumber) {
  const RowId count = other.size_ - first;
  if (count == 0) return;
  for (std::size_t c = 0; c < columns_.size(); ++c) columns_[c].append(other.columns_[c], first);
  if (!is_full() || !other.is_full()) {
    if (is_full()) grades_.assign(size_, full_);
    for (RowId row = first; row < other.size_; ++row) grades_.push_back(other.grade(row));
  }
  give_before(size_);
  const RowId derived = static_cast<RowId>(other.rules_.size());
  if (derived > first) {
    rules_.append(other.rules_, first);
    heights_.append(other.heights_, first);
    RowId* row = premises_.extend(std::size_t{stride_} * (derived - first));
    std::copy(other.premises_.begin() + std::size_t{first} * stride_, other.premises_.end(), row);
    for (RowId i = first; i < derived; ++i, row += stride_) {
      const auto rule = other.derivation(i).rule;
      if (rule != Derivation::given) renumber(rule, {row, stride_});
    }
  }
  size_ += count;
  untable();
}

/// To make the table takes longer than to go through all rows a few times.
bool Store::goes_through() const {
  constexpr std::uint32_t few = 4;
  return !std::atomic_ref(tabled_).load(std::memory_order_acquire) &&
         std::atomic_ref(looks_).fetch_add(1, std::memory_order_relaxed) < few;
}

std::optional<RowId> Store::go_through(std::span<const Word> wanted) const {
  const auto varies = [](const Column& column) { return !column.is_constant(); };
  const auto column = std::ranges::find_if(columns_, varies);
  if (column == columns_.end()) return 0;  // all rows are the same: there is one
  const Word word = wanted[static_cast<std::size_t>(column - columns_.begin())];
  for (std::size_t at = column->find(word, 0); at < size_; at = column->find(word, at + 1)) {
    if (equals(static_cast<RowId>(at), wanted)) return static_cast<RowId>(at);
  }
  return std::nullopt;
}

const RowTable& Store::table() const {
  const std::atomic_ref tabled(tabled_);
  if (!tabled.load(std::memory_order_acquire)) {
    static std::mutex making;  // one for all stores: it is rarely needed
    const std::scoped_lock lock(making);
    if (!tabled.load(std::memory_order_relaxed)) {
      table_.prepare(columns_, size_, 0, true);
      tabled.store(true, std::memory_order_release);
    }
  }
  return table_;
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
  grades_.edit()[id] = grade;
}

void Store::give_before(RowId id) {
  if (rules_.size() >= id) return;
  premises_.append(stride_ * (id - rules_.size()), no_row);
  heights_.append(0, id - rules_.size());
  rules_.append(narrow(Derivation::given), id - rules_.size());
}

void Store::set_derivation(RowId id, std::uint32_t rule, std::uint32_t height,
                           std::span<const RowId> premises) {
  give_before(id);
  if (rules_.size() == id) {
    rules_.push(narrow(rule));
    heights_.push(height);
    premises_.append(stride_, no_row);
  } else {
    // Mostly another one takes its place that is like it but for the premises.
    if (rules_.at(id) != narrow(rule)) rules_.set(id, narrow(rule));
    if (heights_.at(id) != height) heights_.set(id, height);
  }
  std::ranges::copy(premises, premises_.edit() + std::size_t{id} * stride_);
}

void Store::set_derivations(std::uint32_t rule, std::span<const Word> heights,
                            std::span<const std::vector<RowId>> premises) {
  if (fresh_.empty()) return;
  give_before(size_ - static_cast<RowId>(fresh_.size()));
  rules_.append(narrow(rule), fresh_.size());
  heights_.admit(heights);
  heights_.push_admitted(heights.data(), fresh_);
  RowId* row = premises_.extend(stride_ * fresh_.size());
  for (const std::uint32_t at : fresh_) {
    for (std::uint32_t p = 0; p < stride_; ++p) {
      *row++ = p < premises.size() ? premises[p][at] : no_row;
    }
  }
}

}  // namespace casus::infer
