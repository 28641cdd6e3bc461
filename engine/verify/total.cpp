// SPDX-License-Identifier: Apache-2.0
#include "verify/total.hpp"

#include <bit>
#include <cmath>
#include <limits>

namespace casus::verify {
namespace {

constexpr int lowest = 1074;  ///< no double has a bit below 2^-1074
/// From 2^-1074 to 2^1024, 64 bits for the sum of 2^63 of them, and the sign.
constexpr std::size_t limbs = (1074 + 1024 + 64 + 32) / 32 + 1;

bool is_negative(const std::vector<std::uint32_t>& number) { return (number.back() >> 31) != 0; }

std::vector<std::uint32_t> size_of(std::vector<std::uint32_t> number) {
  if (!is_negative(number)) return number;
  std::uint64_t carry = 1;
  for (std::uint32_t& limb : number) {
    carry += static_cast<std::uint32_t>(~limb);
    limb = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  return number;
}

}  // namespace

Total::Total() : limbs_(limbs) {}

void Total::add(std::uint64_t size, int shift, bool negative) {
  std::vector<std::uint32_t> addend(limbs);
  const auto at = static_cast<std::size_t>(shift / 32);
  for (std::size_t i = 0; i < 2; ++i) {
    const std::uint64_t part = (size >> (32 * i) & 0xFFFFFFFF) << (shift % 32);
    addend[at + i] |= static_cast<std::uint32_t>(part);
    addend[at + i + 1] |= static_cast<std::uint32_t>(part >> 32);
  }
  std::uint64_t carry = negative ? 1 : 0;
  for (std::size_t i = 0; i < limbs; ++i) {
    carry += std::uint64_t{limbs_[i]} + (negative ? ~addend[i] : addend[i]);
    limbs_[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
}

void Total::add(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  add(value < 0 ? 0 - bits : bits, lowest, value < 0);
}

void Total::add(double value) {
  int exponent = 0;
  const double fraction = std::frexp(std::fabs(value), &exponent);  // of 53 bits
  const auto size = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
  const int shift = exponent - 53 + lowest;
  if (shift >= 0) {
    add(size, shift, value < 0);
  } else {
    add(size >> -shift, 0, value < 0);  // a subnormal number ends in zeros there
  }
}

std::optional<std::int64_t> Total::whole() const {
  const double rounded = over(1);
  if (!(std::fabs(rounded) < 0x1p64)) return std::nullopt;
  const std::vector<std::uint32_t> size = size_of(limbs_);
  std::uint64_t value = 0;
  for (int bit = 0; bit < 64; ++bit) {
    const auto place = static_cast<std::size_t>(bit + lowest);
    value |= std::uint64_t{size[place / 32] >> (place % 32) & 1} << bit;
  }
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return std::nullopt;
  }
  const auto result = static_cast<std::int64_t>(value);
  return is_negative(limbs_) ? -result : result;
}

double Total::over(std::int64_t count) const {
  // 64 bits below the last one: what is cut off does not change the rounding.
  std::vector<std::uint32_t> digits = size_of(limbs_);
  digits.insert(digits.begin(), 2, 0);
  __extension__ using Wide = unsigned __int128;
  const auto divisor = static_cast<std::uint64_t>(count);
  std::uint64_t rest = 0;
  for (std::size_t i = digits.size(); i-- > 0;) {
    const Wide part = (Wide{rest} << 32) | digits[i];
    digits[i] = static_cast<std::uint32_t>(part / divisor);
    rest = static_cast<std::uint64_t>(part % divisor);
  }
  std::size_t top = digits.size();
  while (top > 0 && digits[top - 1] == 0) --top;
  if (top == 0) return 0;
  // The three uppermost limbs hold 65 bits at least; the last of these tells of any below.
  Wide head = 0;
  const std::size_t bottom = top < 3 ? 0 : top - 3;
  for (std::size_t i = top; i-- > bottom;) head = (head << 32) | digits[i];
  bool more = rest != 0;
  for (std::size_t i = 0; i < bottom; ++i) more = more || digits[i] != 0;
  if (more) head |= 1;
  int exponent = static_cast<int>(bottom) * 32 - lowest - 64;
  while (head != 0 && (head >> 64) != 0) {
    head = (head >> 1) | (head & 1);
    ++exponent;
  }
  auto bits = static_cast<std::uint64_t>(head);
  const auto width = static_cast<int>(std::bit_width(bits));
  // Below the smallest normal number a double has fewer bits.
  const int keep = std::min(53, width + exponent + lowest);
  const int cut = width - keep;
  if (cut > 0 && keep >= 0) {
    const std::uint64_t half = std::uint64_t{1} << (cut - 1);
    const std::uint64_t below = cut == 64 ? bits : bits & ((half << 1) - 1);
    bits = cut == 64 ? 0 : bits >> cut;
    if (below > half || (below == half && (bits & 1) != 0)) ++bits;
    exponent += cut;
  } else if (cut > 0) {
    bits = 0;
  }
  const double result = std::ldexp(static_cast<double>(bits), exponent);
  return is_negative(limbs_) ? -result : result;
}

}  // namespace casus::verify
