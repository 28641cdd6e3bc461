// SPDX-License-Identifier: Apache-2.0
#include "infer/rate/rating_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

#include "infer/precedence.hpp"

namespace casus::infer {

using check::Conclusion;

const Conclusion& conclusion_of(const Fixpoint& fixpoint, const plan::RatingInput& input) {
  return (*fixpoint.program)[input.rule].conclusions[input.conclusion];
}

Micros points_at(Micros weight, double certainty) {
  return std::llround(static_cast<double>(weight) * certainty);
}

namespace {

/// Between which certainties the range of a rating lets something count.
Interval reach_of(const Fixpoint& fixpoint, double certainty, Interval interval) {
  return fixpoint.calculus->imprecise() ? interval : Interval{std::min(certainty, interval.low), 1};
}

/// How sure an input row is, and what the range of the rating makes of that.
struct Sureness {
  double certainty = 1;
  Interval interval;
  Interval reach;
};

Sureness sureness(const Fixpoint& fixpoint, Grade grade) {
  const double certainty = fixpoint.calculus->certainty(grade);
  const Interval interval = fixpoint.calculus->interval(grade);
  return {certainty, interval, reach_of(fixpoint, certainty, interval)};
}

}  // namespace

Contributed contributed(const Fixpoint& fixpoint, const plan::RatingPlan& plan, InputRow from) {
  const Store& store = fixpoint.store(plan.contributions[from.input].store);
  const Conclusion& said = conclusion_of(fixpoint, plan.contributions[from.input]);
  const auto [certainty, interval, reach] = sureness(fixpoint, store.grade(from.row));
  const Micros weight = model::int_of(store.at(from.row, store.width() - 1));
  const Micros amount = points_at(weight, certainty);
  return {from.input,
          from.row,
          *said.factor,
          said.supports ? weight : -weight,
          said.supports ? amount : -amount,
          certainty,
          interval,
          reach};
}

Limited limited(const Fixpoint& fixpoint, const plan::RatingPlan& plan, InputRow from) {
  const Store& store = fixpoint.store(plan.limits[from.input].store);
  const Conclusion& said = conclusion_of(fixpoint, plan.limits[from.input]);
  const auto [certainty, interval, reach] = sureness(fixpoint, store.grade(from.row));
  const Micros at = model::int_of(store.at(from.row, store.width() - 1));
  return {from.input, from.row, said.factor, said.caps, at, 0, certainty, interval, reach};
}

namespace {

/// The rule speaks of a subject that is not rated: most likely a mistaken variable.
void note_unrated(Fixpoint& fixpoint, const plan::RatingPlan& plan, const plan::RatingInput& input,
                  std::span<const Word> subject) {
  auto known = std::ranges::find(fixpoint.unrated, plan.rating, &Unrated::rating);
  if (known == fixpoint.unrated.end()) {
    const Span span = conclusion_of(fixpoint, input).span;
    known = fixpoint.unrated.insert(known, {plan.rating, span, {}, {}});
  }
  if (std::ranges::find(known->rules, input.rule) == known->rules.end()) {
    known->rules.push_back(input.rule);
  }
  known->subjects.emplace_back(subject.begin(), subject.end());
}

std::vector<RowId> holding(const Fixpoint& fixpoint, const Store& store) {
  std::vector<RowId> rows;
  for (RowId row = 0; row < store.size(); ++row) {
    if (fixpoint.calculus->holds(store.grade(row))) rows.push_back(row);
  }
  return rows;
}

/// One rule contributes once per subject and for-each values: by the largest amount, of equal ones
/// by the smaller weight.
std::vector<RowId> best_of(const Fixpoint& fixpoint, const plan::RatingPlan& plan,
                           std::uint32_t input, std::vector<RowId> rows) {
  const Store& store = fixpoint.store(plan.contributions[input].store);
  const std::uint32_t keys = store.width() - 1;
  if (store.column(keys).is_constant()) return rows;
  Store seen(keys);
  std::vector<RowId> best;
  std::vector<Word> key(keys);
  for (const RowId row : rows) {
    for (std::uint32_t i = 0; i < keys; ++i) key[i] = store.at(row, i);
    const auto [at, added] = seen.insert(key);
    if (added) {
      best.push_back(row);
      continue;
    }
    const Contributed one = contributed(fixpoint, plan, {input, row});
    const Contributed other = contributed(fixpoint, plan, {input, best[at]});
    const Micros more = std::abs(one.amount) - std::abs(other.amount);
    if (more > 0 || (more == 0 && std::abs(one.weight) < std::abs(other.weight))) best[at] = row;
  }
  return best;
}

/// For each of these rows the place of the subject that it speaks of, or `nowhere`.
std::vector<std::uint32_t> places_of(const Fixpoint& fixpoint, const plan::RatingPlan& plan,
                                     const RatingRows& rated, const Store& store,
                                     const std::vector<RowId>& rows) {
  const Store& subjects = fixpoint.store(plan.subjects);
  std::vector<std::uint32_t> places;
  places.reserve(rows.size());
  constexpr std::size_t batch = 1024;
  std::vector<std::vector<Word>> words(subjects.width(), std::vector<Word>(batch));
  std::vector<const Word*> columns;
  for (const std::vector<Word>& column : words) columns.push_back(column.data());
  std::vector<RowId> found;
  for (std::size_t first = 0; first < rows.size(); first += batch) {
    const std::size_t count = std::min(batch, rows.size() - first);
    for (std::uint32_t c = 0; c < words.size(); ++c) {
      store.column(c).read({rows.data() + first, count}, words[c]);
    }
    subjects.find(columns, static_cast<std::uint32_t>(count), found);
    for (const RowId row : found) {
      places.push_back(row == no_row ? RatingRows::nowhere : rated.places[row]);
    }
  }
  return places;
}

/// Rows of the inputs by the subject that they speak of; of one subject in order of inputs.
class Lister {
 public:
  Lister(Fixpoint& fixpoint, const plan::RatingPlan& plan, const RatingRows& rated)
      : fixpoint_(fixpoint), plan_(plan), rated_(rated) {}

