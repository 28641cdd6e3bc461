// SPDX-License-Identifier: Apache-2.0
#include "session/known_ids.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <utility>

namespace casus::session {
namespace {

/// FNV-1a with its bits mixed at the end, as SplitMix64 does.
std::uint64_t fingerprint(std::string_view id) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBULL;
  return hash ^ (hash >> 31);
}

}  // namespace

std::optional<std::uint64_t> KnownIds::add(std::string_view id, std::uint64_t line) {
  const std::uint64_t first = fingerprint(id);
  const auto second = static_cast<std::uint32_t>(std::hash<std::string_view>{}(id));
  Slot& slot = slot_of(first, second);
  if (slot.line != 0) return slot.line;
  constexpr std::uint64_t last = std::numeric_limits<std::uint32_t>::max();
  slot = {first, second, static_cast<std::uint32_t>(std::min(line, last))};
  if (++size_ * 4 > slots_.size() * 3) grow();
  return std::nullopt;
}

KnownIds::Slot& KnownIds::slot_of(std::uint64_t first, std::uint32_t second) {
  for (std::size_t at = first;; ++at) {
    Slot& slot = slots_[at & (slots_.size() - 1)];
    if (slot.line == 0 || (slot.first == first && slot.second == second)) return slot;
  }
}

void KnownIds::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  std::swap(old, slots_);
  for (const Slot& one : old) {
    if (one.line != 0) slot_of(one.first, one.second) = one;
  }
}

}  // namespace casus::session
