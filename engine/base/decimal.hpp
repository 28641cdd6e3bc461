// SPDX-License-Identifier: Apache-2.0
//
// Numbers as they are written in rules and facts: digits and a power of ten, without rounding.
// Shares and units are converted here, and the result is rounded to a double once, so that 11.2%,
// 0.112, 8.2 USD_m and 0.0082 USD_bn mean the same wherever they stand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace casus::base {

/// Exact up to `most_digits` significant digits; of a longer one a last digit 1 tells that there is
/// more. That suffices for the nearest double: no middle between two doubles has as many digits.
/// A quotient that never ends is cut as soon as its nearest double is certain, and ends so, too.
class Decimal {
 public:
  static constexpr std::size_t most_digits = 800;

  /// `numeral`: digits, perhaps with a sign before them and a point between them.
  explicit Decimal(std::string_view numeral);
  /// The shortest one of which this finite number is the nearest double.
  [[nodiscard]] static Decimal shortest(double number);

  /// Times 10^places.
  [[nodiscard]] Decimal shifted(std::int64_t places) const;
  [[nodiscard]] Decimal operator*(const Decimal& factor) const;
  /// The divisor must not be zero.
  [[nodiscard]] Decimal operator/(const Decimal& divisor) const;

  [[nodiscard]] bool is_zero() const { return digits_.empty(); }
  [[nodiscard]] bool is_whole() const { return exponent_ >= 0; }
  /// How many digits stand behind the point.
  [[nodiscard]] std::int64_t decimals() const { return is_whole() ? 0 : -exponent_; }
  /// Nothing where it is not whole or does not fit into 64 bits.
  [[nodiscard]] std::optional<std::int64_t> to_int() const;
  /// The nearest double, of two equally near the even one; infinite where it is too large.
  [[nodiscard]] double to_double() const;

  friend bool operator==(const Decimal&, const Decimal&) = default;

 private:
  Decimal(bool negative, std::string digits, std::int64_t exponent);

  bool negative_ = false;
  std::string digits_;         ///< neither begins nor ends with a zero; empty: zero
  std::int64_t exponent_ = 0;  ///< the power of ten of the last digit
};

}  // namespace casus::base
