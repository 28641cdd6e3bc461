// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "casus/score_change.hpp"
#include "explain/exact.hpp"

namespace casus {
namespace {

using Kind = ScoreChange::Kind;

/// Amounts are millionths of a point; their differences as well.
double difference(double after, double before) { return std::round((after - before) * 1e6) / 1e6; }

/// What tells the contributions or limits of one subject apart, whatever they amount to: module and
/// rule, factor, direction, values of `for each`, and the number among those that agree in all
/// this.
using Key = std::tuple<std::string, std::string, std::string, bool, std::string, std::size_t>;

std::string values(const Contribution& one) {
  std::string text;
  for (const auto& [name, value] : one.for_each) text += explain::exact(value) + '\n';
  return text;
}
std::string values(const LimitEffect&) { return {}; }
bool direction(const Contribution& one) { return one.weight < 0; }
bool direction(const LimitEffect& one) { return one.caps; }

template <class Item>
std::vector<std::pair<Key, const Item*>> keyed(const std::vector<Item>& items) {
  std::map<Key, std::size_t> seen;
  std::vector<std::pair<Key, const Item*>> result;
  for (const Item& item : items) {
    Key key{item.module, item.rule, item.factor, direction(item), values(item), 0};
    std::get<std::size_t>(key) = seen[key]++;
    result.emplace_back(std::move(key), &item);
  }
  return result;
}

ScoreChange described(const Contribution& one) {
  return {.factor = one.factor,
          .rule = one.rule,
          .title = one.title,
          .because = one.because,
          .facts = one.facts,
          .for_each = one.for_each,
          .span = one.span};
}
ScoreChange described(const LimitEffect& one) {
  return {.kind = one.caps ? Kind::cap : Kind::floor,
          .factor = one.factor,
          .rule = one.rule,
          .title = one.title,
          .because = one.because,
          .facts = one.facts,
          .at = one.at,
          .span = one.span,
          .certainty = one.certainty};
}

double points(const Contribution& one) { return one.amount; }
double points(const LimitEffect& one) { return one.effect; }
bool same(const Contribution& a, const Contribution& b) {
  if (a.counted_with && b.counted_with) return true;
  return a.amount == b.amount && a.weight == b.weight && !a.counted_with == !b.counted_with;
}
bool same(const LimitEffect& a, const LimitEffect& b) {
  return a.effect == b.effect && a.at == b.at;
}

/// What appears or goes without counting is no reason for a score.
bool counts(const Contribution& one) { return !one.counted_with; }
bool counts(const LimitEffect&) { return true; }

void say_counted_with(const Contribution& one, const std::vector<Contribution>& all,
                      ScoreChange& change) {
  if (!one.counted_with) return;
  change.counted_with = all[*one.counted_with].rule;
  change.origins = one.origins;
}
void say_counted_with(const LimitEffect&, const std::vector<LimitEffect>&, ScoreChange&) {}

template <class Item>
void compare(const std::vector<Item>& before, const std::vector<Item>& after,
             std::vector<ScoreChange>& changes) {
  const auto earlier = keyed(before);
  const auto later = keyed(after);
  const std::map<Key, const Item*> old(earlier.begin(), earlier.end());
  const std::map<Key, const Item*> now(later.begin(), later.end());
  for (const auto& [key, item] : later) {
    const auto found = old.find(key);
    if (found == old.end() ? !counts(*item) : same(*found->second, *item)) continue;
    ScoreChange change = described(*item);
    say_counted_with(*item, after, change);
    if (found != old.end()) {
      change.before = points(*found->second);
      if (found->second->because != item->because) change.because_before = found->second->because;
    }
    change.after = points(*item);
    changes.push_back(std::move(change));
  }
  for (const auto& [key, item] : earlier) {
    if (now.contains(key) || !counts(*item)) continue;
    ScoreChange change = described(*item);
    change.before = points(*item);
    changes.push_back(std::move(change));
  }
}

/// What bounds take away from a sum, or add to it; nothing where the sum lies within.
std::optional<double> held(double sum, double low, double high) {
  const double effect = difference(std::clamp(sum, low, high), sum);
  return effect == 0 ? std::nullopt : std::optional(effect);
}

std::optional<double> held(const FactorScore& factor) {
  return held(factor.sum, factor.low, factor.high);
}

const FactorScore* factor_of(const Rating& rating, const std::string& name) {
  const auto found = std::ranges::find(rating.factors, name, &FactorScore::name);
  return found == rating.factors.end() ? nullptr : &*found;
}

void compare_bounds(ScoreChange change, std::vector<ScoreChange>& changes) {
  if (change.before != change.after) changes.push_back(std::move(change));
}

double sum_of_factors(const Rating& rating) {
  double sum = rating.starts;
  for (const FactorScore& factor : rating.factors) sum += factor.points;
  return sum;
}

}  // namespace

std::vector<ScoreChange> score_changes(const Rating& before, const Rating& after) {
  std::vector<ScoreChange> changes;
  compare(before.contributions, after.contributions, changes);
  compare(before.limits, after.limits, changes);
  if (before.starts != after.starts) {
    changes.push_back({.kind = Kind::start, .before = before.starts, .after = after.starts});
  }
  for (const FactorScore& factor : after.factors) {
    const FactorScore* earlier = factor_of(before, factor.name);
    compare_bounds({.kind = Kind::bounds,
                    .before = earlier == nullptr ? std::nullopt : held(*earlier),
                    .after = held(factor),
                    .factor = factor.name,
                    .low = factor.low,
                    .high = factor.high},
                   changes);
  }
  for (const FactorScore& factor : before.factors) {
    if (factor_of(after, factor.name) != nullptr) continue;
    compare_bounds({.kind = Kind::bounds,
                    .before = held(factor),
                    .factor = factor.name,
                    .low = factor.low,
                    .high = factor.high},
                   changes);
  }
  compare_bounds({.kind = Kind::bounds,
                  .before = held(sum_of_factors(before), before.scale_low, before.scale_high),
                  .after = held(sum_of_factors(after), after.scale_low, after.scale_high),
                  .low = after.scale_low,
                  .high = after.scale_high},
                 changes);
  for (ScoreChange& change : changes) {
    change.points = difference(change.after.value_or(0), change.before.value_or(0));
  }
  std::ranges::stable_sort(changes, std::greater<>{},
                           [](const ScoreChange& change) { return std::abs(change.points); });
  return changes;
}

bool moved(const Rating& before, const Rating& after) {
  return before.score != after.score || before.range_low != after.range_low ||
         before.range_high != after.range_high;
}

bool RatingPair::changed() const {
  return before == nullptr || after == nullptr || !changes.empty() || moved(*before, *after);
}

std::vector<RatingPair> rating_pairs(const Assessment& before, const Assessment& after) {
  std::vector<RatingPair> pairs;
  std::map<std::string, std::size_t> places;
  for (const Rating& rating : before.ratings) {
    places.emplace(explain::key_of(rating), pairs.size());
    pairs.push_back({&rating, nullptr, {}});
  }
  for (const Rating& rating : after.ratings) {
    const auto known = places.find(explain::key_of(rating));
    if (known == places.end()) {
      pairs.push_back({nullptr, &rating, {}});
      continue;
    }
    RatingPair& pair = pairs[known->second];
    pair.after = &rating;
    pair.changes = score_changes(*pair.before, rating);
  }
  return pairs;
}

}  // namespace casus
