// SPDX-License-Identifier: Apache-2.0
//
// Did you mean: the name that a misspelt one most likely stands for. Everything that refuses a name
// asks here, so that suggestions are equally bold everywhere. Keywords have a tolerance of their
// own (syntax/words.hpp), and the command knows abbreviations besides (cli/arguments.hpp).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace casus::base {

/// Letters to insert, drop, replace or swap with a neighbour to get from `a` to `b` (the optimal
/// string alignment distance, which is Damerau-Levenshtein without edits inside a swap), upper and
/// lower case being one. Takes |a| * |b| steps.
[[nodiscard]] std::size_t distance(std::string_view a, std::string_view b);

/// How bold suggestions are.
struct Tolerance {
  std::size_t longest;  ///< bytes of a name; a longer one is near to nothing
  /// The edits by which a name may differ from what it stands for.
  std::size_t (*edits)(std::string_view name, std::string_view candidate);
  bool first_of_equals;  ///< of candidates equally near the first is meant; else none
};

/// One edit in names of up to four letters, two up to eight, three in longer ones, and never more
/// than half of a name; the first among equals.
extern const Tolerance for_names;

/// The nearest candidate; nothing where none is near.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view name,
                                                      std::span<const std::string_view> candidates,
                                                      const Tolerance& tolerance = for_names);

}  // namespace casus::base
