// SPDX-License-Identifier: Apache-2.0
#include "infer/index.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace casus::infer {
namespace {

std::uint64_t hash_columns(const Store& store, RowId row,
                           const std::vector<std::uint32_t>& columns) {
  std::uint64_t hash = hash_start;
  for (const std::uint32_t column : columns) hash = hash_step(hash, store.at(row, column));
  return hash;
}

}  // namespace

void Index::catch_up(const Store& store) {
  if (next_.size() == store.size()) return;
  if (store.size() > heads_.size()) {
    // Rebuilt at twice the size: each row is linked at most a few times over a store's life.
    heads_.assign(std::bit_ceil(std::max<std::size_t>(16, std::size_t{store.size()} * 2)), no_row);
    next_.clear();
  }
  for (auto row = static_cast<RowId>(next_.size()); row < store.size(); ++row) insert(store, row);
}

void Index::insert(const Store& store, RowId row) {
  RowId& head = heads_[hash_columns(store, row, columns_) & (heads_.size() - 1)];
  next_.push_back(head);
  head = row;
}

}  // namespace casus::infer
