// SPDX-License-Identifier: Apache-2.0
//
// How the engine holds a value: one 64-bit word, read by the type of its column. Text is its
// symbol, an int its two's complement, a number its IEEE bits (never -0, never NaN), a bool 0 or 1,
// a date its days since 1970-01-01, an enum or band its place in declared order, a duration `2 *
// amount` for months and `2 * amount + 1` for days. One bit pattern that none of them uses stands
// for "unknown".
#pragma once

#include <bit>
#include <cstdint>
#include <optional>

namespace casus::model {

using Word = std::uint64_t;

/// A field left open, and the value of an expression without value. As a number it would be -0,
/// as an int the least of all: neither is ever stored.
inline constexpr Word unknown_word = 0x8000'0000'0000'0000;

[[nodiscard]] inline Word word_of_int(std::int64_t value) { return static_cast<Word>(value); }
[[nodiscard]] inline std::int64_t int_of(Word word) { return static_cast<std::int64_t>(word); }
[[nodiscard]] inline Word word_of_number(double value) {
  return std::bit_cast<Word>(value == 0 ? 0.0 : value);
}
[[nodiscard]] inline double number_of(Word word) { return std::bit_cast<double>(word); }

/// A span of calendar time: months (years) or days (weeks), which never mix.
struct Duration {
  std::int64_t amount = 0;
  bool in_days = false;
  friend bool operator==(const Duration&, const Duration&) = default;
};
[[nodiscard]] inline Word word_of_duration(Duration d) {
  return static_cast<Word>(d.amount * 2 + (d.in_days ? 1 : 0));
}
[[nodiscard]] inline Duration duration_of(Word word) {
  const auto raw = static_cast<std::int64_t>(word);
  return {raw >> 1, (raw & 1) != 0};
}

}  // namespace casus::model
