// SPDX-License-Identifier: Apache-2.0
//
// Subjects that are rated once more, and those that come and go.
#include <algorithm>
#include <utility>

#include "infer/maintain/maintenance_pass.hpp"
#include "infer/rate/rating_inputs.hpp"
#include "infer/rate/rating_places.hpp"
#include "infer/rate/ratings.hpp"

namespace casus::infer {

void Maintenance::Pass::take_places_away() {
  std::ranges::sort(placed_, std::ranges::greater(), &Placed::place);
  for (const Placed& one : placed_) {
    if (one.place != RatingRows::nowhere) erase_place(fixpoint_, one.rating, one.place);
  }
}

void Maintenance::Pass::fold(std::uint32_t rating) {
  const plan::RatingPlan& plan = fixpoint_.plan->ratings[rating];
  const RatingId id = plan.rating;
  const bool known =
      std::ranges::find(fixpoint_.unrated, id, &Unrated::rating) == fixpoint_.unrated.end();
  std::set<RowId> come;
  std::set<RowId> gone;
  for (const RowChange& change : changes_[plan.subjects.index()]) {
    const bool held = fixpoint_.calculus->holds(change.before);
    const bool holds = fixpoint_.calculus->holds(change.after);
    if (held != holds) (holds ? come : gone).insert(change.row.row);
  }
  std::set<std::pair<RowId, Input>> inputs;
  if (!known || !collect_inputs(plan, gone, inputs)) return rate_anew(id);
  for (const RowId subject : come) {
    insert_place(fixpoint_, id, subject);
    placed_.push_back({id, subject, RatingRows::nowhere});
    each_input(plan, [&](Input input) { inputs.emplace(subject, input); });
  }
  const StoreId told = fixpoint_.plan->rows[fixpoint_.program->schema[id].relation.index()];
  RatingRows& rated = fixpoint_.ratings[rating];
  for (const RowId subject : gone) {
    change({told, told_by(fixpoint_, id, rated.places[subject])}, Grade::none);
    placed_.push_back({id, subject, std::exchange(rated.places[subject], RatingRows::nowhere)});
  }
  for (auto it = inputs.begin(); it != inputs.end();) {
    const RowId subject = it->first;
    for (; it != inputs.end() && it->first == subject; ++it) {
      replace(plan, rated.places[subject], it->second);
    }
    fold(id, rated.places[subject], come.contains(subject));
  }
  tell_of(told);
}

bool Maintenance::Pass::collect_inputs(const plan::RatingPlan& plan, const std::set<RowId>& gone,
                                       std::set<std::pair<RowId, Input>>& into) {
  const Store& subjects = fixpoint_.store(plan.subjects);
  bool rated = true;
  each_input(plan, [&](Input input) {
    const StoreId store = store_of(plan, input);
    for (const RowChange& change : changes_[store.index()]) {
      const auto subject = subjects.find(this->subject(plan, change.row));
      const bool holds = subject && fixpoint_.calculus->holds(subjects.grade(*subject));
      if (holds) {
        into.emplace(*subject, input);
      } else {
        rated = rated && change.after == Grade::none;
      }
    }
    for (const RowId row : gone) {
      for (const RowId left : rows_beginning_with(store, subjects.row(row))) {
        rated = rated && !fixpoint_.calculus->holds(fixpoint_.store(store).grade(left));
      }
    }
  });
  return rated;
}

void Maintenance::Pass::each_input(const plan::RatingPlan& plan,
                                   base::FunctionRef<void(Input)> use) {
  for (std::uint32_t i = 0; i < plan.contributions.size(); ++i) use({false, i});
  for (std::uint32_t i = 0; i < plan.limits.size(); ++i) use({true, i});
}

StoreId Maintenance::Pass::store_of(const plan::RatingPlan& plan, Input input) {
  return (input.limit ? plan.limits : plan.contributions)[input.place].store;
}

std::vector<Word> Maintenance::Pass::subject(const plan::RatingPlan& plan, RowRef row) const {
  std::vector<Word> words = fixpoint_.store(row.store).row(row.row);
  words.resize(fixpoint_.store(plan.subjects).width());
  return words;
}

void Maintenance::Pass::replace(const plan::RatingPlan& plan, std::uint32_t place, Input input) {
  RatingRows& rated = fixpoint_.ratings[plan.rating.index()];
  InputLists& lists = input.limit ? rated.limits : rated.contributions;
  const std::vector<Word> subject = fixpoint_.store(plan.subjects).row(rated.subjects[place]);
  const std::vector<RowId> counting =
      counting_rows(fixpoint_, plan.rating, input.limit, input.place,
                    rows_beginning_with(store_of(plan, input), subject));
  std::vector<InputRow> list;
  for (const InputRow one : lists.of(place)) {
    if (one.input != input.place) list.push_back(one);
  }
  for (const RowId row : counting) list.push_back({input.place, row});
  std::ranges::stable_sort(list, {}, &InputRow::input);
  lists.replaced[place] = std::move(list);
}

std::vector<RowId> Maintenance::Pass::rows_beginning_with(StoreId id,
                                                          const std::vector<Word>& words) {
  std::vector<std::uint32_t> columns;
  for (std::uint32_t i = 0; i < words.size(); ++i) columns.push_back(i);
  const Store& store = fixpoint_.store(id);
  Index& index = index_of(id, columns);
  index.catch_up(store);
  std::vector<RowId> rows;
  for (RowId row = index.first(store, words); row != no_row; row = index.next(row)) {
    const auto same = [&](std::uint32_t i) { return store.at(row, i) == words[i]; };
    if (std::ranges::all_of(columns, same)) rows.push_back(row);
  }
  std::ranges::sort(rows);
  return rows;
}

Index& Maintenance::Pass::index_of(StoreId store, const std::vector<std::uint32_t>& columns) {
  const std::size_t id = state_.replanner->index(store, columns).index();
  const std::size_t known = fixpoint_.indexes.size();
  if (id < known) return fixpoint_.indexes[id];
  while (state_.extra.indexes.size() < state_.replanner->indexes().size()) {
    const plan::IndexPlan& added = state_.replanner->indexes()[state_.extra.indexes.size()];
    state_.extra.index_plans.push_back(added);
    state_.extra.indexes.emplace_back(added);
  }
  return state_.extra.indexes[id - known];
}

void Maintenance::Pass::fold(RatingId id, std::uint32_t place, bool is_new) {
  RatingRows& rated = fixpoint_.ratings[id.index()];
  const std::size_t factors = fixpoint_.program->schema[id].factors.size();
  const std::span points = std::span(rated.points).subspan(place * factors, factors);
  if (!is_new) folds_.push_back({id, place, rated.scores[place], {points.begin(), points.end()}});
  const Refolded rows = refold(fixpoint_, id, place, runner_.meter());
  const StoreId store = fixpoint_.plan->rows[fixpoint_.program->schema[id].relation.index()];
  const Grade full = fixpoint_.calculus->full();
  if (!is_new && rows.before != rows.after) change({store, rows.before}, Grade::none);
  // Where the score is the same, rules may yet read its parts.
  change({store, rows.after}, full);
}

void Maintenance::Pass::rate_anew(RatingId id) {
  const StoreId store = fixpoint_.plan->rows[fixpoint_.program->schema[id].relation.index()];
  reset(store);
  forget(id);
  rate(fixpoint_, id, runner_.meter());
  compare();
}

void Maintenance::Pass::forget(RatingId id) {
  ratings_.emplace_back(id, std::exchange(fixpoint_.ratings[id.index()], {}));
  std::erase_if(fixpoint_.unrated, [&](const Unrated& one) { return one.rating == id; });
}

void Maintenance::Pass::add_other_parts(StoreId id, std::set<RowId>& rows) const {
  for (const auto& [rating, before] : ratings_) {
    const model::Schema& schema = fixpoint_.program->schema;
    if (fixpoint_.plan->rows[schema[rating].relation.index()] != id) continue;
    const RatingRows& now = fixpoint_.ratings[rating.index()];
    const std::size_t factors = schema[rating].factors.size();
    for (std::uint32_t place = 0; place < now.size(); ++place) {
      const RowId subject = now.subjects[place];
      if (subject >= before.places.size()) continue;
      const std::uint32_t old = before.places[subject];
      if (old == RatingRows::nowhere) continue;
      const std::span points = std::span(now.points).subspan(place * factors, factors);
      const std::span others = std::span(before.points).subspan(old * factors, factors);
      if (!std::ranges::equal(points, others)) rows.insert(told_by(fixpoint_, rating, place));
    }
  }
}

}  // namespace casus::infer
