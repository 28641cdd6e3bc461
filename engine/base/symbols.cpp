// SPDX-License-Identifier: Apache-2.0
#include "base/symbols.hpp"

#include <algorithm>
#include <functional>

namespace casus::base {
namespace {

constexpr std::size_t block_size = 64 * 1024;

std::uint32_t hash_of(std::string_view text) {
  const std::size_t hash = std::hash<std::string_view>()(text);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

std::size_t Symbols::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].number != none &&
         (slots_[at].hash != hash || texts_[slots_[at].number] != text)) {
    at = (at + 1) & mask;
  }
  return at;
}

Symbol Symbols::intern(std::string_view text) {
  const std::uint32_t hash = hash_of(text);
  for (const Symbols* table = below_; table != nullptr; table = table->below_) {
    if (table->slots_.empty()) continue;
    const Slot& slot = table->slots_[table->slot_of(text, hash)];
    if (slot.number != none) return table->first_ + slot.number;
  }
  if (texts_.size() * 2 >= slots_.size()) grow();
  Slot& slot = slots_[slot_of(text, hash)];
  if (slot.number == none) {
    slot = {hash, static_cast<std::uint32_t>(texts_.size())};
    texts_.push_back(keep(text));
  }
  return first_ + slot.number;
}

std::string_view Symbols::keep(std::string_view text) {
  if (text.size() > left_) {
    left_ = std::max(block_size, text.size());
    blocks_.push_back(std::make_unique<char[]>(left_));
    free_ = blocks_.back().get();
  }
  char* const begin = free_;
  std::ranges::copy(text, begin);
  free_ += text.size();
  left_ -= text.size();
  return {begin, text.size()};
}

void Symbols::grow() {
  std::vector<Slot> old(std::max<std::size_t>(16, slots_.size() * 2));
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == none) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].number != none) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

std::string_view Symbols::text(Symbol symbol) const {
  const Symbols* table = this;
  while (symbol < table->first_) table = table->below_;
  return table->texts_[symbol - table->first_];
}

}  // namespace casus::base
