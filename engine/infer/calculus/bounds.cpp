// SPDX-License-Identifier: Apache-2.0
#include "infer/calculus/bounds.hpp"

#include <algorithm>
#include <bit>

#include "infer/calculus/strength.hpp"

namespace casus::infer {

std::size_t Bounds::Hash::operator()(const Interval& interval) const {
  const auto low = std::bit_cast<std::uint64_t>(interval.low);
  const auto high = std::bit_cast<std::uint64_t>(interval.high);
  return (low * 0x9E3779B97F4A7C15ULL) ^ (high + (low >> 31));
}

Bounds::Bounds() {
  for (const Interval known : {Interval{0, 0}, Interval{1, 1}}) {
    numbers_.emplace(known, intervals_.size());
    intervals_.push_back(known);
  }
}

Grade Bounds::within(Interval interval) {
  interval = {on_grid(interval.low), on_grid(interval.high)};
  const auto [it, added] = numbers_.try_emplace(interval, intervals_.size());
  if (added) intervals_.push_back(interval);
  return static_cast<Grade>(it->second);
}

Grade Bounds::given(double certainty, const Event& /*event*/) {
  return within({certainty, certainty});
}

Grade Bounds::both(Grade a, Grade b) {
  if (a == full()) return b;
  if (b == full() || a == Grade::none) return a;
  return within({std::max(0.0, of(a).low + of(b).low - 1), std::min(of(a).high, of(b).high)});
}

Grade Bounds::either(Grade a, Grade b) {
  if (a == Grade::none) return b;
  if (b == Grade::none || a == full()) return a;
  return within({std::max(of(a).low, of(b).low), std::min(1.0, of(a).high + of(b).high)});
}

Grade Bounds::absent(Grade one) { return within({1 - of(one).high, 1 - of(one).low}); }

Grade Bounds::through(Grade conditions, double rule, const Event& instance) {
  return both(conditions, given(rule, instance));
}

Grade Bounds::together(std::span<const Grade> grades) {
  Interval result;
  std::vector<double> highs;
  for (const Grade one : grades) {
    result.low = std::max(result.low, of(one).low);
    highs.push_back(of(one).high);
  }
  std::ranges::sort(highs);
  for (const double high : highs) result.high = std::min(1.0, result.high + high);
  return within(result);
}

/// Upper ends are found when the component is complete.
Grade Bounds::rising(Grade known, Grade derivation) {
  return within({std::max(of(known).low, of(derivation).low), 1});
}

Calculus::Netted Bounds::net(Grade held, Grade denied) {
  return {both(held, absent(denied)), both(denied, absent(held)), both(held, denied)};
}

double Bounds::certainty(Grade grade) { return on_grid((of(grade).low + of(grade).high) / 2); }

/// In some world any part may be the one that decides.
bool Bounds::decides(Grade part, Grade /*whole*/) { return part != Grade::none; }

}  // namespace casus::infer
