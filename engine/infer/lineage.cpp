// SPDX-License-Identifier: Apache-2.0
#include "infer/lineage.hpp"

#include <algorithm>
#include <utility>

#include "base/sort_unique.hpp"
#include "infer/precedence.hpp"
#include "infer/rate/rating_places.hpp"
#include "infer/rate/ratings.hpp"

namespace casus::infer {
namespace {

Presumption asked_as_unknown(const Fixpoint& fixpoint, const Seen& seen) {
  const plan::Pattern& pattern = seen.step->pattern;
  Presumption result{.relation = (*fixpoint.plan)[pattern.store].relation, .asked = {}};
  for (const auto& [column, operand] : pattern.asked) {
    result.asked.emplace_back(column, operand.reg ? seen.registers[*operand.reg] : operand.word);
  }
  return result;
}

}  // namespace

bool is_evidence(const Fixpoint& fixpoint, StoreId store) {
  return !fixpoint.program->schema[(*fixpoint.plan)[store].relation].lists_cases;
}

void each_row(const Seen& step, base::FunctionRef<void(RowRef)> use) {
  const auto if_any = [&](RowRef row) {
    if (row.row != no_row) use(row);
  };
  if_any(step.row);
  if (step.absence) {
    std::ranges::for_each(step.absence->matches, if_any);
    std::ranges::for_each(step.absence->denials, if_any);
  }
  if (!step.aggregated) return;
  for (const Aggregated::Member& member : step.aggregated->members) {
    std::ranges::for_each(member.rows, if_any);
  }
}

Lineage Lineages::below(RowRef row) {
  Lineage result;
  std::vector<Replayed> ways = replay(fixpoint_, row, symbols_, meter_);
  const Place at = place(row);
  if (!rows_[at].known) learn(at, ways);
  for (Replayed& way : ways) {
    if (!way.counted_with && result.seen.empty()) result.seen = std::move(way.seen);
  }
  walk({.row = row, .rows = {at}, .presumptions = {}}, result, true);
  return result;
}

Lineage Lineages::below(std::vector<Seen> seen) {
  Lineage result;
  Support top;
  add(seen, top);
  walk(top, result, true);
  result.seen = std::move(seen);
  return result;
}

std::vector<model::StatementId> Lineages::statements_below(RowRef row) {
  Lineage result;
  walk({.row = row, .rows = {place(row)}, .presumptions = {}}, result, false);
  return std::move(result.statements);
}

/// Without recursion: derivations can be as long as a chain of a million facts.
void Lineages::walk(const Support& top, Lineage& into, bool presumptions) {
  ++walk_;
  statement_walks_.resize(fixpoint_.facts->size());
  std::vector<Place> open;
  const auto take = [&](const Support& from) {
    for (const Place next : from.rows) {
      if (std::exchange(rows_[next].walk, walk_) != walk_) open.push_back(next);
    }
    if (!presumptions) return;
    into.presumptions.insert(into.presumptions.end(), from.presumptions.begin(),
                             from.presumptions.end());
    into.unknowns.insert(into.unknowns.end(), from.unknowns.begin(), from.unknowns.end());
  };
  take(top);
  while (!open.empty() && meter_.tick()) {
    const Place at = open.back();
    open.pop_back();
    if (!rows_[at].known) learn(at, replay(fixpoint_, rows_[at].row, symbols_, meter_));
    take(rows_[at]);
    for (const model::StatementId one : fixpoint_.statements_of(rows_[at].row)) {
      std::uint32_t& last = statement_walks_[fixpoint_.facts->place_of(one)];
      if (std::exchange(last, walk_) == walk_) continue;
      into.statements.push_back(one);
    }
  }
  std::ranges::sort(into.statements);
  const auto precedes = [&](const Presumption& a, const Presumption& b) {
    return presumption_precedes(fixpoint_, symbols_, a, b);
  };
  sort_unique(into.presumptions, precedes);
  sort_unique(into.unknowns, precedes);
}

Lineages::Place Lineages::place(RowRef row) {
  const auto [it, is_new] =
      places_.try_emplace(Fixpoint::key(row), static_cast<Place>(rows_.size()));
  if (is_new) rows_.push_back({.row = row, .rows = {}, .presumptions = {}});
  return it->second;
}

/// A row rests on the conditions of all derivations that count.
void Lineages::learn(Place at, const std::vector<Replayed>& ways) {
  Support found{
      .row = rows_[at].row, .known = true, .walk = rows_[at].walk, .rows = {}, .presumptions = {}};
  add_rating(found.row, found);
  for (const Replayed& way : ways) {
    if (!way.counted_with) add(way.seen, found);
  }
  rows_[at] = std::move(found);
}

void Lineages::add(const std::vector<Seen>& seen, Support& into) {
  for (const Seen& step : seen) {
    each_row(step, [&](RowRef row) {
      if (is_evidence(fixpoint_, row.store)) into.rows.push_back(place(row));
    });
    if (step.step->kind == Step::Kind::unknown) {
      into.unknowns.push_back(asked_as_unknown(fixpoint_, step));
    }
    if (!step.absence) continue;
    into.presumptions.insert(into.presumptions.end(), step.absence->presumed.begin(),
                             step.absence->presumed.end());
  }
}

/// The row of a rating rests on what contributed to it.
void Lineages::add_rating(RowRef ref, Support& into) {
  const plan::StorePlan& store = (*fixpoint_.plan)[ref.store];
  if (store.role != plan::StorePlan::Role::rows) return;
  const RatingId rating = fixpoint_.program->schema[store.relation].rating;
  if (!rating.valid()) return;
  const auto words = fixpoint_.store(ref.store).row(ref.row);
  const std::uint32_t subjects = fixpoint_.program->schema[rating].subjects;
  const auto found = place_of(fixpoint_, rating, std::span(words).first(subjects));
  if (!found) return;
  const RatingRow row = rated_row(fixpoint_, rating, *found);
  const plan::RatingPlan& plan = fixpoint_.plan->ratings[rating.index()];
  for (const Contributed& one : row.contributions) {
    if (one.counted_with) continue;
    into.rows.push_back(place({plan.contributions[one.input].store, one.row}));
  }
  for (const Limited& one : row.limits) {
    into.rows.push_back(place({plan.limits[one.input].store, one.row}));
  }
}

std::vector<Replayed> replay(const Fixpoint& fixpoint, RowRef row, base::Symbols& symbols,
                             Meter& meter) {
  Machine machine(fixpoint, symbols, meter);
  return replay(fixpoint, row, machine);
}

std::vector<Replayed> replay(const Fixpoint& fixpoint, RowRef row, Machine& machine) {
  const Store& store = fixpoint.store(row.store);
  const Derivation best = store.derivation(row.row);
  if (best.rule == Derivation::given) return {};
  std::vector<Replayed> result;
  const auto ways = fixpoint.ways.find(Fixpoint::key(row));
  if (ways == fixpoint.ways.end()) {
    const auto premises = store.premises(row.row, fixpoint.plan->rules[best.rule].premises);
    const Way way{
        best.rule, fixpoint.derived_grade(row), best.height, {premises.begin(), premises.end()}};
    result.push_back({way.rule, way.grade, replay(fixpoint, row, way, machine)});
    return result;
  }
  for (const Way& way : ways->second) {
    result.push_back({way.rule, way.grade, replay(fixpoint, row, way, machine), way.counted_with});
  }
  return result;
}

std::vector<Seen> replay(const Fixpoint& fixpoint, RowRef row, const Way& way, Machine& machine) {
  return machine.replay(fixpoint.plan->rules[way.rule], way.premises,
                        fixpoint.store(row.store).row(row.row), way.height);
}

}  // namespace casus::infer
