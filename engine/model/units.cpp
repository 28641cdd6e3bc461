// SPDX-License-Identifier: Apache-2.0
#include "model/units.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "base/bug.hpp"

namespace casus::model {
namespace {

constexpr UnitId months_id(0);
constexpr UnitId days_id(1);
constexpr UnitId years_id(2);
constexpr UnitId weeks_id(3);

struct Fraction {
  double numerator = 1;
  double denominator = 1;
};

bool exact_integer(double value) {
  return value >= 1 && value <= 0x1p53 && std::floor(value) == value;
}

/// Lowest terms, so that products stay exact as long as they can.
Fraction reduced(Fraction f) {
  if (!exact_integer(f.numerator) || !exact_integer(f.denominator)) return f;
  const auto divisor = static_cast<double>(
      std::gcd(static_cast<std::uint64_t>(f.numerator), static_cast<std::uint64_t>(f.denominator)));
  return {f.numerator / divisor, f.denominator / divisor};
}

Fraction multiply(Fraction a, Fraction b) {
  const Fraction left = reduced({a.numerator, b.denominator});
  const Fraction right = reduced({b.numerator, a.denominator});
  return reduced({left.numerator * right.numerator, left.denominator * right.denominator});
}

/// "0.001" is 1 / 1000: the digits over a power of ten.
Fraction fraction_of(std::string_view numeral) {
  const std::size_t point = numeral.find('.');
  std::string digits(numeral.substr(0, point));
  Fraction f;
  if (point != std::string_view::npos) {
    std::string_view decimals = numeral.substr(point + 1);
    while (!decimals.empty() && decimals.back() == '0') decimals.remove_suffix(1);
    digits += decimals;
    for (std::size_t i = 0; i < decimals.size(); ++i) f.denominator *= 10;
  }
  std::from_chars(digits.data(), digits.data() + digits.size(), f.numerator);
  return reduced(f);
}

/// value * f with the error of the product carried into the quotient: one rounding, not two.
double scale(double value, Fraction f) {
  const double product = value * f.numerator;
  const double quotient = product / f.denominator;
  const double lost = std::fma(value, f.numerator, -product);
  const double rest = std::fma(-quotient, f.denominator, product) + lost;
  const double corrected = quotient + rest / f.denominator;
  return std::isfinite(corrected) ? corrected : quotient;
}

}  // namespace

Units::Units()
    : units_{{"months", months_id},
             {"days", days_id},
             {"years", months_id, 12},
             {"weeks", days_id, 7}} {}

UnitId Units::add(std::string name, Span span) {
  const UnitId id(units_.size());
  units_.push_back({.name = std::move(name), .root = id, .span = span});
  return id;
}

UnitId Units::add(std::string name, std::string_view factor, UnitId of, Span span) {
  const Unit base = (*this)[of];
  const Fraction f = multiply(fraction_of(factor), {base.numerator, base.denominator});
  const UnitId id(units_.size());
  units_.push_back({std::move(name), base.root, f.numerator, f.denominator, span});
  return id;
}

std::optional<UnitId> Units::find(std::string_view name) const {
  if (name == "month") return months_id;
  if (name == "day") return days_id;
  if (name == "year") return years_id;
  if (name == "week") return weeks_id;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (units_[i].name == name) return UnitId(i);
  }
  return std::nullopt;
}

bool Units::convertible(UnitId from, UnitId to) const {
  if (!from.valid() || !to.valid()) return from.valid() == to.valid();
  return (*this)[from].root == (*this)[to].root;
}

double Units::convert(double value, UnitId from, UnitId to) const {
  if (!convertible(from, to)) base::bug("units without a conversion were converted");
  if (from == to) return value;
  const Unit& a = (*this)[from];
  const Unit& b = (*this)[to];
  return scale(value, multiply({a.numerator, a.denominator}, {b.denominator, b.numerator}));
}

bool Units::is_time(UnitId id) const {
  if (!id.valid()) return false;
  const UnitId root = (*this)[id].root;
  return root == months_id || root == days_id;
}

std::string_view Units::shown(UnitId id) const { return (*this)[id].name; }

}  // namespace casus::model
