// SPDX-License-Identifier: Apache-2.0
#include "infer/rate/ratings.hpp"

#include <algorithm>
#include <map>

#include "infer/lineage.hpp"
#include "infer/origins.hpp"
#include "infer/precedence.hpp"
#include "infer/rate/rating_inputs.hpp"

namespace casus::infer {
namespace {

using check::Conclusion;

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

/// The same also where facts have origins: it then notes in the rating what does not count.
class PlaceFolder {
 public:
  PlaceFolder(Fixpoint& fixpoint, const plan::RatingPlan& plan, Lineages& lineages)
      : fixpoint_(fixpoint), plan_(plan), lineages_(lineages), scorer_(fixpoint, plan) {}

  const Folded& of(RatingRows& rated, std::uint32_t place) {
    if (fixpoint_.given_origins.empty()) return scorer_.of(rated, place);
    read_inputs(fixpoint_, plan_, rated, place, row_);
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

RowId told_by(const Fixpoint& fixpoint, RatingId rating, std::uint32_t place) {
  const RelationId relation = fixpoint.program->schema[rating].relation;
  std::vector<Word> words;
  read_rated(fixpoint, fixpoint.plan->ratings[rating.index()], place, words);
  return fixpoint.store(fixpoint.plan->rows[relation.index()]).find(words).value_or(no_row);
}

RatingRow rated_row(const Fixpoint& fixpoint, RatingId id, std::uint32_t place) {
  const RatingRows& rated = fixpoint.ratings[id.index()];
  const plan::RatingPlan& plan = fixpoint.plan->ratings[id.index()];
  const model::Rating& rating = fixpoint.program->schema[id];
  RatingRow row;
  read_inputs(fixpoint, plan, rated, place, row);
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
  const plan::RatingPlan& plan = into.plan->ratings[id.index()];
  const model::Rating& rating = into.program->schema[id];
  RatingRows& result = into.ratings[id.index()];
  if (!collect_subjects(into, plan, result, meter)) {
    result = {};
    return;
  }
  list_inputs(into, plan, result);
  Lineages lineages(into, into.symbols, meter);
  Store& rows = into.stores[into.plan->rows[rating.relation.index()].index()];
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
  const plan::RatingPlan& plan = into.plan->ratings[id.index()];
  const model::Rating& rating = into.program->schema[id];
  RatingRows& rated = into.ratings[id.index()];
  Store& rows = into.stores[into.plan->rows[rating.relation.index()].index()];
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

}  // namespace casus::infer
