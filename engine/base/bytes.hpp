// SPDX-License-Identifier: Apache-2.0
//
// Eight bytes of text at a time, as a number whose lowest byte is the first: so a loop over text
// takes a step for eight characters, and asks of all of them at once.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

namespace casus::base {

/// One byte eight times.
[[nodiscard]] constexpr std::uint64_t eight_times(unsigned char byte) {
  return 0x0101010101010101ULL * byte;
}
inline constexpr std::uint64_t high_bits = eight_times(0x80);

/// An unsigned number, its lowest byte first.
template <class T>
[[nodiscard]] std::uint64_t load_number(const char* from) {
  T value = 0;
  std::memcpy(&value, from, sizeof value);
  if constexpr (std::endian::native == std::endian::big) {
    return __builtin_bswap64(std::uint64_t{value}) >> (8 * (8 - sizeof value));
  }
  return value;
}

[[nodiscard]] inline std::uint64_t load_bytes(const char* from) {
  return load_number<std::uint64_t>(from);
}

/// Up to eight bytes, and 0 above them.
[[nodiscard]] inline std::uint64_t load_bytes(const char* from, std::size_t size) {
  const auto two_parts = [&](std::uint64_t first, std::uint64_t last, std::size_t part) {
    return first | last << (8 * (size - part));  // bytes in both parts are the same
  };
  if (size >= 8) return load_bytes(from);
  if (size >= 4) {
    return two_parts(load_number<std::uint32_t>(from), load_number<std::uint32_t>(from + size - 4),
                     4);
  }
  if (size >= 2) {
    return two_parts(load_number<std::uint16_t>(from), load_number<std::uint16_t>(from + size - 2),
                     2);
  }
  return size == 1 ? load_number<std::uint8_t>(from) : 0;
}

// Each of these sets the high bit of the bytes asked for, and perhaps of some above the lowest of
// them: so it is exact as to whether there is one, and which is the first.

[[nodiscard]] constexpr std::uint64_t bytes_equal(std::uint64_t bytes, unsigned char to) {
  const std::uint64_t different = bytes ^ eight_times(to);
  return (different - eight_times(1)) & ~different & high_bits;
}
/// `limit` is at most 0x80.
[[nodiscard]] constexpr std::uint64_t bytes_below(std::uint64_t bytes, unsigned char limit) {
  return (bytes - eight_times(limit)) & ~bytes & high_bits;
}
/// Bytes from 0x7F on: what is no printable ASCII.
[[nodiscard]] constexpr std::uint64_t bytes_from_delete(std::uint64_t bytes) {
  return ((bytes + eight_times(1)) | bytes) & high_bits;
}

/// Which byte is the first one set in a mask that is not 0.
[[nodiscard]] constexpr std::size_t first_byte(std::uint64_t mask) {
  return static_cast<std::size_t>(std::countr_zero(mask)) / 8;
}

/// The number that up to eight digits write, given as the lowest bytes and nothing else; nothing
/// where they are no digits.
[[nodiscard]] constexpr std::optional<std::uint64_t> digits_value(std::uint64_t bytes,
                                                                  std::size_t count) {
  if (count == 0) return std::nullopt;
  // Eight digits, zeros first; then pairs, fours and all eight are put together (Lemire, "Quickly
  // parsing eight digits", 2018).
  const std::size_t missing = 8 * (8 - count);
  const std::uint64_t zeros = missing == 0 ? 0 : eight_times('0') >> (64 - missing);
  std::uint64_t digits = ((bytes << missing) | zeros) ^ eight_times('0');
  if ((((digits + eight_times(0x76)) | digits) & high_bits) != 0) return std::nullopt;
  digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FFULL;
  digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFFULL;
  return (digits * 10000 + (digits >> 32)) & 0xFFFFFFFFULL;
}

}  // namespace casus::base
