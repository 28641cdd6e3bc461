// SPDX-License-Identifier: Apache-2.0
#include "infer/ratings.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string_view>
#include <tuple>

#include "infer/lineage.hpp"
#include "infer/origins.hpp"
#include "infer/precedence.hpp"
#include "model/show.hpp"

namespace casus::infer {
namespace {

using check::Conclusion;

const Conclusion& conclusion_of(const Fixpoint& fixpoint, const plan::RatingInput& input) {
  return (*fixpoint.program)[input.rule].conclusions[input.conclusion];
}

/// A weight counted with a certainty, rounded to millionths of a point.
Micros points_at(Micros weight, double certainty) {
  return std::llround(static_cast<double>(weight) * certainty);
}

/// Between which certainties the range of a rating lets something count.
Interval reach_of(const Fixpoint& fixpoint, double certainty, Interval interval) {
  return fixpoint.calculus->imprecise() ? interval : Interval{std::min(certainty, interval.low), 1};
}

/// The places of the subjects that hold: the order of their values. False where a limit was
/// reached.
bool collect_subjects(const Fixpoint& fixpoint, const plan::RatingPlan& plan, RatingRows& result,
                      Meter& meter) {
  const Store& store = fixpoint.store(plan.subjects);
  for (RowId row = 0; row < store.size(); ++row) {
    if (fixpoint.calculus->holds(store.grade(row))) result.subjects.push_back(row);
  }
  if (!sort_rows(fixpoint, plan.subjects, result.subjects, meter)) return false;
  result.places.assign(store.size(), RatingRows::nowhere);
  for (std::uint32_t place = 0; place < result.subjects.size(); ++place) {
    result.places[result.subjects[place]] = place;
  }
  return true;
}

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
    return compare_rows(fixpoint, {store, a.row}, {store, b.row}) < 0;
  });
  std::ranges::stable_sort(row.limits, [&](const Limited& a, const Limited& b) {
    const int order = compare_inputs(fixpoint, plan.limits[a.input], plan.limits[b.input]);
    if (order != 0) return order < 0;
    return std::tuple(a.input, a.at, a.certainty) < std::tuple(b.input, b.at, b.certainty);
  });
}

/// Of the sorted contributions to one factor in one direction that go back to the same origins the
/// first counts.
void count_origins_once(const Fixpoint& fixpoint, const plan::RatingPlan& plan, Lineages& lineages,
                        RatingRow& row) {
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

void keep_what_counts(RatingRows& rated, std::uint32_t place, const RatingRow& row) {
  const auto counts = [](const Contributed& one) { return !one.counted_with; };
  if (std::ranges::all_of(row.contributions, counts)) return;
  for (const Contributed& one : row.contributions) {
    rated.counted_with[place].push_back(one.counted_with);
  }
}

/// The scores of subjects one after the other, where all that contributes counts.
class Scorer {
 public:
  Scorer(const Fixpoint& fixpoint, const plan::RatingPlan& plan)
      : fixpoint_(fixpoint), plan_(plan), rating_(fixpoint.program->schema[plan.rating]) {
    for (const plan::RatingInput& input : plan.contributions) {
      const Store& store = fixpoint.store(input.store);
      const Conclusion& said = conclusion_of(fixpoint, input);
      inputs_.push_back({&store, &store.column(store.width() - 1), *said.factor, said.supports});
    }
  }

  const Folded& of(const RatingRows& rated, std::uint32_t place) {
    addends_.clear();
    for (const InputRow one : rated.contributions.of(place)) {
      const Input& input = inputs_[one.input];
      const Micros weight = model::int_of(input.weights->at(one.row));
      const Micros amount = points_at(weight, certainty(input.store->grade(one.row)));
      addends_.push_back({input.factor, input.supports ? amount : -amount});
    }
    pulls_.clear();
    for (const InputRow one : rated.limits.of(place)) {
      const Limited limit = limited(fixpoint_, plan_, one);
      pulls_.push_back({limit.factor, limit.caps, limit.at, limit.certainty});
    }
    fold(rating_, addends_, pulls_, folded_);
    return folded_;
  }

 private:
  struct Input {
    const Store* store = nullptr;
    const Column* weights = nullptr;
    std::uint32_t factor = 0;
    bool supports = true;
  };

  [[nodiscard]] double certainty(Grade grade) {
    if (grade != last_) {
      last_ = grade;
      certainty_ = fixpoint_.calculus->certainty(grade);
    }
    return certainty_;
  }

  const Fixpoint& fixpoint_;
  const plan::RatingPlan& plan_;
  const model::Rating& rating_;
  std::vector<Input> inputs_;
  std::vector<Addend> addends_;
  std::vector<Pull> pulls_;
  Folded folded_;
  Grade last_ = Grade::none;  ///< most have the same grade as the one before
  double certainty_ = 0;
};

/// Subject, contributions and limits of a place, as they come out of the stores.
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
}

