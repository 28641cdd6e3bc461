// SPDX-License-Identifier: Apache-2.0
#include "infer/ratings.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>

#include "infer/lineage.hpp"
#include "infer/origins.hpp"
#include "model/show.hpp"

namespace casus::infer {
namespace {

using check::Conclusion;

const Conclusion& conclusion_of(const Fixpoint& fixpoint, const plan::RatingInput& input) {
  return (*fixpoint.program)[input.rule].conclusions[input.conclusion];
}

int compare_rows(const std::vector<Word>& a, const std::vector<Word>& b,
                 const std::vector<plan::Type>& types, const base::Symbols& symbols) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int order = model::compare(a[i], b[i], types[i].base, symbols);
    if (order != 0) return order;
  }
  return 0;
}

/// A weight counted with a certainty, rounded to millionths of a point.
Micros points_at(Micros weight, double certainty) {
  return std::llround(static_cast<double>(weight) * certainty);
}

/// Between which certainties the range of a rating lets something count.
Interval reach_of(const Fixpoint& fixpoint, double certainty, Interval interval) {
  return fixpoint.calculus->imprecise() ? interval : Interval{std::min(certainty, interval.low), 1};
}

void collect_subjects(Fixpoint& into, const plan::RatingPlan& plan, RatingRows& result) {
  const Store& store = into.store(plan.subjects);
  for (RowId row = 0; row < store.size(); ++row) {
    if (!into.calculus->holds(store.grade(row))) continue;
    const auto words = store.row(row);
    result.rows.push_back({.subjects = {words.begin(), words.end()}});
  }
  const auto& types = into.plan[plan.subjects].columns;
  std::ranges::sort(result.rows, [&](const RatingRow& a, const RatingRow& b) {
    return compare_rows(a.subjects, b.subjects, types, into.symbols) < 0;
  });
  for (std::size_t i = 0; i < result.rows.size(); ++i) {
    result.by_subject.emplace(result.rows[i].subjects, i);
  }
}

/// The rule speaks of a subject that is not rated: most likely a mistaken variable.
void note_unrated(Fixpoint& fixpoint, const plan::RatingPlan& plan, const plan::RatingInput& input,
                  std::vector<Word> subject) {
  auto known = std::ranges::find(fixpoint.unrated, plan.rating, &Unrated::rating);
  if (known == fixpoint.unrated.end()) {
    const Span span = conclusion_of(fixpoint, input).span;
    known = fixpoint.unrated.insert(known, {plan.rating, span, {}, {}});
  }
  if (std::ranges::find(known->rules, input.rule) == known->rules.end()) {
    known->rules.push_back(input.rule);
  }
  known->subjects.push_back(std::move(subject));
}

/// One rule contributes once per subject and for-each values: by the largest amount, of equal ones
/// by the smaller weight.
void collect_contributions(Fixpoint& fixpoint, const plan::RatingPlan& plan, std::uint32_t input,
                           std::uint32_t subjects, RatingRows& result) {
  const Store& store = fixpoint.store(plan.contributions[input].store);
  const Conclusion& said = conclusion_of(fixpoint, plan.contributions[input]);
  std::map<std::vector<Word>, Contributed> best;
  for (RowId row = 0; row < store.size(); ++row) {
    const Grade grade = store.grade(row);
    if (!fixpoint.calculus->holds(grade)) continue;
    const double certainty = fixpoint.calculus->certainty(grade);
    const Interval interval = fixpoint.calculus->interval(grade);
    const auto words = store.row(row);
    const Micros weight = model::int_of(words.back());
    Contributed one{input,
                    row,
                    *said.factor,
                    weight,
                    points_at(weight, certainty),
                    certainty,
                    interval,
                    reach_of(fixpoint, certainty, interval)};
    const auto [it, added] =
        best.try_emplace(std::vector<Word>(words.begin(), words.end() - 1), one);
    Contributed& other = it->second;
    if (!added &&
        (one.amount > other.amount || (one.amount == other.amount && one.weight < other.weight))) {
      other = one;
    }
  }
  for (auto& [key, one] : best) {
    const auto subject = result.by_subject.find({key.begin(), key.begin() + subjects});
    if (subject == result.by_subject.end()) {
      note_unrated(fixpoint, plan, plan.contributions[input],
                   {key.begin(), key.begin() + subjects});
      continue;
    }
    if (!said.supports) {
      one.weight = -one.weight;
      one.amount = -one.amount;
    }
    result.rows[subject->second].contributions.push_back(one);
  }
}

void collect_limits(Fixpoint& fixpoint, const plan::RatingPlan& plan, std::uint32_t input,
                    std::uint32_t subjects, RatingRows& result) {
  const Store& store = fixpoint.store(plan.limits[input].store);
  const Conclusion& said = conclusion_of(fixpoint, plan.limits[input]);
  for (RowId row = 0; row < store.size(); ++row) {
    const Grade grade = store.grade(row);
    if (!fixpoint.calculus->holds(grade)) continue;
    const double certainty = fixpoint.calculus->certainty(grade);
    const Interval interval = fixpoint.calculus->interval(grade);
    const auto words = store.row(row);
    const auto subject = result.by_subject.find({words.begin(), words.begin() + subjects});
    if (subject == result.by_subject.end()) {
      note_unrated(fixpoint, plan, plan.limits[input], {words.begin(), words.begin() + subjects});
      continue;
    }
    result.rows[subject->second].limits.push_back(
        {input, row, said.factor, said.caps, model::int_of(words.back()), 0, certainty, interval,
         reach_of(fixpoint, certainty, interval)});
  }
}

