// SPDX-License-Identifier: Apache-2.0
#include "base/near.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "base/characters.hpp"

namespace casus::base {
namespace {

/// No name that people write is longer; a hostile one must not cost its square.
constexpr std::size_t longest_name = 80;

std::size_t edits_of_name(std::string_view name, std::string_view candidate) {
  if (name.size() < 2) return 0;
  const std::size_t allowed = name.size() <= 4 ? 1 : name.size() <= 8 ? 2 : 3;
  // Half of a short name changed is another name.
  return std::min(allowed, std::min(name.size(), candidate.size()) / 2);
}

}  // namespace

const Tolerance for_names{longest_name, edits_of_name, true};

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
                                        std::span<const std::string_view> candidates,
                                        const Tolerance& tolerance) {
  if (name.size() > tolerance.longest) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  bool tied = false;
  for (const std::string_view candidate : candidates) {
    const std::size_t allowed = std::min(tolerance.edits(name, candidate), fewest);
    const std::size_t longer = std::max(name.size(), candidate.size());
    if (longer - std::min(name.size(), candidate.size()) > allowed) continue;
    const std::size_t edits = distance(name, candidate);
    if (edits > allowed) continue;
    tied = edits == fewest;
    if (tied) continue;
    best = candidate;
    fewest = edits;
  }
  return tied && !tolerance.first_of_equals ? std::nullopt : best;
}

}  // namespace casus::base
