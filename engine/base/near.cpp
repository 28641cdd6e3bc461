// SPDX-License-Identifier: Apache-2.0
#include "base/near.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <vector>

#include "base/characters.hpp"

namespace casus::base {
namespace {

/// No name that people write is longer; a hostile one must not cost its square.
constexpr std::size_t longest_name = 80;

/// In a shorter name one slip makes another word too easily: `than` is not always `then`.
constexpr std::size_t shortest_sure = 5;

/// Another digit makes another year or number, not a misspelt one.
std::string digits(std::string_view name) {
  std::string result;
  std::ranges::copy_if(name, std::back_inserter(result), is_digit);
  return result;
}

std::size_t edits_of_name(std::string_view name, std::string_view candidate) {
  if (name.size() < 2 || candidate.size() < 2) return 0;
  if (name.size() <= 4 && lower(name.front()) != lower(candidate.front())) return 0;
  return std::clamp<std::size_t>(name.size() / 4, 1, 3);
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

namespace {

/// All candidates that are equally near and nearer than the rest, in their order.
std::vector<std::string_view> all_nearest(std::string_view name,
                                          std::span<const std::string_view> candidates,
                                          const Tolerance& tolerance) {
  std::vector<std::string_view> best;
  if (name.size() > tolerance.longest) return best;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  for (const std::string_view candidate : candidates) {
    const std::size_t allowed = std::min(tolerance.edits(name, candidate), fewest);
    const std::size_t longer = std::max(name.size(), candidate.size());
    if (longer - std::min(name.size(), candidate.size()) > allowed) continue;
    const std::size_t edits = distance(name, candidate);
    if (edits > allowed) continue;
    if (edits < fewest) best.clear();
    best.push_back(candidate);
    fewest = edits;
  }
  return best;
}

}  // namespace

std::string Near::question() const {
  std::string text = "did you mean `" + name;
  for (const std::string& rival : rivals) {
    text += &rival == &rivals.back() ? "` or `" : "`, `";
    text += rival;
  }
  return text + "`?";
}

std::optional<Near> nearest(std::string_view name, std::span<const std::string_view> candidates,
                            const Tolerance& tolerance) {
  const auto all = all_nearest(name, candidates, tolerance);
  if (all.empty() || (all.size() > 1 && !tolerance.first_of_equals)) return std::nullopt;
  const std::size_t edits = distance(name, all.front());
  const bool long_enough = std::min(name.size(), all.front().size()) >= shortest_sure;
  const bool word_slip = edits == 1 && long_enough && digits(name) == digits(all.front());
  return Near{std::string(all.front()),
              all.size() == 1 && (edits == 0 || word_slip),
              {all.begin() + 1, all.end()}};
}

}  // namespace casus::base