/// The row that tells of a place's score and band.
void read_rated(const Fixpoint& fixpoint, const plan::RatingPlan& plan, std::uint32_t place,
                std::vector<Word>& words) {
  const RatingRows& rated = fixpoint.ratings[plan.rating.index()];
  const Store& subjects = fixpoint.store(plan.subjects);
  words.resize(subjects.width() + 2);
  for (std::uint32_t c = 0; c < subjects.width(); ++c) {
    words[c] = subjects.at(rated.subjects[place], c);
  }
  const Micros score = rated.scores[place];
  words[subjects.width()] = model::word_of_number(model::points_of(score));
  words.back() = fixpoint.program->schema[plan.rating].scale.band_of(score);
}

/// The scores of subjects one after the other. Where facts have origins, it notes in the rating
/// what does not count.
class PlaceFolder {
 public:
  PlaceFolder(Fixpoint& fixpoint, const plan::RatingPlan& plan, Lineages& lineages)
      : fixpoint_(fixpoint), plan_(plan), lineages_(lineages), scorer_(fixpoint, plan) {}

  const Folded& of(RatingRows& rated, std::uint32_t place) {
    if (fixpoint_.given_origins.empty()) return scorer_.of(rated, place);
    read_inputs(fixpoint_, plan_, rated, place, row_);
    sort_inputs(fixpoint_, plan_, row_);
    count_origins_once(fixpoint_, plan_, lineages_, row_);
    keep_what_counts(rated, place, row_);
    folded_ = fold_row(fixpoint_.program->schema[plan_.rating], row_, Extreme::as_is);
    return folded_;
  }

 private:
  Fixpoint& fixpoint_;
  const plan::RatingPlan& plan_;
  Lineages& lineages_;
  Scorer scorer_;
  RatingRow row_;
  Folded folded_;
};

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

std::optional<std::uint32_t> place_of(const Fixpoint& fixpoint, RatingId rating,
                                      std::span<const Word> subjects) {
  const RatingRows& rated = fixpoint.ratings[rating.index()];
  const plan::RatingPlan& plan = fixpoint.plan.ratings[rating.index()];
  const auto row = fixpoint.store(plan.subjects).find(subjects);
  if (!row || *row >= rated.places.size()) return std::nullopt;
  const std::uint32_t place = rated.places[*row];
  return place == RatingRows::nowhere ? std::nullopt : std::optional(place);
}

RowId told_by(const Fixpoint& fixpoint, RatingId rating, std::uint32_t place) {
  const RelationId relation = fixpoint.program->schema[rating].relation;
  std::vector<Word> words;
  read_rated(fixpoint, fixpoint.plan.ratings[rating.index()], place, words);
  return fixpoint.store(fixpoint.plan.rows[relation.index()]).find(words).value_or(no_row);
}

RatingRow rated_row(const Fixpoint& fixpoint, RatingId id, std::uint32_t place) {
  const RatingRows& rated = fixpoint.ratings[id.index()];
  const plan::RatingPlan& plan = fixpoint.plan.ratings[id.index()];
  const model::Rating& rating = fixpoint.program->schema[id];
  RatingRow row;
  read_inputs(fixpoint, plan, rated, place, row);
  sort_inputs(fixpoint, plan, row);
  const auto counted_with = rated.counted_with.find(place);
  if (counted_with != rated.counted_with.end()) {
    for (std::size_t i = 0; i < row.contributions.size(); ++i) {
      row.contributions[i].counted_with = counted_with->second[i];
    }
  }
  const Folded folded = fold_row(rating, row, Extreme::as_is);
  for (const Folded::Part& part : folded.factors) row.factors.push_back({part.sum, part.points});
  for (std::size_t i = 0; i < row.limits.size(); ++i) row.limits[i].effect = folded.effects[i];
  row.score = folded.whole.points;
  row.band = rating.scale.band_of(row.score);
  return row;
}

void rate(Fixpoint& into, RatingId id, Meter& meter) {
  const plan::RatingPlan& plan = into.plan.ratings[id.index()];
  const model::Rating& rating = into.program->schema[id];
  RatingRows& result = into.ratings[id.index()];
  if (!collect_subjects(into, plan, result, meter)) {
    result = {};
    return;
  }
  Lister contributions(into, plan, result);
  for (std::uint32_t i = 0; i < plan.contributions.size(); ++i) {
    contributions.add(
        i, plan.contributions[i],
        best_of(into, plan, i, holding(into, into.store(plan.contributions[i].store))));
  }
  Lister limits(into, plan, result);
  for (std::uint32_t i = 0; i < plan.limits.size(); ++i) {
    limits.add(i, plan.limits[i], holding(into, into.store(plan.limits[i].store)));
  }
  result.contributions = contributions.lists();
  result.limits = limits.lists();
  Lineages lineages(into, into.symbols, meter);
  Store& rows = into.stores[into.plan.rows[rating.relation.index()].index()];
  PlaceFolder folder(into, plan, lineages);
  for (std::uint32_t place = 0; place < result.size(); ++place) {
    const Folded& folded = folder.of(result, place);
    for (const Folded::Part& part : folded.factors) result.points.push_back(part.points);
    result.scores.push_back(folded.whole.points);
    if (!meter.work(1 + result.contributions.of(place).size())) break;
  }
  if (meter.stopped() || into.calculus->exhausted()) {
    result = {};
    return;
  }
  rows.reserve(static_cast<std::uint32_t>(result.size()));
  std::vector<Word> words;
  for (std::uint32_t place = 0; place < result.size(); ++place) {
    read_rated(into, plan, place, words);
    const auto [row, added] = rows.insert(words, into.calculus->full());
    if (!added) rows.set_grade(row, into.calculus->full());
  }
}

