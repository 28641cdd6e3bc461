// SPDX-License-Identifier: Apache-2.0
#include "analysis/draws.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace casus::analysis {
namespace {

using Kind = Driver::Kind;

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014): the same numbers with every standard library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  /// From 0 to below 1, in steps of 2^-53.
  double operator()() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t bits = state_;
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9ULL;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBULL;
    bits ^= bits >> 31;
    return static_cast<double>(bits >> 11) * 0x1p-53;
  }

 private:
  std::uint64_t state_;
};

/// The value below which a share of the triangle lies.
double in_triangle(double share, double low, double likely, double high) {
  const double width = high - low;
  if (share * width < likely - low) return low + std::sqrt(share * width * (likely - low));
  return high - std::sqrt((1 - share) * width * (high - likely));
}

/// Each origin for itself: its statements are made for certain, or not at all.
Setting happening(const std::vector<Chance>& chances, Random& random) {
  Setting setting;
  std::map<std::string, double> shares;
  for (const Chance& one : chances) {
    const auto [share, is_new] = shares.try_emplace(one.origin);
    if (is_new) share->second = random();
    if (share->second < one.certainty) {
      setting.facts.set.push_back(one.statement + "(certainty: 1)");
    } else {
      setting.facts.drop.push_back(one.statement);
    }
  }
  return setting;
}

/// An estimate from its triangle, a weight evenly from its range.
double drawn_value(const Driver& driver, Random& random) {
  const double share = random();
  if (driver.kind != Kind::estimate) return driver.from + share * (driver.to - driver.from);
  return in_triangle(share, driver.from, *driver.now, driver.to);
}

/// One fact may have several values drawn: the session sets all of them together.
void put(Setting& into, const Setting& more) {
  into.facts.set.insert(into.facts.set.end(), more.facts.set.begin(), more.facts.set.end());
  into.facts.drop.insert(into.facts.drop.end(), more.facts.drop.begin(), more.facts.drop.end());
  into.rules.insert(into.rules.end(), more.rules.begin(), more.rules.end());
}

/// The value at or below which a share of the draws lies.
double quantile(const std::vector<double>& sorted, double share) {
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

void sum_up(std::vector<double> scores, const Rating& rating, Drawn& into) {
  into.bands.assign(rating.bands.size(), 0);
  if (scores.empty()) return;
  double sum = 0;
  for (const double score : scores) {
    sum += score;
    const auto above =
        std::ranges::find_if(rating.bands, [&](const Band& band) { return score < band.to; });
    const auto band =
        std::min<std::ptrdiff_t>(above - rating.bands.begin(), std::ssize(rating.bands) - 1);
    ++into.bands[static_cast<std::size_t>(band)];
  }
  into.mean = sum / static_cast<double>(scores.size());
  std::ranges::sort(scores);
  into.low = quantile(scores, 0.05);
  into.median = quantile(scores, 0.5);
  into.high = quantile(scores, 0.95);
}

}  // namespace

Drawn draw(const std::vector<Movable>& all, const Rating& rating, bool by_chance,
           const SensitivityOptions& options, Probe& probe) {
  Drawn result{.seed = options.seed};
  std::vector<const Movable*> drawn;
  for (const Movable& one : all) {
    const bool chance = by_chance && !one.chances.empty();
    result.estimates += one.driver.kind == Kind::estimate ? 1 : 0;
    result.weights += one.driver.kind == Kind::weight ? 1 : 0;
    result.facts += chance ? 1 : 0;
    if (chance || one.driver.kind == Kind::estimate || one.driver.kind == Kind::weight) {
      drawn.push_back(&one);
    }
  }
  Random random(options.seed);
  std::vector<double> scores;
  for (std::uint32_t i = 0; i < options.draws; ++i) {
    Setting setting;
    for (const Movable* one : drawn) {
      const Driver& driver = one->driver;
      const Setting of_one = driver.kind == Kind::fact ? happening(one->chances, random)
                                                       : one->at(drawn_value(driver, random));
      const auto gone = [&](const std::string& id) {
        return std::ranges::count(setting.facts.drop, id) > 0;
      };
      // What is not there has no values.
      if (driver.kind != Kind::estimate || !gone(driver.facts.front())) put(setting, of_one);
    }
    const Probed probed = probe(setting);
    if (probe.limit()) break;
    ++result.draws;
    if (probed.score) {
      scores.push_back(*probed.score);
    } else {
      ++(probed.refused ? result.refused : result.unrated);
    }
  }
  sum_up(std::move(scores), rating, result);
  return result;
}

}  // namespace casus::analysis
