// SPDX-License-Identifier: Apache-2.0
#include "check/interval_set.hpp"

#include <algorithm>

namespace casus::check {
namespace {

using Interval = IntervalSet::Interval;

/// The first interval that does not end before `number`.
std::vector<Interval>::const_iterator reaching(const std::vector<Interval>& intervals,
                                               std::uint32_t number) {
  return std::ranges::lower_bound(intervals, number, {}, &Interval::last);
}

}  // namespace

IntervalSet::IntervalSet(std::vector<Interval> intervals) {
  std::ranges::sort(intervals, {}, &Interval::first);
  for (const Interval& one : intervals) {
    const bool apart = intervals_.empty() || std::uint64_t{intervals_.back().last} + 1 < one.first;
    if (apart) {
      intervals_.push_back(one);
    } else {
      intervals_.back().last = std::max(intervals_.back().last, one.last);
    }
  }
}

std::uint64_t IntervalSet::size() const {
  std::uint64_t count = 0;
  for (const Interval& one : intervals_) count += std::uint64_t{one.last} - one.first + 1;
  return count;
}

bool IntervalSet::meets(const IntervalSet& other) const {
  if (intervals_.size() < other.intervals_.size()) return other.meets(*this);
  return std::ranges::any_of(other.intervals_, [this](const Interval& one) {
    const auto it = reaching(intervals_, one.first);
    return it != intervals_.end() && it->first <= one.last;
  });
}

bool IntervalSet::contains(const IntervalSet& other) const {
  return std::ranges::all_of(other.intervals_, [this](const Interval& one) {
    const auto it = reaching(intervals_, one.first);
    return it != intervals_.end() && it->first <= one.first && one.last <= it->last;
  });
}

IntervalSet common(const IntervalSet& a, const IntervalSet& b) {
  IntervalSet result;
  for (const Interval& one : a.intervals_) {
    for (auto it = reaching(b.intervals_, one.first);
         it != b.intervals_.end() && it->first <= one.last; ++it) {
      result.intervals_.push_back({std::max(one.first, it->first), std::min(one.last, it->last)});
    }
  }
  return result;
}

IntervalSet without(const IntervalSet& a, const IntervalSet& b) {
  IntervalSet result;
  for (const Interval& one : a.intervals_) {
    std::uint32_t next = one.first;
    bool more = true;  // `next` itself may lie one past the largest number
    for (auto it = reaching(b.intervals_, one.first);
         it != b.intervals_.end() && it->first <= one.last; ++it) {
      if (next < it->first) result.intervals_.push_back({next, it->first - 1});
      more = it->last < one.last;
      if (!more) break;
      next = it->last + 1;
    }
    if (more) result.intervals_.push_back({next, one.last});
  }
  return result;
}

}  // namespace casus::check
