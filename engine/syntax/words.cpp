// SPDX-License-Identifier: Apache-2.0
#include "syntax/words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "base/characters.hpp"

namespace casus::syntax {
namespace {

constexpr auto reserved = std::to_array<std::string_view>(
    {"and", "false", "for", "in", "not", "or", "then", "true", "unknown", "unless", "when"});

constexpr auto declarations = std::to_array<std::string_view>(
    {"enum", "fact", "rating", "relation", "rule", "scale", "table", "test", "unit", "use"});

constexpr auto others = std::to_array<std::string_view>(
    {"absent", "any",      "asks",      "assume",     "at",         "base",     "because",
     "by",     "caps",     "certainty", "closed",     "collect",    "distinct", "doubles",
     "drop",   "each",     "edition",   "expect",     "factor",     "first",    "floors",
     "given",  "greatest", "half_life", "least",      "likelihood", "module",   "of",
     "on",     "open",     "overrides", "per",        "presumed",   "priority", "reads",
     "source", "starts",   "supports",  "undermines", "unique",     "within"});

static_assert(std::ranges::is_sorted(reserved));
static_assert(std::ranges::is_sorted(declarations));
static_assert(std::ranges::is_sorted(others));

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (base::lower(a[i - 1]) == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped =
          i > 1 && j > 1 && base::lower(a[i - 1]) == b[j - 2] && base::lower(a[i - 2]) == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

std::size_t allowed_distance(std::size_t length) {
  if (length < 3) return 0;
  return length < 6 ? 1 : 2;
}

}  // namespace

bool is_reserved(std::string_view word) {
  return word.size() <= 7 && std::ranges::binary_search(reserved, word);
}

bool is_declaration_word(std::string_view word) {
  return word.size() <= 8 && std::ranges::binary_search(declarations, word);
}

bool is_header_word(std::string_view word) { return word == "edition" || word == "module"; }

bool is_keyword(std::string_view word) {
  return is_reserved(word) || is_declaration_word(word) || std::ranges::binary_search(others, word);
}

std::span<const std::string_view> declaration_words() { return declarations; }

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, base::lower, base::lower);
}

std::optional<std::string> nearest_word(std::string_view word, std::string_view candidates) {
  constexpr std::size_t longest = 12;
  if (word.size() > longest) return std::nullopt;
  std::string_view best;
  std::size_t best_distance = longest;
  bool tied = false;
  while (!candidates.empty()) {
    const std::string_view candidate = candidates.substr(0, candidates.find(' '));
    candidates.remove_prefix(std::min(candidate.size() + 1, candidates.size()));
    const std::size_t d = distance(word, candidate);
    if (d > allowed_distance(candidate.size()) && d > 0) continue;
    if (d == best_distance) tied = true;
    if (d < best_distance) {
      best = candidate;
      best_distance = d;
      tied = false;
    }
  }
  if (best.empty() || tied) return std::nullopt;
  return std::string(best);
}

}  // namespace casus::syntax
