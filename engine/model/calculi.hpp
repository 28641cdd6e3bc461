// SPDX-License-Identifier: Apache-2.0
//
// The certainty calculi by name, the usual one first. The checker, the flags and the help read the
// list here; infer/calculus/ has the calculi themselves.
#pragma once

#include <array>
#include <string_view>

namespace casus::model {

inline constexpr std::array<std::string_view, 5> calculus_names = {
    "weakest-link", "certain", "mycin", "probability", "bounds"};

/// Whether a condition may be asked to hold above some certainty. A probability below a threshold
/// would be taken for 0, and others be wrong for it.
[[nodiscard]] constexpr bool takes_threshold(std::string_view calculus) {
  return calculus != "probability" && calculus != "bounds";
}

/// Whether it can tell outcomes that exclude each other (`then one of`).
[[nodiscard]] constexpr bool takes_choices(std::string_view calculus) {
  return calculus == "probability" || calculus == "bounds";
}

/// Whether recursion may count or add up what it concludes itself, and relations keep the best
/// value only. Where several derivations make something surer, counting them again as it grows has
/// no meaning; nor has a best value where each possible world has its own.
[[nodiscard]] constexpr bool gathers_in_recursion(std::string_view calculus) {
  return calculus == "weakest-link" || calculus == "certain";
}

}  // namespace casus::model
