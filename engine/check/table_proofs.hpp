// SPDX-License-Identifier: Apache-2.0
//
// What can be proved of the rows of a decision table: whether two of them fit one input, whether
// others leave nothing to a row, and whether an input has no row at all. Here a row is a box: one
// set of classes a column (`table_domain.hpp` says what a class is). All answers are exact. Whether
// boxes that meet cover a space is a hard question in the worst case, so a bound on the work is
// kept; when it is used up, an answer means only what has been found until then.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/function_ref.hpp"
#include "check/interval_set.hpp"

namespace casus::check {

/// The product of one set a column. Empty where one of them is.
using Box = std::vector<IntervalSet>;

[[nodiscard]] bool meets(const Box& a, const Box& b);
[[nodiscard]] bool contains(const Box& outer, const Box& inner);
[[nodiscard]] bool is_empty(const Box& box);

/// Counts comparisons of two sets.
class Work {
 public:
  explicit Work(std::size_t most) : left_(most) {}
  /// False once the bound is passed, and ever after.
  [[nodiscard]] bool take(std::size_t amount) {
    if (amount > left_) done_ = true;
    left_ -= done_ ? 0 : amount;
    return !done_;
  }
  [[nodiscard]] bool used_up() const { return done_; }

 private:
  std::size_t left_;
  bool done_ = false;
};

/// Two rows that meet, by their places.
struct Meeting {
  std::size_t earlier = 0;
  std::size_t later = 0;
  friend bool operator==(const Meeting&, const Meeting&) = default;
};

/// Of each row that meets rows before it the first of these; only pairs that `clash` count.
[[nodiscard]] std::vector<Meeting> meetings(
    std::span<const Box> rows,
    base::FunctionRef<bool(std::size_t earlier, std::size_t later)> clash, Work& work);

/// The rows to which those above leave nothing, as far as the work allows to say. Rows that are
/// empty by themselves are not among them.
[[nodiscard]] std::vector<std::size_t> idle_rows(std::span<const Box> rows, Work& work);

/// A part of `space` that none of the rows touches; nothing where together they cover it, or when
/// the work is used up.
[[nodiscard]] std::optional<Box> uncovered(Box space, std::span<const Box> rows, Work& work);

/// The same for rows of which no two meet, by counting, so that the work is no matter.
[[nodiscard]] std::optional<Box> uncovered_by_disjoint(Box space, std::span<const Box> rows,
                                                       Work& work);

/// All that the column of an uncovered box could hold, the other columns as they are, so that it
/// stays uncovered. `all`: what the column has.
[[nodiscard]] IntervalSet room(const Box& box, std::size_t column, const IntervalSet& all,
                               std::span<const Box> rows);

}  // namespace casus::check
