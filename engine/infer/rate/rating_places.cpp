// SPDX-License-Identifier: Apache-2.0
#include "infer/rate/rating_places.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "infer/precedence.hpp"

namespace casus::infer {
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

std::optional<std::uint32_t> place_of(const Fixpoint& fixpoint, RatingId rating,
                                      std::span<const Word> subjects) {
  const RatingRows& rated = fixpoint.ratings[rating.index()];
  const plan::RatingPlan& plan = fixpoint.plan->ratings[rating.index()];
  const auto row = fixpoint.store(plan.subjects).find(subjects);
  if (!row || *row >= rated.places.size()) return std::nullopt;
  const std::uint32_t place = rated.places[*row];
  return place == RatingRows::nowhere ? std::nullopt : std::optional(place);
}

void insert_place(Fixpoint& into, RatingId id, RowId subject) {
  const StoreId subjects = into.plan->ratings[id.index()].subjects;
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

}  // namespace casus::infer
