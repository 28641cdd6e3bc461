// SPDX-License-Identifier: Apache-2.0
#include "infer/store.hpp"

#include <algorithm>

namespace casus::infer {

std::uint64_t hash_words(std::span<const Word> words) {
  std::uint64_t hash = hash_start;
  for (const Word word : words) hash = hash_step(hash, word);
  return hash;
}

std::size_t Store::slot_of(std::span<const Word> wanted) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash_words(wanted) & mask;
  while (slots_[slot] != no_row && !std::ranges::equal(row(slots_[slot]), wanted)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

std::optional<RowId> Store::find(std::span<const Word> wanted) const {
  if (slots_.empty()) return std::nullopt;
  const RowId found = slots_[slot_of(wanted)];
  if (found == no_row) return std::nullopt;
  return found;
}

std::pair<RowId, bool> Store::insert(std::span<const Word> added) {
  if (std::size_t{size()} * 2 >= slots_.size()) grow();
  RowId& slot = slots_[slot_of(added)];
  if (slot != no_row) return {slot, false};
  slot = size();
  words_.insert(words_.end(), added.begin(), added.end());
  grades_.push_back(Grade::none);
  derivations_.emplace_back();
  return {slot, true};
}

void Store::grow() {
  std::vector<RowId> old = std::move(slots_);
  slots_.assign(std::max<std::size_t>(16, old.size() * 2), no_row);
  for (RowId id = 0; id < size(); ++id) slots_[slot_of(row(id))] = id;
}

void Store::set_derivation(RowId id, std::uint32_t rule, std::uint32_t height,
                           std::span<const RowId> premises) {
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
