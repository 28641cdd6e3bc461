// SPDX-License-Identifier: Apache-2.0
//
// A number and its unit in one text: "580 USD_m", "24 months", "25%".
#pragma once

#include <optional>
#include <string_view>

namespace casus::intake {

struct Quantity {
  std::string_view digits;  ///< with a sign, perhaps, and a point between digits
  std::string_view unit;    ///< a name, "%", or nothing

  /// Infinite, whatever its sign, where it is too large.
  [[nodiscard]] double number() const;
};

/// Nothing where the text is not of this form; nothing is guessed about commas and blanks in
/// numbers.
[[nodiscard]] std::optional<Quantity> split_quantity(std::string_view text);

}  // namespace casus::intake
