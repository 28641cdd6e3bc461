// SPDX-License-Identifier: Apache-2.0
#include "infer/store.hpp"

#include <algorithm>

namespace casus::infer {

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

std::size_t Store::slot_of(std::span<const Word> wanted, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].row != no_row && (slots_[at].hash != hash || !equals(slots_[at].row, wanted))) {
    at = (at + 1) & mask;
  }
  return at;
}

std::optional<RowId> Store::find(std::span<const Word> wanted) const {
  if (slots_.empty()) return std::nullopt;
  const RowId found = slots_[slot_of(wanted, static_cast<std::uint32_t>(hash_words(wanted)))].row;
  if (found == no_row) return std::nullopt;
  return found;
}

std::pair<RowId, bool> Store::insert(std::span<const Word> added, Grade grade) {
  if (std::size_t{size_} * 2 >= slots_.size()) grow();
  const auto hash = static_cast<std::uint32_t>(hash_words(added));
  Slot& slot = slots_[slot_of(added, hash)];
  if (slot.row != no_row) return {slot.row, false};
  slot = {hash, size_};
  for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].push(added[i]);
  if (!grades_.empty()) {
    grades_.push_back(grade);
  } else if (grade != full_) {
    grades_.assign(size_, full_);
    grades_.push_back(grade);
  }
  if (!derivations_.empty()) derivations_.emplace_back();
  return {size_++, true};
}

/// Rows beyond 2^32 slots would need more of the hash than a slot keeps; there are no such stores,
/// for a RowId has 32 bits.
void Store::grow() {
  std::vector<Slot> old(std::max<std::size_t>(16, slots_.size() * 2));
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.row == no_row) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].row != no_row) at = (at + 1) & mask;
    slots_[at] = slot;
  }
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
  if (derivations_.empty()) derivations_.resize(size_);
  Derivation& derivation = derivations_[id];
  // A better derivation by the same rule takes the old one's place in the pool.
  if (derivation.rule != rule) {
    derivation.premises = static_cast<std::uint32_t>(premises_.size());
    premises_.insert(premises_.end(), premises.begin(), premises.end());
  } else {
    std::ranges::copy(premises, premises_.begin() + derivation.premises);
  }
  derivation.rule = rule;
  derivation.height = height;
}

}  // namespace casus::infer
