// SPDX-License-Identifier: Apache-2.0
//
// An explanation handed to the checker, with what it is to be held against.
#include <algorithm>

#include "infer/rate/ratings.hpp"
#include "session/asking.hpp"
#include "verify/calculus.hpp"
#include "verify/verify.hpp"

namespace casus {
namespace {

verify::Conclusions conclusions_of(const infer::Fixpoint& fixpoint) {
  const model::Schema& schema = fixpoint.program->schema;
  const std::size_t relations = schema.relations.size();
  verify::Conclusions result;
  result.held.resize(relations);
  result.denied.resize(relations);
  result.left_of_denials.resize(relations);
  result.undecided.resize(relations);
  const auto put = [&](plan::StoreId id, verify::Rows& rows) {
    if (!id.valid()) return;
    const infer::Store& store = fixpoint.store(id);
    for (infer::RowId row = 0; row < store.size(); ++row) {
      if (store.grade(row) == infer::Grade::none) continue;
      rows.emplace(store.row(row), fixpoint.calculus->certainty(store.grade(row)));
    }
  };
  for (std::size_t r = 0; r < relations; ++r) {
    const plan::StoreId held = fixpoint.plan->rows[r];
    if (schema.relations[r].kind != model::RelationKind::fact) put(held, result.held[r]);
    put(fixpoint.plan->negatives[r], result.denied[r]);
    if (!held.valid()) continue;
    for (const infer::Undecided& one : fixpoint.undecided[held.index()]) {
      const verify::Row row = fixpoint.store(held).row(one.row);
      if (one.grade != infer::Grade::none) result.undecided[r].insert(row);
      if (one.denied == infer::Grade::none) continue;
      result.left_of_denials[r][row] = fixpoint.calculus->certainty(one.denied);
    }
  }
  result.denied_alone = result.denied;
  for (const infer::Contradiction& one : fixpoint.contradictions) {
    const model::RelationId relation = (*fixpoint.plan)[one.denied.store].relation;
    result.denied_alone[relation.index()][fixpoint.store(one.denied.store).row(one.denied.row)] =
        one.denied_certainty;
  }
  for (const infer::RatingRows& rows : fixpoint.ratings) {
    auto& scores = result.scores.emplace_back();
    const model::RatingId id(result.scores.size() - 1);
    const infer::Store& subjects = fixpoint.store(fixpoint.plan->ratings[id.index()].subjects);
    for (std::uint32_t place = 0; place < rows.size(); ++place) {
      const infer::Folded folded =
          infer::fold_row(schema[id], infer::rated_row(fixpoint, id, place), infer::Extreme::as_is);
      verify::Score score;
      for (const auto& part : folded.factors) score.factors.push_back(part.points);
      score.score = folded.whole.points;
      score.band = schema[id].scale.band_of(score.score);
      verify::Row subject = subjects.row(rows.subjects[place]);
      subject.resize(schema[id].subjects);
      scores.emplace(std::move(subject), std::move(score));
    }
  }
  return result;
}

bool lacks_conclusions(const infer::Fixpoint& fixpoint) {
  return std::ranges::find(fixpoint.incomplete, true) != fixpoint.incomplete.end();
}

}  // namespace

Verification Evaluation::verify(const Explanation& explanation) const {
  Verification result;
  session::answering(*data_, [&](const session::Asking& at) -> std::optional<Limit> {
    const auto asked = session::read_goal(at, explanation.goal);
    base::Symbols symbols(asked->goal ? asked->goal->symbols : at.fixpoint().symbols);
    const infer::Fixpoint& fixpoint = at.fixpoint();
    const std::string calculus(fixpoint.calculus->name());
    result = verify::verify({.program = *fixpoint.program,
                             .facts = *fixpoint.facts,
                             .grades = data_->options.grades,
                             .calculus = calculus,
                             .settings = {.degrees = verify::Calculus(calculus).degrees(),
                                          .threshold = fixpoint.threshold,
                                          .as_of = fixpoint.as_of,
                                          .possibly = fixpoint.calculus->joins_all(),
                                          .incomplete = lacks_conclusions(fixpoint)},
                             .symbols = symbols,
                             .goal = asked->goal ? &*asked->goal : nullptr,
                             .conclusions = conclusions_of(fixpoint)},
                            explanation);
    return std::nullopt;
  });
  return result;
}

}  // namespace casus
