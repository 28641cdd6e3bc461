// SPDX-License-Identifier: Apache-2.0
#include "base/near.hpp"

#include <algorithm>
#include <vector>

#include "base/characters.hpp"

namespace casus::base {
namespace {

/// No name that people write is longer; a hostile one must not cost its square.
constexpr std::size_t longest_name = 80;

std::size_t edits_allowed(std::size_t length) {
  if (length < 2) return 0;
  return length <= 4 ? 1 : length <= 8 ? 2 : 3;
}

}  // namespace

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, above);
    std::swap(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::optional<std::string_view> nearest(std::string_view name,
                                        std::span<const std::string_view> candidates) {
  if (name.size() > longest_name) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t allowed = edits_allowed(name.size()) + 1;  // a candidate must stay below
  for (const std::string_view candidate : candidates) {
    const std::size_t longer = std::max(name.size(), candidate.size());
    const std::size_t shorter = std::min(name.size(), candidate.size());
    if (longer - shorter >= allowed) continue;
    const std::size_t edits = distance(name, candidate);
    // Half of a short name changed is another name.
    if (edits >= allowed || edits * 2 > shorter) continue;
    best = candidate;
    allowed = edits;
  }
  return best;
}

}  // namespace casus::base
