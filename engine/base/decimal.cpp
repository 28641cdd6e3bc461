// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <vector>

namespace casus::base {
namespace {

/// Whole numbers as digits without a leading zero.
bool less(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

/// `b` must not be more than `a`.
void subtract(std::string& a, std::string_view b) {
  bool borrow = false;
  for (std::size_t i = 0; i < a.size() && (i < b.size() || borrow); ++i) {
    char& digit = a[a.size() - 1 - i];
    const int difference = digit - (i < b.size() ? b[b.size() - 1 - i] : '0') - (borrow ? 1 : 0);
    borrow = difference < 0;
    digit = static_cast<char>('0' + difference + (borrow ? 10 : 0));
  }
  a.erase(0, a.find_first_not_of('0'));
}

std::string digits_of(std::string_view numeral) {
  std::string digits(numeral);
  std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
  return digits;
}

std::int64_t exponent_of(std::string_view numeral) {
  const std::size_t point = numeral.find('.');
  return point == std::string_view::npos ? 0 : -std::ssize(numeral.substr(point + 1));
}

}  // namespace

Decimal::Decimal(std::string_view numeral)
    : Decimal(numeral.starts_with('-'), digits_of(numeral), exponent_of(numeral)) {}

Decimal::Decimal(bool negative, std::string digits, std::int64_t exponent)
    : negative_(negative), digits_(std::move(digits)), exponent_(exponent) {
  digits_.erase(0, digits_.find_first_not_of('0'));
  if (digits_.size() > most_digits + 1) {
    const bool more = digits_.find_first_not_of('0', most_digits) != std::string::npos;
    exponent_ += std::ssize(digits_) - static_cast<std::int64_t>(most_digits) - 1;
    digits_.resize(most_digits);
    digits_ += more ? '1' : '0';
  }
  const std::size_t kept = digits_.find_last_not_of('0') + 1;
  exponent_ = kept == 0 ? 0 : exponent_ + std::ssize(digits_) - static_cast<std::int64_t>(kept);
  digits_.resize(kept);
  if (digits_.empty()) negative_ = false;
}

Decimal Decimal::shortest(double number) {
  char buffer[64];
  const char* const end =
      std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr;
  const char* const mark = std::find(buffer, buffer + sizeof buffer, 'e');
  int places = 0;
  std::from_chars(mark + (mark[1] == '+' ? 2 : 1), end, places);
  return Decimal({buffer, static_cast<std::size_t>(mark - buffer)}).shifted(places);
}

Decimal Decimal::shifted(std::int64_t places) const {
  return {negative_, digits_, exponent_ + places};
}

Decimal Decimal::operator*(const Decimal& factor) const {
  std::vector<unsigned> sums(digits_.size() + factor.digits_.size(), 0);
  for (std::size_t i = digits_.size(); i-- > 0;) {
    for (std::size_t j = factor.digits_.size(); j-- > 0;) {
      const auto product = static_cast<unsigned>((digits_[i] - '0') * (factor.digits_[j] - '0'));
      sums[i + j + 1] += product;  // at most 801 products of 81
    }
  }
  std::string digits(sums.size(), '0');
  unsigned carried = 0;
  for (std::size_t i = sums.size(); i-- > 0;) {
    carried += sums[i];
    digits[i] = static_cast<char>('0' + carried % 10);
    carried /= 10;
  }
  return {negative_ != factor.negative_, std::move(digits), exponent_ + factor.exponent_};
}

/// Long division. Past the digits of the dividend it goes on with zeros, until nothing is left or
/// the digits suffice: as a fraction of whole numbers n / d, the quotient is nearer to no middle
/// between two doubles, unless it is that middle, than by 1 / (2^54 n d) of itself.
Decimal Decimal::operator/(const Decimal& divisor) const {
  const std::int64_t shift = exponent_ - divisor.exponent_;
  constexpr std::size_t of_doubles = 20;
  const std::size_t enough =
      std::min(most_digits, digits_.size() + divisor.digits_.size() +
                                static_cast<std::size_t>(std::abs(shift)) + of_doubles);
  std::string digits;
  std::string rest;
  std::size_t taken = 0;
  while (taken < digits_.size() || (!rest.empty() && digits.size() <= enough)) {
    const char next = taken < digits_.size() ? digits_[taken] : '0';
    if (!rest.empty() || next != '0') rest += next;
    ++taken;
    char digit = '0';
    for (; !less(rest, divisor.digits_); ++digit) subtract(rest, divisor.digits_);
    if (!digits.empty() || digit != '0') digits += digit;
  }
  const std::int64_t zeros = static_cast<std::int64_t>(taken) - std::ssize(digits_);
  std::int64_t exponent = shift - zeros;
  if (!rest.empty()) {
    digits += '1';
    --exponent;
  }
  return {negative_ != divisor.negative_, std::move(digits), exponent};
}

std::optional<std::int64_t> Decimal::to_int() const {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::digits10 + 1;
  if (!is_whole() || std::ssize(digits_) + exponent_ > most) return std::nullopt;
  if (is_zero()) return 0;
  std::string text = (negative_ ? "-" : "") + digits_;
  text.append(static_cast<std::size_t>(exponent_), '0');
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc()) return std::nullopt;
  return value;
}

double Decimal::to_double() const {
  if (is_zero()) return 0;
  const std::string text = (negative_ ? "-" : "") + digits_ + "e" + std::to_string(exponent_);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec == std::errc()) return value;
  if (std::ssize(digits_) + exponent_ <= 0) return 0;
  constexpr double infinite = std::numeric_limits<double>::infinity();
  return negative_ ? -infinite : infinite;
}

}  // namespace casus::base
