// SPDX-License-Identifier: Apache-2.0
//
// Sums as if computed exactly and rounded once, so that the order of members never shows. Method:
// non-overlapping partial sums (Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997), with
// the final rounding corrected as in Python's math.fsum.
#pragma once

#include <optional>
#include <vector>

#include "model/word.hpp"

namespace casus::infer {

/// Holds the sum of 2^63 ints.
__extension__ using WideInt = __int128;

/// A sum of ints as an int; unknown where it does not fit into 64 bits.
[[nodiscard]] model::Word word_of_sum(WideInt sum);

class ExactSum {
 public:
  /// Adds a finite value. Beside values of 2^960 and more, what lies below 2^-850 is lost.
  void add(double value);
  /// The correctly rounded total; nothing where it is not finite.
  [[nodiscard]] std::optional<double> total() const;

 private:
  void shrink();
  void take(double value);
  [[nodiscard]] double rounded() const;

  std::vector<double> partials_;  ///< non-overlapping, rising in size
  bool shrunk_ = false;           ///< they are 2^-200 times what was added
};

}  // namespace casus::infer
