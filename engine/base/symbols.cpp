// SPDX-License-Identifier: Apache-2.0
#include "base/symbols.hpp"

#include <algorithm>
#include <utility>

#include "base/bytes.hpp"

namespace casus::base {
namespace {

constexpr std::size_t block_size = 64 * 1024;

}  // namespace

Symbols::Key Symbols::key_of(std::string_view text) {
  const char* from = text.data();
  std::size_t left = text.size();
  const auto length = static_cast<std::uint32_t>(text.size());
  if (left <= whole) return {load_bytes(from, left), length};
  std::uint64_t hash = 0;
  for (; left > whole; left -= whole, from += whole) hash = mixed(hash ^ load_bytes(from));
  return {mixed(hash ^ load_bytes(from + left - whole)), length};
}

[[gnu::always_inline]] inline std::size_t Symbols::slot_of(std::string_view text, Key key) const {
  std::size_t at = home(key);
  while (slots_[at].taken() && (slots_[at].key() != key ||
                                (text.size() > whole && texts_[slots_[at].number()] != text))) {
    if (++at == slots_.size()) at = 0;
  }
  return at;
}

Symbol Symbols::intern(std::string_view text, Key key) {
  // Most texts are known, and of these most are known here.
  if (!slots_.empty()) {
    const Slot& slot = slots_[slot_of(text, key)];
    if (slot.taken()) return first_ + slot.number();
  }
  for (const Symbols* table = below_; table != nullptr; table = table->below_) {
    if (table->slots_.empty()) continue;
    const Slot& slot = table->slots_[table->slot_of(text, key)];
    if (slot.taken()) return table->first_ + slot.number();
  }
  if (texts_.size() * 2 >= slots_.size()) grow();
  texts_.push_back(keep(text));
  slots_.edit()[slot_of(text, key)] = {key.bits, key.length,
                                       static_cast<std::uint32_t>(texts_.size())};
  return size() - 1;
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

/// By half, so that little is taken at once.
void Symbols::grow() {
  const std::size_t slots = std::max<std::size_t>(16, slots_.size() + slots_.size() / 2);
  grow_in_place(slots_, slots, [&](const Slot& slot) { return home(slot.key()); });
}

std::string_view Symbols::text(Symbol symbol) const {
  const Symbols* table = this;
  while (symbol < table->first_) table = table->below_;
  return table->texts_[symbol - table->first_];
}

}  // namespace casus::base