  void add(std::uint32_t input, const plan::RatingInput& from, std::vector<RowId> rows) {
    const Store& store = fixpoint_.store(from.store);
    std::vector<std::uint32_t> places = places_of(fixpoint_, plan_, rated_, store, rows);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (places[i] == RatingRows::nowhere) {
        std::vector<Word> subject = store.row(rows[i]);
        subject.resize(fixpoint_.store(plan_.subjects).width());
        note_unrated(fixpoint_, plan_, from, subject);
        continue;
      }
      rows[kept] = rows[i];
      places[kept++] = places[i];
    }
    rows.resize(kept);
    places.resize(kept);
    if (kept > 0) parts_.push_back({input, std::move(rows), std::move(places)});
  }

  [[nodiscard]] InputLists lists() const {
    InputLists result;
    if (parts_.empty()) return result;
    result.begins.assign(rated_.size() + 1, 0);
    for (const Part& part : parts_) {
      for (const std::uint32_t place : part.places) ++result.begins[place + 1];
    }
    std::partial_sum(result.begins.begin(), result.begins.end(), result.begins.begin());
    result.rows.resize(result.begins.back());
    std::vector<std::uint32_t> next(result.begins.begin(), result.begins.end() - 1);
    for (const Part& part : parts_) {
      for (std::size_t i = 0; i < part.rows.size(); ++i) {
        result.rows[next[part.places[i]]++] = {part.input, part.rows[i]};
      }
    }
    return result;
  }

 private:
  struct Part {
    std::uint32_t input = 0;
    std::vector<RowId> rows;
    std::vector<std::uint32_t> places;
  };

  Fixpoint& fixpoint_;
  const plan::RatingPlan& plan_;
  const RatingRows& rated_;
  std::vector<Part> parts_;
};

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

void sort_inputs(const Fixpoint& fixpoint, const plan::RatingPlan& plan, RatingRow& row) {
  std::ranges::stable_sort(row.contributions, [&](const Contributed& a, const Contributed& b) {
    if (a.factor != b.factor) return a.factor < b.factor;
    if (std::abs(a.amount) != std::abs(b.amount)) return std::abs(a.amount) > std::abs(b.amount);
    const int order =
        compare_inputs(fixpoint, plan.contributions[a.input], plan.contributions[b.input]);
    if (order != 0) return order < 0;
    if (a.input != b.input) return a.input < b.input;
    const StoreId store = plan.contributions[a.input].store;
    return compare_rows(fixpoint, {store, a.row}, {store, b.row}) < 0;
  });
  std::ranges::stable_sort(row.limits, [&](const Limited& a, const Limited& b) {
    const int order = compare_inputs(fixpoint, plan.limits[a.input], plan.limits[b.input]);
    if (order != 0) return order < 0;
    return std::tuple(a.input, a.at, a.certainty) < std::tuple(b.input, b.at, b.certainty);
  });
}

}  // namespace

void list_inputs(Fixpoint& fixpoint, const plan::RatingPlan& plan, RatingRows& rated) {
  Lister contributions(fixpoint, plan, rated);
  for (std::uint32_t i = 0; i < plan.contributions.size(); ++i) {
    const Store& store = fixpoint.store(plan.contributions[i].store);
    contributions.add(i, plan.contributions[i],
                      best_of(fixpoint, plan, i, holding(fixpoint, store)));
  }
  Lister limits(fixpoint, plan, rated);
  for (std::uint32_t i = 0; i < plan.limits.size(); ++i) {
    limits.add(i, plan.limits[i], holding(fixpoint, fixpoint.store(plan.limits[i].store)));
  }
  rated.contributions = contributions.lists();
  rated.limits = limits.lists();
}

std::vector<RowId> counting_rows(const Fixpoint& fixpoint, RatingId id, bool limits,
                                 std::uint32_t input, std::vector<RowId> rows) {
  const plan::RatingPlan& plan = fixpoint.plan->ratings[id.index()];
  const Store& store =
      fixpoint.store(limits ? plan.limits[input].store : plan.contributions[input].store);
  std::erase_if(rows, [&](RowId row) { return !fixpoint.calculus->holds(store.grade(row)); });
  return limits ? rows : best_of(fixpoint, plan, input, std::move(rows));
}

void read_inputs(const Fixpoint& fixpoint, const plan::RatingPlan& plan, const RatingRows& rated,
                 std::uint32_t place, RatingRow& row) {
  row.subjects = fixpoint.store(plan.subjects).row(rated.subjects[place]);
  row.contributions.clear();
  for (const InputRow one : rated.contributions.of(place)) {
    row.contributions.push_back(contributed(fixpoint, plan, one));
  }
  row.limits.clear();
  for (const InputRow one : rated.limits.of(place)) {
    row.limits.push_back(limited(fixpoint, plan, one));
  }
  sort_inputs(fixpoint, plan, row);
}

}  // namespace casus::infer