Refolded refold(Fixpoint& into, RatingId id, std::uint32_t place, Meter& meter) {
  const plan::RatingPlan& plan = into.plan.ratings[id.index()];
  const model::Rating& rating = into.program->schema[id];
  RatingRows& rated = into.ratings[id.index()];
  Store& rows = into.stores[into.plan.rows[rating.relation.index()].index()];
  Lineages lineages(into, into.symbols, meter);
  Refolded result{.before = told_by(into, id, place)};
  rated.counted_with.erase(place);
  PlaceFolder folder(into, plan, lineages);
  const Folded& folded = folder.of(rated, place);
  rated.scores[place] = folded.whole.points;
  for (std::size_t i = 0; i < folded.factors.size(); ++i) {
    rated.points[place * folded.factors.size() + i] = folded.factors[i].points;
  }
  std::vector<Word> words;
  read_rated(into, plan, place, words);
  result.after = rows.insert(words, Grade::none).first;
  return result;
}

namespace {

/// The same values by place, where those from `first` on are `shift` further.
template <class Map>
void shift_places(Map& values, std::uint32_t first, std::int32_t shift) {
  Map moved;
  for (auto& [place, value] : values) {
    const std::uint32_t now = place < first ? place : place + static_cast<std::uint32_t>(shift);
    moved.emplace(now, std::move(value));
  }
  values = std::move(moved);
}

void shift_places(RatingRows& rated, std::uint32_t first, std::int32_t shift) {
  for (std::uint32_t& place : rated.places) {
    if (place != RatingRows::nowhere && place >= first) place += static_cast<std::uint32_t>(shift);
  }
  shift_places(rated.contributions.replaced, first, shift);
  shift_places(rated.limits.replaced, first, shift);
  shift_places(rated.counted_with, first, shift);
}

}  // namespace

void insert_place(Fixpoint& into, RatingId id, RowId subject) {
  const StoreId subjects = into.plan.ratings[id.index()].subjects;
  RatingRows& rated = into.ratings[id.index()];
  const auto at = std::ranges::lower_bound(rated.subjects, subject, [&](RowId a, RowId b) {
    return compare_rows(into, {subjects, a}, {subjects, b}) < 0;
  });
  const std::ptrdiff_t place = at - rated.subjects.begin();
  const auto factors = std::ssize(into.program->schema[id].factors);
  shift_places(rated, static_cast<std::uint32_t>(place), 1);
  rated.places.resize(into.store(subjects).size(), RatingRows::nowhere);
  rated.places[subject] = static_cast<std::uint32_t>(place);
  rated.subjects.insert(at, subject);
  rated.scores.insert(rated.scores.begin() + place, 0);
  rated.points.insert(rated.points.begin() + place * factors, static_cast<std::size_t>(factors), 0);
  for (InputLists* lists : {&rated.contributions, &rated.limits}) {
    if (lists->begins.empty()) continue;
    const auto begin = lists->begins.begin() + place;
    lists->begins.insert(begin, std::uint32_t{*begin});
  }
}

void erase_place(Fixpoint& from, RatingId id, std::uint32_t place) {
  RatingRows& rated = from.ratings[id.index()];
  const auto factors = std::ssize(from.program->schema[id].factors);
  for (InputLists* lists : {&rated.contributions, &rated.limits}) {
    lists->replaced.erase(place);
    if (lists->begins.empty()) continue;
    // The list before would otherwise run on over the one that goes.
    if (place > 0) {
      const std::span<const InputRow> before = lists->of(place - 1);
      lists->replaced.try_emplace(place - 1, before.begin(), before.end());
    }
    lists->begins.erase(lists->begins.begin() + place);
  }
  rated.counted_with.erase(place);
  rated.places[rated.subjects[place]] = RatingRows::nowhere;
  shift_places(rated, place, -1);
  rated.subjects.erase(rated.subjects.begin() + place);
  rated.scores.erase(rated.scores.begin() + place);
  const auto first = rated.points.begin() + place * factors;
  rated.points.erase(first, first + factors);
}

std::vector<RowId> counting_rows(const Fixpoint& fixpoint, RatingId id, bool limits,
                                 std::uint32_t input, std::vector<RowId> rows) {
  const plan::RatingPlan& plan = fixpoint.plan.ratings[id.index()];
  const Store& store =
      fixpoint.store(limits ? plan.limits[input].store : plan.contributions[input].store);
  std::erase_if(rows, [&](RowId row) { return !fixpoint.calculus->holds(store.grade(row)); });
  return limits ? rows : best_of(fixpoint, plan, input, std::move(rows));
}

}  // namespace casus::infer
