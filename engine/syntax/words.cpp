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
    {"absent",  "any",      "as_of",    "asks",      "assume",   "at",         "base",
     "because", "by",       "caps",     "certainty", "closed",   "collect",    "distinct",
     "doubles", "drop",     "each",     "edition",   "expect",   "factor",     "first",
     "floors",  "given",    "greatest", "half_life", "least",    "likelihood", "module",
     "of",      "on",       "open",     "overrides", "per",      "presumed",   "priority",
     "reads",   "snapshot", "source",   "starts",    "supports", "undermines", "unique",
     "within"});

static_assert(std::ranges::is_sorted(reserved));
static_assert(std::ranges::is_sorted(declarations));
static_assert(std::ranges::is_sorted(others));

/// A keyword is corrected as it stands, so more rarely than a name, and only where nothing else may
/// be meant.
constexpr base::Tolerance for_keywords{
    12,
    [](std::string_view, std::string_view candidate) -> std::size_t {
      if (candidate.size() < 3) return 0;
      return candidate.size() < 6 ? 1 : 2;
    },
    false};

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

std::optional<base::Near> nearest_word(std::string_view word, std::string_view candidates) {
  std::vector<std::string_view> words;
  while (!candidates.empty()) {
    words.push_back(candidates.substr(0, candidates.find(' ')));
    candidates.remove_prefix(std::min(words.back().size() + 1, candidates.size()));
  }
  return base::nearest(word, words, for_keywords);
}

}  // namespace casus::syntax
