// SPDX-License-Identifier: Apache-2.0
//
// Sums as if computed exactly and rounded once, so that the order of members never shows. Method:
// non-overlapping partial sums (Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997), with
// the final rounding corrected as in Python's math.fsum.
#pragma once

#include <optional>
#include <vector>

namespace casus::infer {

class ExactSum {
 public:
  /// Adds a finite value. A value of 2^960 or more in size leaves no total.
  void add(double value);
  /// The correctly rounded total; nothing after a value too large to add.
  [[nodiscard]] std::optional<double> total() const;

 private:
  std::vector<double> partials_;  ///< non-overlapping, rising in size
  bool overflow_ = false;
};

}  // namespace casus::infer
