// SPDX-License-Identifier: Apache-2.0
#include "infer/index.hpp"

#include <algorithm>
#include <bit>
#include <optional>

namespace casus::infer {
namespace {

constexpr std::size_t fewest_heads = 16;

std::uint64_t hash_columns(const Store& store, RowId row,
                           const std::vector<std::uint32_t>& columns) {
  std::uint64_t hash = hash_start;
  for (const std::uint32_t column : columns) hash = hash_step(hash, store.at(row, column));
  return hash;
}

/// How many heads the values themselves of a column take; nothing where these lie too far apart.
std::optional<std::size_t> direct_heads(const Column& column) {
  if (column.form() != Column::Form::narrow) return std::nullopt;
  const auto [least, most] = std::ranges::minmax(column.narrow());
  const std::size_t dense = column.size() * 4 + fewest_heads;
  if (least < 0 || static_cast<std::size_t>(most) >= dense) return std::nullopt;
  return static_cast<std::size_t>(most) + static_cast<std::size_t>(most) / 2 + 1;
}

}  // namespace

void Index::catch_up(const Store& store) {
  const RowId before = known_;
  known_ = store.size();
  if (whole_ || before == known_) return;
  if (!direct_ && known_ > heads_.size()) return rebuild(store);
  for (RowId row = before; row < known_; ++row) {
    const std::size_t head = head_of(store, row);
    if (head >= heads_.size()) return rebuild(store);
    link(row, head);
  }
}

/// With room to spare, so that each row is linked a few times at most over a store's life.
void Index::rebuild(const Store& store) {
  const auto direct =
      columns_.size() == 1 ? direct_heads(store.column(columns_.front())) : std::nullopt;
  direct_ = direct.has_value();
  const std::size_t hashed = std::bit_ceil(std::max(fewest_heads, std::size_t{known_} * 2));
  heads_.assign(direct ? *direct : hashed, no_row);
  next_.clear();
  for (RowId row = 0; row < known_; ++row) link(row, head_of(store, row));
}

std::size_t Index::head_of(const Store& store, RowId row) const {
  if (direct_) return store.at(row, columns_.front());
  return place(hash_columns(store, row, columns_));
}

RowId Index::first(const Store& store, std::span<const Word> key) const {
  if (whole_) {
    const auto found = store.find(key);
    return found && *found < known_ ? *found : no_row;
  }
  if (heads_.empty()) return no_row;
  if (direct_) return key.front() < heads_.size() ? heads_[key.front()] : no_row;
  return heads_[place(hash_words(key))];
}

void Index::first(const Store& store, WordColumns keys, std::uint32_t count,
                  std::vector<std::uint64_t>& scratch, std::vector<RowId>& heads) const {
  heads.assign(count, no_row);
  if (known_ == 0) return;
  if (whole_) {
    store.find(keys, count, heads);
    for (RowId& row : heads) row = row < known_ ? row : no_row;
    return;
  }
  constexpr std::uint32_t ahead = 16;
  if (direct_) {
    const Word* words = keys.front();
    for (std::uint32_t i = 0; i < count; ++i) {
      if (i + ahead < count && words[i + ahead] < heads_.size()) {
        base::prefetch(&heads_[words[i + ahead]]);
      }
      if (words[i] < heads_.size()) heads[i] = heads_[words[i]];
    }
    return;
  }
  scratch.assign(count, hash_start);
  for (const Word* words : keys) {
    for (std::uint32_t i = 0; i < count; ++i) scratch[i] = hash_step(scratch[i], words[i]);
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i + ahead < count) base::prefetch(&heads_[place(scratch[i + ahead])]);
    heads[i] = heads_[place(scratch[i])];
  }
}

}  // namespace casus::infer
