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

/// A number whose digits stand in groups of three, and perhaps its unit: "17,700", "1.770,5",
/// "17 700 USD_m".
struct Grouped {
  std::string number;   ///< in our notation: "17700", "1770.5"
  std::string decimal;  ///< "17.700" where the only separator may be a decimal comma, else empty
  std::string unit;     ///< with the blank before it
  bool quotes = true;   ///< whether a number with its unit stands in quotes

  /// How to write it.
  [[nodiscard]] std::string meant() const { return written(number); }
  /// "leave the separator out: `17700`" and, if a decimal is `possible`, how that is written.
  [[nodiscard]] std::string advice(bool possible) const;
  /// The latter alone, empty where there is none.
  [[nodiscard]] std::string or_decimal(bool possible) const;

 private:
  [[nodiscard]] std::string written(const std::string& one) const;
};

/// Whether a sign of money stands before or behind the text: "$290m", "0.27 €".
[[nodiscard]] bool has_currency_sign(std::string_view text);

/// Such a number, to be suggested only; nothing where the text is none. `quotes` are put around one
/// with a unit.
[[nodiscard]] std::optional<Grouped> without_separators(std::string_view text, bool quotes);

}  // namespace casus::intake
