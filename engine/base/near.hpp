// SPDX-License-Identifier: Apache-2.0
//
// Did you mean: the name that a misspelt one most likely stands for. Everything that refuses a name
// asks here, so that suggestions are equally bold everywhere. Keywords have a tolerance of their
// own (syntax/words.hpp), and the command knows abbreviations besides (cli/arguments.hpp).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

/// One edit for every four letters of a name, one in shorter ones, and never more than three. So
/// `force` is not near to `source`, which begins otherwise and has a `u` besides. A name of up to
/// four letters keeps its first: `base` is not near to `case`. The first among equals is meant.
extern const Tolerance for_names;

/// What a misspelt name most likely stands for.
struct Near {
  std::string name;
  /// Nothing else can be meant: one slip between names of five letters or more, in no digit, or
  /// capitals alone are wrong, and no other candidate is as near. Only then is it a safe fix.
  bool sure;
  std::vector<std::string> rivals = {};  ///< others that are as near

  /// "did you mean `a`, `b` or `c`?"
  [[nodiscard]] std::string question() const;
};

/// The nearest candidate; nothing where none is near.
[[nodiscard]] std::optional<Near> nearest(std::string_view name,
                                          std::span<const std::string_view> candidates,
                                          const Tolerance& tolerance = for_names);

}  // namespace casus::base
