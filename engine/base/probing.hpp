// SPDX-License-Identifier: Apache-2.0
//
// Tables with linear probing whose slots lie in the order of their hashes: a table of more slots
// has them in the same order, so it grows in place, and takes no more memory than it then has.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/array.hpp"

namespace casus::base {

/// Where a hash, all of whose bits vary, belongs among any number of slots (Lemire, "Fast random
/// integer generation in an interval", 2019).
[[nodiscard]] inline std::size_t home_of(std::uint64_t hash, std::size_t slots) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>((static_cast<Wide>(hash) * slots) >> 64);
}

/// Makes it `size` slots, which are more than there are. A `Slot()` is free; no two that are
/// `taken()` are the same; `home` tells where one belongs among the new slots, by `home_of`.
template <class Slot, class Home>
void grow_in_place(Array<Slot>& slots, std::size_t size, const Home& home) {
  const std::size_t before = slots.size();
  std::fill_n(slots.extend(size - before), size - before, Slot());
  Slot* const all = slots.edit();
  // The last one first: nearly all find their place behind what has not moved yet.
  std::vector<Slot> waiting;
  for (std::size_t i = before; i-- > 0;) {
    if (!all[i].taken()) continue;
    const Slot slot = std::exchange(all[i], Slot());
    std::size_t at = home(slot);
    const bool too_early = at < i;
    while (at < size && all[at].taken()) ++at;
    if (too_early || at == size) {
      waiting.push_back(slot);
    } else {
      all[at] = slot;
    }
  }
  for (const Slot& slot : waiting) {
    std::size_t at = home(slot);
    while (all[at].taken()) {
      if (++at == size) at = 0;
    }
    all[at] = slot;
  }
}

}  // namespace casus::base
