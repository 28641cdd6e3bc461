// SPDX-License-Identifier: Apache-2.0
//
// A number and its unit in one text: "580 USD_m", "24 months", "25%".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.hpp"

namespace casus::intake {

struct Quantity {
  std::string_view digits;  ///< with a sign, perhaps, and a point between digits
  std::string_view unit;    ///< a name, "%", or nothing

  [[nodiscard]] base::Decimal number() const { return base::Decimal(digits); }
  /// 0.25 of "25%": the nearest double, infinite where it is too large.
  [[nodiscard]] double share() const { return number().shifted(-2).to_double(); }
};

/// Nothing where the text is not of this form; nothing is guessed about commas and blanks in
/// numbers.
[[nodiscard]] std::optional<Quantity> split_quantity(std::string_view text);

/// The text with a point for a decimal comma, `%` for "percent", zeros as TOML has them and no
/// blanks around it, to be suggested only: "0.55" for "0,55" and ".55", "7" for "007". A comma
/// before three digits stays: "1,234" may be a thousand, "0,234" may not.
[[nodiscard]] std::string in_our_notation(std::string_view text);

}  // namespace casus::intake
