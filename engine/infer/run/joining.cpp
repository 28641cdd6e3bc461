// SPDX-License-Identifier: Apache-2.0
#include "infer/run/joining.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "infer/origins.hpp"
#include "infer/precedence.hpp"
#include "infer/run/upper_end.hpp"

namespace casus::infer {
namespace {

/// Rounds of the equations for upper ends before those that still rise are taken for 1.
constexpr int most_rounds = 1000;

}  // namespace

/// The flatter one, then the surer one: only recursion has heights, and there a derivation may be
/// the surer for resting on what rests on it.
bool Joining::precedes(const Way& a, const Way& b) const {
  const double surer =
      fixpoint_.calculus->certainty(a.grade) - fixpoint_.calculus->certainty(b.grade);
  if (a.height != b.height) return a.height < b.height;
  if (surer != 0) return surer > 0;
  if (a.rule != b.rule) return rule_precedes(fixpoint_, a.rule, b.rule);
  return premises_precede(fixpoint_, fixpoint_.plan->rules[a.rule], a.premises, b.premises);
}

bool Joining::add(RowRef ref, bool is_new, const Way& way, bool recursive) {
  Ways& ways = rows_[ref];
  const auto [place, added] = places_.try_emplace({ref, way.rule, way.premises}, ways.size());
  if (added) {
    ways.push_back(way);
  } else {
    Way& same = ways[place->second];
    // Found again because a premise became surer.
    const bool again = recursive && fixpoint_.calculus->imprecise();
    same.grade = again ? way.grade : fixpoint_.calculus->either(same.grade, way.grade);
    same.height = std::min(same.height, way.height);
  }
  if (!recursive) return false;
  Store& store = fixpoint_.stores[ref.store.index()];
  const Grade before = store.grade(ref.row);
  const Grade now = fixpoint_.calculus->rising(before, way.grade);
  const bool flatter = !is_new && way.height < store.derivation(ref.row).height;
  if (is_new || flatter) store.set_derivation(ref.row, way.rule, way.height, way.premises);
  store.set_grade(ref.row, now);
  return is_new || flatter || now != before;
}

/// Of sorted derivations the first of each rule, in all its branches.
void Joining::keep_surest_by_rule(Ways& ways) const {
  std::set<model::RuleId> met;
  std::erase_if(ways, [&](const Way& way) {
    return !met.insert(fixpoint_.plan->rules[way.rule].rule).second;
  });
}

/// Of sorted derivations the first of each set of origins.
void Joining::count_origins_once(RowRef row, Ways& ways) {
  if (ways.size() < 2 || (fixpoint_.given_origins.empty() && !fixpoint_.has_sources)) return;
  Machine machine(fixpoint_, fixpoint_.symbols, meter_);
  Lineages lineages(fixpoint_, fixpoint_.symbols, meter_);
  std::map<Origins, std::size_t> surest;
  for (std::size_t i = 0; i < ways.size() && meter_.tick(); ++i) {
    auto seen = replay(fixpoint_, row, ways[i], machine);
    Origins from = origins_or_sources(fixpoint_, lineages.below(std::move(seen)));
    if (meter_.stopped()) return;
    if (from.empty()) continue;
    const auto [it, first] = surest.try_emplace(std::move(from), i);
    if (!first) ways[i].counted_with = it->second;
  }
}

void Joining::finish(bool recursive) {
  if (recursive) settle_upper_ends();
  for (auto& [ref, ways] : rows_) {
    std::ranges::sort(ways, [&](const Way& a, const Way& b) { return precedes(a, b); });
    if (!fixpoint_.calculus->joins_all()) {
      keep_surest_by_rule(ways);
      count_origins_once(ref, ways);
    }
    Store& store = fixpoint_.stores[ref.store.index()];
    const bool stated =
        store.derivation(ref.row).rule == Derivation::given && store.grade(ref.row) != Grade::none;
    if (!recursive) {
      std::vector<Grade> grades;
      for (const Way& way : ways) {
        if (!way.counted_with) grades.push_back(way.grade);
      }
      if (stated) grades.push_back(store.grade(ref.row));
      Grade joined = fixpoint_.calculus->together(grades);
      if (fixpoint_.calculus->imprecise() && !stated && ways.size() > 1) {
        joined =
            fixpoint_.calculus->within({fixpoint_.calculus->interval(joined).low, upper_end(ways)});
      }
      store.set_grade(ref.row, joined);
    }
    if (!stated) {
      const Way& best = ways.front();
      store.set_derivation(ref.row, best.rule, best.height, best.premises);
    }
    if (ways.size() > 1) fixpoint_.ways.emplace(Fixpoint::key(ref), std::move(ways));
  }
  rows_.clear();
  places_.clear();
}

void Joining::each_grade(const std::function<void(Grade)>& use) const {
  for (const auto& [ref, ways] : rows_) {
    for (const Way& way : ways) use(way.grade);
  }
}

double Joining::upper_end(const Ways& ways) const {
  Calculus& calculus = *fixpoint_.calculus;
  const auto end_of_row = [&](RowRef row) {
    return calculus.interval(fixpoint_.store(row.store).grade(row.row)).high;
  };
  return UpperEnd(fixpoint_, ways)
      .of([&](const Way& way) { return calculus.interval(way.grade).high; }, end_of_row);
}

/// While the component was derived, upper ends of its rows stood at 1. The least solution of the
/// equations "at most the sum over derivations" is a bound as well: what holds in a world holds by
/// a derivation without circles. Where a limit leaves no room for that, they stay at 1.
void Joining::settle_upper_ends() {
  Calculus& calculus = *fixpoint_.calculus;
  if (!calculus.imprecise() || meter_.stopped()) return;
  std::map<RowRef, double> ends;
  std::map<RowRef, UpperEnd> equations;
  for (const auto& [ref, ways] : rows_) {
    if (!meter_.tick()) return;
    ends[ref] = 0;
    equations.emplace(ref, UpperEnd(fixpoint_, ways));
  }
  const auto end_of_row = [&](RowRef row) {
    const auto own = ends.find(row);
    return own != ends.end() ? own->second
                             : calculus.interval(fixpoint_.store(row.store).grade(row.row)).high;
  };
  const auto end_of = [&](const Way& way) {
    double end = calculus.interval(way.grade).high;
    const RulePlan& rule = fixpoint_.plan->rules[way.rule];
    for (std::uint32_t i = 0; i < way.premises.size(); ++i) {
      const auto own = ends.find({rule.premise_stores[i], way.premises[i]});
      if (own != ends.end()) end = std::min(end, own->second);
    }
    return end;
  };
  const auto round = [&](std::vector<RowRef>& changed) {
    changed.clear();
    for (auto& [ref, end] : ends) {
      if (!meter_.tick()) return;
      const double least = equations.at(ref).of(end_of, end_of_row);
      if (least <= end) continue;
      end = least;
      changed.push_back(ref);
    }
  };
  std::vector<RowRef> changed;
  do {
    for (int i = 0; i < most_rounds; ++i) {
      round(changed);
      if (meter_.stopped()) return;
      if (changed.empty()) break;
    }
    for (const RowRef& ref : changed) ends[ref] = 1;
  } while (!changed.empty());
  for (const auto& [ref, end] : ends) {
    Store& store = fixpoint_.stores[ref.store.index()];
    const double low = calculus.interval(store.grade(ref.row)).low;
    store.set_grade(ref.row, calculus.within({low, std::max(low, end)}));
    for (Way& way : rows_.at(ref)) {
      const double own_low = calculus.interval(way.grade).low;
      way.grade = calculus.within({own_low, std::max(own_low, end_of(way))});
    }
  }
}

}  // namespace casus::infer
