// SPDX-License-Identifier: Apache-2.0
//
// Many passes gather things in any order and go on with each once, in an order that never depends
// on how they were gathered.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

namespace casus {

/// Sorts `items` by `precedes` and keeps the first of those that are equal (==). Not
/// std::ranges::unique: clang before 16 does not compile what it returns.
template <typename T, typename Precedes = std::less<>>
void sort_unique(std::vector<T>& items, Precedes precedes = {}) {
  if (!std::is_sorted(items.begin(), items.end(), precedes)) {
    std::sort(items.begin(), items.end(), precedes);
  }
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace casus
