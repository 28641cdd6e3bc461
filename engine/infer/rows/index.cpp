// SPDX-License-Identifier: Apache-2.0
#include "infer/rows/index.hpp"

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
  if (!column.is_narrow()) return std::nullopt;
  std::int64_t least = 0;
  std::int64_t most = 0;
  column.visit([&](auto values) {
    const auto ends = std::ranges::minmax(values);
    least = static_cast<std::int64_t>(ends.min);
    most = static_cast<std::int64_t>(ends.max);
  });
  const std::size_t dense = column.size() * 4 + fewest_heads;
  if (least < 0 || static_cast<std::size_t>(most) >= dense) return std::nullopt;
  return static_cast<std::size_t>(most) + static_cast<std::size_t>(most) / 2 + 1;
}

}  // namespace

void Index::catch_up(const Store& store) {
  const RowId before = known_;
  known_ = store.size();
  if (whole_ || before == known_) return;
  if (direct_ ? !is_only_varying(store, place_) : known_ > heads_.size()) return rebuild(store);
  for (RowId row = before; row < known_; ++row) {
    const std::size_t head = head_of(store, row);
    if (head >= heads_.size()) return rebuild(store);
    link(row, head);
  }
}

bool Index::is_only_varying(const Store& store, std::size_t place) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i != place && !store.column(columns_[i]).is_constant()) return false;
  }
  return true;
}

/// With room to spare, so that each row is linked a few times at most over a store's life.
void Index::rebuild(const Store& store) {
  std::optional<std::size_t> direct;
  for (std::size_t i = 0; i < columns_.size() && !direct; ++i) {
    if (!is_only_varying(store, i)) continue;
    place_ = i;
    direct = direct_heads(store.column(columns_[i]));
  }
  direct_ = direct.has_value();
  const std::size_t hashed = std::bit_ceil(std::max(fewest_heads, std::size_t{known_} * 2));
  heads_.assign(direct ? *direct : hashed, no_row);
  next_.clear();
  for (RowId row = 0; row < known_; ++row) link(row, head_of(store, row));
}

std::size_t Index::head_of(const Store& store, RowId row) const {
  if (direct_) return store.at(row, columns_[place_]);
  return place(hash_columns(store, row, columns_));
}

RowId Index::first(const Store& store, std::span<const Word> key) const {
  if (whole_) {
    const auto found = store.find(key);
    return found && *found < known_ ? *found : no_row;
  }
  if (heads_.empty()) return no_row;
  if (direct_) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i != place_ && key[i] != store.at(0, columns_[i])) return no_row;
    }
    return key[place_] < heads_.size() ? heads_[key[place_]] : no_row;
  }
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
    const Word* words = keys[place_];
    for (std::uint32_t i = 0; i < count; ++i) {
      if (i + ahead < count && words[i + ahead] < heads_.size()) {
        base::prefetch(&heads_[words[i + ahead]]);
      }
      if (words[i] < heads_.size()) heads[i] = heads_[words[i]];
    }
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (c == place_) continue;
      const Word only = store.at(0, columns_[c]);
      for (std::uint32_t i = 0; i < count; ++i) heads[i] = keys[c][i] == only ? heads[i] : no_row;
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