/// Below, at or above 0: by module and name of the rule, so that the order in which rules stand in
/// files never shows.
int compare_inputs(const Fixpoint& fixpoint, const plan::RatingInput& a,
                   const plan::RatingInput& b) {
  const auto key = [&](const plan::RatingInput& one) {
    const check::Rule& rule = (*fixpoint.program)[one.rule];
    return std::tuple(std::string_view(rule.module), std::string_view(rule.name), one.conclusion);
  };
  return key(a) < key(b) ? -1 : key(b) < key(a) ? 1 : 0;
}

/// Rows are numbered as they were derived; what people see comes in order of names and values.
void sort_inputs(const Fixpoint& fixpoint, const plan::RatingPlan& plan, RatingRow& row) {
  std::ranges::stable_sort(row.contributions, [&](const Contributed& a, const Contributed& b) {
    if (a.factor != b.factor) return a.factor < b.factor;
    if (std::abs(a.amount) != std::abs(b.amount)) return std::abs(a.amount) > std::abs(b.amount);
    const int order =
        compare_inputs(fixpoint, plan.contributions[a.input], plan.contributions[b.input]);
    if (order != 0) return order < 0;
    if (a.input != b.input) return a.input < b.input;
    const StoreId store = plan.contributions[a.input].store;
    const auto left = fixpoint.store(store).row(a.row);
    const auto right = fixpoint.store(store).row(b.row);
    return compare_rows({left.begin(), left.end()}, {right.begin(), right.end()},
                        fixpoint.plan[store].columns, fixpoint.symbols) < 0;
  });
  std::ranges::stable_sort(row.limits, [&](const Limited& a, const Limited& b) {
    const int order = compare_inputs(fixpoint, plan.limits[a.input], plan.limits[b.input]);
    if (order != 0) return order < 0;
    return std::tuple(a.input, a.at, a.certainty) < std::tuple(b.input, b.at, b.certainty);
  });
}

/// Of the sorted contributions to one factor in one direction that go back to the same origins the
/// first counts.
void count_origins_once(Fixpoint& fixpoint, const plan::RatingPlan& plan, Lineages& lineages,
                        RatingRow& row) {
  if (fixpoint.given_origins.empty()) return;
  std::map<std::pair<std::uint32_t, bool>, std::vector<std::size_t>> sides;
  for (std::size_t i = 0; i < row.contributions.size(); ++i) {
    const Contributed& one = row.contributions[i];
    const bool supports = conclusion_of(fixpoint, plan.contributions[one.input]).supports;
    sides[{one.factor, supports}].push_back(i);
  }
  for (const auto& [side, places] : sides) {
    if (places.size() < 2) continue;
    std::map<Origins, std::size_t> strongest;
    for (const std::size_t i : places) {
      Contributed& one = row.contributions[i];
      const RowRef witness{plan.contributions[one.input].store, one.row};
      Origins from = origins(fixpoint, lineages.below(witness));
      if (from.empty()) continue;
      const auto [it, first] = strongest.try_emplace(std::move(from), i);
      if (!first) one.counted_with = it->second;
    }
  }
}

}  // namespace

Folded fold_row(const model::Rating& rating, const RatingRow& row, Extreme extreme) {
  std::vector<Addend> addends;
  for (const Contributed& one : row.contributions) {
    if (one.counted_with) continue;
    Micros amount = one.amount;
    if (extreme != Extreme::as_is) {
      const bool strong = (extreme == Extreme::lowest) == (one.weight < 0);
      amount = points_at(one.weight, strong ? one.reach.high : one.reach.low);
    }
    addends.push_back({one.factor, amount});
  }
  std::vector<Pull> pulls;
  for (const Limited& limit : row.limits) {
    double certainty = limit.certainty;
    if (extreme != Extreme::as_is) {
      const bool strong = (extreme == Extreme::lowest) == limit.caps;
      certainty = strong ? limit.reach.high : limit.reach.low;
    }
    pulls.push_back({limit.factor, limit.caps, limit.at, certainty});
  }
  return fold(rating, addends, pulls);
}

void rate(Fixpoint& into, RatingId id, Meter& meter) {
  const plan::RatingPlan& plan = into.plan.ratings[id.index()];
  const model::Rating& rating = into.program->schema[id];
  RatingRows& result = into.ratings[id.index()];
  collect_subjects(into, plan, result);
  for (std::uint32_t i = 0; i < plan.contributions.size(); ++i) {
    collect_contributions(into, plan, i, rating.subjects, result);
  }
  for (std::uint32_t i = 0; i < plan.limits.size(); ++i) {
    collect_limits(into, plan, i, rating.subjects, result);
  }
  if (into.calculus->exhausted()) {
    result = {};
    return;
  }
  Lineages lineages(into, into.symbols, meter);
  for (RatingRow& row : result.rows) {
    sort_inputs(into, plan, row);
    count_origins_once(into, plan, lineages, row);
  }
  if (meter.stopped()) {
    result = {};
    return;
  }
  Store& rows = into.stores[into.plan.rows[rating.relation.index()].index()];
  for (RatingRow& row : result.rows) {
    const Folded folded = fold_row(rating, row, Extreme::as_is);
    for (const Folded::Part& part : folded.factors) row.factors.push_back({part.sum, part.points});
    for (std::size_t i = 0; i < row.limits.size(); ++i) row.limits[i].effect = folded.effects[i];
    row.score = folded.whole.points;
    row.band = rating.scale.band_of(row.score);
    std::vector<Word> words = row.subjects;
    words.push_back(model::word_of_number(model::points_of(row.score)));
    words.push_back(row.band);
    rows.set_grade(rows.insert(words).first, into.calculus->full());
  }
}

}  // namespace casus::infer
