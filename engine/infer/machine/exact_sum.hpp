// SPDX-License-Identifier: Apache-2.0
//
// Sums and means as if computed exactly and rounded once, so that the order of members never shows.
// Method: non-overlapping partial sums (Shewchuk, Adaptive Precision Floating-Point Arithmetic,
// 1997), with the final rounding corrected as in Python's math.fsum.
#pragma once

#include <compare>
#include <cstdint>
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
  /// Of less than 2^126 in size.
  void add_whole(WideInt value);
  /// The correctly rounded total; nothing where it is not finite.
  [[nodiscard]] std::optional<double> total() const;
  /// The total over `count`, 1 to 2^53, correctly rounded: no less than the least value added and
  /// no more than the greatest, where `count` were added.
  [[nodiscard]] double mean(std::int64_t count) const;
  /// Makes equal sums of values below 2^960 equal, whatever was added.
  void normalise();

  friend auto operator<=>(const ExactSum&, const ExactSum&) = default;

 private:
  void shrink();
  void take(double value);
  void take_product(double a, double b);
  [[nodiscard]] double rounded() const;
  /// The sign of the total less that of `count` times the middle of `a` and `b`.
  [[nodiscard]] double beyond_middle(double a, double b, double count) const;

  std::vector<double> partials_;  ///< non-overlapping, rising in size
  bool shrunk_ = false;           ///< they are 2^-200 times what was added
};

}  // namespace casus::infer
