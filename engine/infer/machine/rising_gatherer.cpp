// SPDX-License-Identifier: Apache-2.0
#include "infer/machine/rising_gatherer.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "base/sort_unique.hpp"

namespace casus::infer {

using Outcome = Aggregated::Outcome;

void RisingGatherer::add(std::uint32_t place, const Aggregated::Member& member) {
  entries_.push_back(
      {place, member.value, member.grade, calculus_.certainty(member.grade), member.height});
}

/// Of all members at least that sure, from the lowest up.
void RisingGatherer::gather(double certainty, std::vector<Outcome>& outcomes) const {
  Gatherer gatherer(step_, symbols_, calculus_);
  std::set<std::uint32_t> taken;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.certainty >= certainty && taken.insert(entry.place).second) {
      gatherer.add(entry.value, entry.grade);
    }
    const bool more = i + 1 < entries_.size() && entries_[i + 1].height == entry.height;
    if (more || taken.empty()) continue;
    Gatherer so_far = gatherer;
    outcomes.push_back(so_far.outcomes().front());
    outcomes.back().height = entry.height;
  }
}

std::vector<Outcome> RisingGatherer::outcomes() {
  std::ranges::stable_sort(entries_, {}, &Entry::height);
  std::vector<double> certainties;
  for (const Entry& entry : entries_) certainties.push_back(entry.certainty);
  sort_unique(certainties, std::greater<>());
  std::vector<Outcome> result{Gatherer(step_, symbols_, calculus_).outcomes().front()};
  for (const double certainty : certainties) gather(certainty, result);
  return result;
}

}  // namespace casus::infer
