// SPDX-License-Identifier: Apache-2.0
//
// How sure something is, as the run's calculus keeps it: a number, an interval, a set of possible
// worlds. Sixty-four bits that only that calculus can read, so that stores and joins need not know
// which one is at work.
#pragma once

#include <bit>
#include <cstdint>

namespace casus::infer {

enum class Grade : std::uint64_t {
  none = 0,  ///< it does not hold at all: the same bits in every calculus
};

/// For calculi whose grades are numbers from 0 up.
[[nodiscard]] inline Grade grade_of(double number) {
  return static_cast<Grade>(std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number));
}
[[nodiscard]] inline double number_of(Grade grade) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(grade));
}

/// A certainty as it is shown: `low` and `high` differ in `bounds` and where it was estimated.
struct Interval {
  double low = 0;
  double high = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace casus::infer
