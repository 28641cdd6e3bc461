// SPDX-License-Identifier: Apache-2.0
#include "verify/worlds.hpp"

#include <utility>

namespace casus::verify {

Worlds::Term Worlds::claim(std::uint32_t number) {
  const auto [it, first] = claims_.try_emplace(number, next_);
  if (first) ++next_;
  return it->second;
}

Worlds::Term Worlds::event(const std::string& name, double chance) {
  const auto [it, first] = names_.try_emplace(name, next_);
  if (first) events_.emplace(next_++, chance);
  return it->second;
}

void Worlds::add(Term claim, std::vector<Term> terms) {
  ways_.push_back({claim, std::move(terms)});
}

std::optional<std::map<std::uint32_t, double>> Worlds::chances() const {
  if (events_.size() > most_events) return std::nullopt;
  // A claim is the set of the worlds in which it holds: a bit for each world.
  const std::size_t worlds = std::size_t{1} << events_.size();
  const auto in = [](const std::vector<std::uint64_t>& set, std::size_t world) {
    return (set[world / 64] >> (world % 64) & 1) != 0;
  };
  std::vector<std::vector<std::uint64_t>> sets(next_,
                                               std::vector<std::uint64_t>((worlds + 63) / 64));
  std::vector<double> weights(worlds, 1);
  std::size_t place = 0;
  for (const auto& [term, chance] : events_) {
    for (std::size_t world = 0; world < worlds; ++world) {
      const bool happens = (world >> place & 1) != 0;
      weights[world] *= happens ? chance : 1 - chance;
      if (happens) sets[term][world / 64] |= std::uint64_t{1} << (world % 64);
    }
    ++place;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const Way& way : ways_) {
      for (std::size_t i = 0; i < sets[way.claim].size(); ++i) {
        std::uint64_t all = ~std::uint64_t{0};
        for (const Term one : way.terms) all &= sets[one][i];
        changed = changed || (all & ~sets[way.claim][i]) != 0;
        sets[way.claim][i] |= all;
      }
    }
  }
  std::map<std::uint32_t, double> result;
  for (const auto& [number, term] : claims_) {
    double chance = 0;
    for (std::size_t world = 0; world < worlds; ++world) {
      if (in(sets[term], world)) chance += weights[world];
    }
    result[number] = chance;
  }
  return result;
}

}  // namespace casus::verify
