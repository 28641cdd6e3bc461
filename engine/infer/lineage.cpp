// SPDX-License-Identifier: Apache-2.0
#include "infer/lineage.hpp"

#include <algorithm>
#include <set>

#include "base/sort_unique.hpp"
#include "infer/precedence.hpp"

namespace casus::infer {
namespace {

/// Walks down without recursion: derivations can be as long as a chain of a million facts.
class Walk {
 public:
  Walk(const Fixpoint& fixpoint, base::Symbols& symbols) : fixpoint_(fixpoint), symbols_(symbols) {}

  [[nodiscard]] Lineage below(RowRef row) {
    visited_.insert(Fixpoint::key(row));
    for (const Replayed& way : visit(row)) {
      if (way.counted_with) continue;
      follow(way.seen);
      if (result_.seen.empty()) result_.seen = way.seen;
    }
    return rest();
  }

  [[nodiscard]] Lineage below(std::vector<Seen> seen) {
    follow(seen);
    result_.seen = std::move(seen);
    return rest();
  }

 private:
  [[nodiscard]] Lineage rest() {
    while (!open_.empty()) {
      const RowRef next = open_.back();
      open_.pop_back();
      for (const Replayed& way : visit(next)) {
        if (!way.counted_with) follow(way.seen);
      }
    }
    result_.statements.assign(statements_.begin(), statements_.end());
    auto& presumptions = result_.presumptions;
    sort_unique(presumptions, [&](const Presumption& a, const Presumption& b) {
      return presumption_precedes(fixpoint_, symbols_, a, b);
    });
    return std::move(result_);
  }

  void push(RowRef row) {
    if (row.row != no_row && visited_.insert(Fixpoint::key(row)).second) open_.push_back(row);
  }

  /// Takes the statements of a row, and what contributed to it for later.
  std::vector<Replayed> visit(RowRef row) {
    if (const auto* statements = fixpoint_.statements_of(row)) {
      statements_.insert(statements->begin(), statements->end());
    }
    follow_rating(row);
    return replay(fixpoint_, row, symbols_);
  }

  /// Keeps what conditions rest on for later.
  void follow(const std::vector<Seen>& seen) {
    for (const Seen& step : seen) {
      if (step.row.row != no_row) push(step.row);
      if (step.absence) follow(*step.absence);
      if (!step.aggregated) continue;
      for (const Aggregated::Member& member : step.aggregated->members) {
        for (const RowRef premise : member.rows) push(premise);
      }
    }
  }

  void follow(const Absence& absence) {
    for (const RowRef row : absence.matches) push(row);
    for (const RowRef row : absence.denials) push(row);
    result_.presumptions.insert(result_.presumptions.end(), absence.presumed.begin(),
                                absence.presumed.end());
  }

  /// The row of a rating rests on what contributed to it.
  void follow_rating(RowRef ref) {
    const plan::StorePlan& store = fixpoint_.plan[ref.store];
    if (store.role != plan::StorePlan::Role::rows) return;
    const RatingId rating = fixpoint_.program->schema[store.relation].rating;
    if (!rating.valid()) return;
    const auto words = fixpoint_.store(ref.store).row(ref.row);
    const RatingRows& rows = fixpoint_.ratings[rating.index()];
    const std::uint32_t subjects = fixpoint_.program->schema[rating].subjects;
    const auto it = rows.by_subject.find({words.begin(), words.begin() + subjects});
    if (it == rows.by_subject.end()) return;
    const plan::RatingPlan& plan = fixpoint_.plan.ratings[rating.index()];
    for (const Contributed& one : rows.rows[it->second].contributions) {
      if (one.counted_with) continue;
      push({plan.contributions[one.input].store, one.row});
    }
    for (const Limited& one : rows.rows[it->second].limits) {
      push({plan.limits[one.input].store, one.row});
    }
  }

  const Fixpoint& fixpoint_;
  base::Symbols& symbols_;
  std::set<std::uint64_t> visited_;
  std::vector<RowRef> open_;
  std::set<model::StatementId> statements_;
  Lineage result_;
};

}  // namespace

std::vector<Replayed> replay(const Fixpoint& fixpoint, RowRef row, base::Symbols& symbols) {
  const Store& store = fixpoint.store(row.store);
  const Derivation& best = store.derivation(row.row);
  if (best.rule == Derivation::given) return {};
  std::vector<Replayed> result;
  const auto ways = fixpoint.ways.find(Fixpoint::key(row));
  if (ways == fixpoint.ways.end()) {
    const auto premises = store.premises(row.row, fixpoint.plan.rules[best.rule].premises);
    const Way way{
        best.rule, fixpoint.derived_grade(row), best.height, {premises.begin(), premises.end()}};
    result.push_back({way.rule, way.grade, replay(fixpoint, row, way, symbols)});
    return result;
  }
  for (const Way& way : ways->second) {
    result.push_back({way.rule, way.grade, replay(fixpoint, row, way, symbols), way.counted_with});
  }
  return result;
}

std::vector<Seen> replay(const Fixpoint& fixpoint, RowRef row, const Way& way,
                         base::Symbols& symbols) {
  Meter meter({});
  Machine machine(fixpoint, symbols, meter);
  return machine.replay(fixpoint.plan.rules[way.rule], way.premises,
                        fixpoint.store(row.store).row(row.row), way.height);
}

Lineage lineage(const Fixpoint& fixpoint, RowRef row, base::Symbols& symbols) {
  return Walk(fixpoint, symbols).below(row);
}

Lineage lineage(const Fixpoint& fixpoint, std::vector<Seen> seen, base::Symbols& symbols) {
  return Walk(fixpoint, symbols).below(std::move(seen));
}

}  // namespace casus::infer
