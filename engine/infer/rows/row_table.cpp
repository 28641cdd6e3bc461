// SPDX-License-Identifier: Apache-2.0
#include "infer/rows/row_table.hpp"

#include <algorithm>
#include <utility>

namespace casus::infer {
namespace {

constexpr std::size_t fewest_slots = 16;
constexpr std::uint64_t hash_seed = 0x9E3779B97F4A7C15ULL;

std::uint64_t mixed(std::uint64_t hash, Word word) {
  hash = (hash ^ word) * 0xD6E8FEB86659FD93ULL;
  return hash ^ (hash >> 32);
}

std::uint64_t narrow_bits(Word word) {
  return static_cast<std::uint32_t>(Column::narrowed<std::int32_t>(word));
}

/// Three quarters full at most.
std::size_t slots_for(std::size_t rows) { return rows + rows / 3 + fewest_slots; }

}  // namespace

std::size_t RowTable::slots(RowId rows, std::size_t more, bool changed) const {
  const std::size_t needed = slots_for(rows + more);
  if (needed <= slots_.size()) return slots_.size();
  return changed ? needed : std::max(needed, slots_.size() + slots_.size() * 3 / 4);
}

std::size_t RowTable::growth(RowId rows, std::size_t more, bool changed) const {
  const std::size_t slots = this->slots(rows, more, changed);
  return (changed ? slots : slots - slots_.size()) * sizeof(Slot);
}

void RowTable::prepare(const std::vector<Column>& columns, RowId rows, std::size_t more,
                       bool changed) {
  const std::size_t slots = this->slots(rows, more, changed);
  if (changed) {
    varying_.clear();
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
      if (!columns[i].is_constant()) varying_.push_back(i);
    }
    const auto is_narrow = [&](std::uint32_t i) { return columns[i].is_narrow(); };
    exact_ =
        varying_.size() < 2 || (varying_.size() == 2 && std::ranges::all_of(varying_, is_narrow));
    slots_ = base::Array<Slot>::zeros(slots);
    fill(columns, rows);
  } else if (slots > slots_.size()) {
    grow(slots);
  }
}

void RowTable::fill(const std::vector<Column>& columns, RowId rows) {
  const RowId batch = std::min<RowId>(1024, rows);
  std::vector<std::vector<Word>> words(columns.size());
  std::vector<const Word*> pointers;
  for (auto& column : words) {
    column.resize(batch);
    pointers.push_back(column.data());
  }
  std::vector<std::uint64_t> found;
  for (RowId first = 0; first < rows; first += batch) {
    const RowId count = std::min(batch, rows - first);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      for (RowId i = 0; i < count; ++i) words[c][i] = columns[c].at(first + i);
    }
    keys(columns, pointers, count, found);
    for (RowId i = 0; i < count; ++i) {
      (void)find_or_add(found[i], first + i, [](RowId) { return false; });
    }
  }
}

void RowTable::grow(std::size_t slots) {
  base::grow_in_place(slots_, slots, [&](const Slot& slot) { return home(slot.key()); });
}

std::uint64_t RowTable::key(const std::vector<Column>& columns, std::span<const Word> row) const {
  if (varying_.empty()) return 0;
  if (exact_ && varying_.size() == 1) {
    const std::uint32_t one = varying_.front();
    return columns[one].is_narrow() ? narrow_bits(row[one]) : row[one];
  }
  if (exact_) return narrow_bits(row[varying_[1]]) << 32 | narrow_bits(row[varying_[0]]);
  std::uint64_t hash = hash_seed;
  for (const std::uint32_t c : varying_) hash = mixed(hash, row[c]);
  return hash;
}

void RowTable::keys(const std::vector<Column>& columns, WordColumns words, std::size_t count,
                    std::vector<std::uint64_t>& into) const {
  into.resize(count);
  if (varying_.empty()) {
    std::ranges::fill(into, 0);
    return;
  }
  if (exact_ && varying_.size() == 1) {
    const Word* one = words[varying_.front()];
    const bool narrow = columns[varying_.front()].is_narrow();
    for (std::size_t i = 0; i < count; ++i) into[i] = narrow ? narrow_bits(one[i]) : one[i];
    return;
  }
  if (exact_) {
    const Word* low = words[varying_[0]];
    const Word* high = words[varying_[1]];
    for (std::size_t i = 0; i < count; ++i) {
      into[i] = narrow_bits(high[i]) << 32 | narrow_bits(low[i]);
    }
    return;
  }
  std::ranges::fill(into, hash_seed);
  for (const std::uint32_t c : varying_) {
    for (std::size_t i = 0; i < count; ++i) into[i] = mixed(into[i], words[c][i]);
  }
}

}  // namespace casus::infer
