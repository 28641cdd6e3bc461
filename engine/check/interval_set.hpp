// SPDX-License-Identifier: Apache-2.0
//
// Sets of small numbers, kept as intervals: what a cell of a decision table lets through, and what
// is left over when rows have taken their share.
#pragma once

#include <cstdint>
#include <vector>

namespace casus::check {

class IntervalSet {
 public:
  /// Both ends included.
  struct Interval {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    friend bool operator==(const Interval&, const Interval&) = default;
  };

  IntervalSet() = default;
  IntervalSet(std::uint32_t first, std::uint32_t last) : intervals_{{first, last}} {}
  /// Their union; they may overlap and stand in any order.
  explicit IntervalSet(std::vector<Interval> intervals);

  [[nodiscard]] bool empty() const { return intervals_.empty(); }
  /// In order, disjoint, and never side by side.
  [[nodiscard]] const std::vector<Interval>& intervals() const { return intervals_; }
  /// How many numbers there are.
  [[nodiscard]] std::uint64_t size() const;

  [[nodiscard]] bool meets(const IntervalSet& other) const;
  [[nodiscard]] bool contains(const IntervalSet& other) const;

  friend IntervalSet common(const IntervalSet& a, const IntervalSet& b);
  friend IntervalSet without(const IntervalSet& a, const IntervalSet& b);
  friend bool operator==(const IntervalSet&, const IntervalSet&) = default;

 private:
  std::vector<Interval> intervals_;
};

/// What is in both; what is in `a` and not in `b`.
[[nodiscard]] IntervalSet common(const IntervalSet& a, const IntervalSet& b);
[[nodiscard]] IntervalSet without(const IntervalSet& a, const IntervalSet& b);

}  // namespace casus::check
