// SPDX-License-Identifier: Apache-2.0
//
// The certainty calculi by name, the usual one first, with what rules and flags may ask of each.
// The checker, the flags and the help read it here; infer/calculus/ has the calculi themselves.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace casus::model {

struct CalculusTraits {
  std::string_view name;
  /// Whether a condition may be asked to hold above some certainty. A probability below a threshold
  /// would be taken for 0, and others be wrong for it.
  bool threshold;
  /// Whether it can tell outcomes that exclude each other (`then one of`).
  bool choices;
  /// Whether recursion may count or add up what it concludes itself, and relations keep the best
  /// value only. Where several derivations make something surer, counting them again as it grows
  /// has no meaning; nor has a best value where each possible world has its own.
  bool gathers_in_recursion;
  /// Whether it is exact at a price that may be too high, so that something else may stand in.
  bool has_fallback;
  /// Whether many cases may run as one: where some work is refused, or is too much, for one of
  /// them, the others notice nothing of it.
  bool takes_cases;
};

inline constexpr std::array<CalculusTraits, 5> calculi{{
    {"weakest-link", true, false, true, false, true},
    {"certain", true, false, true, false, true},
    {"mycin", true, false, false, false, true},
    {"probability", false, true, false, true, false},
    {"bounds", false, true, false, false, false},
}};

inline constexpr auto calculus_names = [] {
  std::array<std::string_view, calculi.size()> names;
  std::ranges::transform(calculi, names.begin(), &CalculusTraits::name);
  return names;
}();

/// Of a name in the table; otherwise none of the traits.
[[nodiscard]] constexpr CalculusTraits traits_of(std::string_view name) {
  const auto* const found = std::ranges::find(calculi, name, &CalculusTraits::name);
  return found == calculi.end() ? CalculusTraits{name, false, false, false, false, false} : *found;
}

}  // namespace casus::model
