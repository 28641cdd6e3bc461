// SPDX-License-Identifier: Apache-2.0
//
// Sums without rounding: every int and every finite number is a whole multiple of 2^-1074, so their
// sum is one large whole number. It is rounded once, when it is read.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace casus::verify {

class Total {
 public:
  Total();
  void add(std::int64_t value);
  /// Finite.
  void add(double value);
  /// The sum where it is an int.
  [[nodiscard]] std::optional<std::int64_t> whole() const;
  /// The double nearest to the sum divided by `count`, above 0; infinite where it is too large.
  [[nodiscard]] double over(std::int64_t count) const;

 private:
  /// Adds `size` * 2^(`shift` - 1074), or takes it away.
  void add(std::uint64_t size, int shift, bool negative);

  /// Two's complement, the lowest 32 bits first.
  std::vector<std::uint32_t> limbs_;
};

}  // namespace casus::verify
