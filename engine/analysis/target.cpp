// SPDX-License-Identifier: Apache-2.0
#include "analysis/target.hpp"

#include <algorithm>

#include "check/reached.hpp"
#include "infer/rate/rating_places.hpp"
#include "session/asking.hpp"

namespace casus::analysis {

using check::Condition;
using check::Expr;
using infer::Fixpoint;

namespace {

const Fixpoint& fixpoint_of(const Session& session) {
  return *session.now().shared()->reasoned.fixpoint;
}

/// Whether an atom asks for a rating's subjects and for nothing else of it.
bool asks_for_subjects(const model::Schema& schema, const check::Atom& atom) {
  const model::RatingId rating = schema[atom.relation].rating;
  return rating.valid() && std::ranges::all_of(atom.given, [&](const check::Atom::Given& given) {
           return given.column < schema[rating].subjects;
         });
}

}  // namespace

void Target::reach(const check::Program& program, model::RelationId relation) {
  relations_.resize(program.schema.relations.size());
  const std::vector<bool> below = check::reached(program, relation);
  for (std::size_t r = 0; r < below.size(); ++r) {
    if (below[r]) relations_[r] = true;
  }
  relations_[relation.index()] = true;
}

std::optional<Target> Target::find(const Session& session, const std::string& goal,
                                   Diagnostics& diagnostics,
                                   std::shared_ptr<const Sources>& sources) {
  Target result;
  result.goal_ = goal;
  const session::EvaluationData& data = *session.now().shared();
  const check::Program& program = *data.reasoned.fixpoint->program;
  const model::Schema& schema = program.schema;
  result.relations_.resize(schema.relations.size());
  if (goal.empty()) {
    for (const model::Rating& rating : schema.ratings) result.reach(program, rating.relation);
    result.take_ratings(session);
    return result;
  }
  std::optional<Target> found;
  session::answering(data, [&](const session::Asking& at) -> std::optional<Limit> {
    const auto asked = session::ask(at, goal, infer::Purpose::explain);
    diagnostics = asked->diagnostics;
    sources = asked->sources;
    if (!asked->answers) return std::nullopt;
    const check::Terms& terms = asked->goal->terms;
    const check::Atom* atom = session::only_atom(*asked->goal);
    if (atom != nullptr && asks_for_subjects(schema, *atom)) {
      const model::RatingId rating = schema[atom->relation].rating;
      result.reach(program, atom->relation);
      for (std::size_t i = 0; i < asked->answers->size(); ++i) {
        const auto row = session::single_row(*asked->goal, *asked->answers, i);
        const auto words = at.fixpoint().store(row->store).row(row->row);
        result.subjects_.push_back(
            {rating, {words.begin(), words.begin() + schema[rating].subjects}});
      }
      std::ranges::sort(result.subjects_, {}, [&](const Subject& one) {
        return infer::place_of(at.fixpoint(), one.rating, one.values);
      });
      found = std::move(result);
      return std::nullopt;
    }
    result.measure_ = asked->goal->answers.empty() ? Measure::certainty : Measure::answers;
    for (const Condition& one : terms.conditions) {
      const bool asks = one.kind == Condition::Kind::atom || one.kind == Condition::Kind::unknown;
      if (asks) result.reach(program, one.atom.relation);
    }
    for (const Expr& one : terms.exprs) {
      if (one.rating.valid()) result.reach(program, schema[one.rating].relation);
    }
    found = std::move(result);
    return std::nullopt;
  });
  return found;
}

void Target::take_ratings(const Session& session) {
  const Fixpoint& fixpoint = fixpoint_of(session);
  for (std::size_t r = 0; r < fixpoint.ratings.size(); ++r) {
    const infer::Store& store = fixpoint.store(fixpoint.plan->ratings[r].subjects);
    for (const infer::RowId row : fixpoint.ratings[r].subjects) {
      const auto words = store.row(row);
      subjects_.push_back({model::RatingId(r), {words.begin(), words.end()}});
    }
  }
}

Target::Reading Target::read(const Session& session) const {
  if (measure_ == Measure::answers) {
    const auto counted = session.now().count(goal_);
    return {counted.count ? static_cast<double>(counted.count->answers) : 0};
  }
  if (measure_ == Measure::certainty) {
    const auto asked = session.now().query(goal_);
    const bool holds = asked.answers && !asked.answers->answers.empty();
    return {holds ? asked.answers->answers.front().certainty : 0};
  }
  const Fixpoint& fixpoint = fixpoint_of(session);
  Reading result;
  for (const Subject& one : subjects_) {
    const auto place = infer::place_of(fixpoint, one.rating, one.values);
    auto& value = result.emplace_back();
    if (place) value = model::points_of(fixpoint.ratings[one.rating.index()].scores[*place]);
  }
  return result;
}

std::string Target::band(const Session& session, std::size_t subject, double score) const {
  if (measure_ != Measure::score) return {};
  const model::Schema& schema = fixpoint_of(session).program->schema;
  const model::Scale& scale = schema[subjects_[subject].rating].scale;
  return schema[scale.bands].members[scale.band_of(model::micros_of(score))];
}

std::vector<Rating> Target::ratings(const Session& session) const {
  if (subjects_.empty()) return {};
  const Fixpoint& fixpoint = fixpoint_of(session);
  std::vector<std::size_t> first{0};  // of each rating, among all that are rated
  for (const infer::RatingRows& rows : fixpoint.ratings)
    first.push_back(first.back() + rows.size());
  Assessment all = session.assessment();
  std::vector<Rating> result;
  for (const Subject& one : subjects_) {
    const auto place = infer::place_of(fixpoint, one.rating, one.values);
    const std::size_t at = place ? first[one.rating.index()] + *place : all.ratings.size();
    // After a limit there may be fewer.
    if (at < all.ratings.size()) result.push_back(std::move(all.ratings[at]));
  }
  return result;
}

}  // namespace casus::analysis

namespace casus {

RatingsRun ratings_of(const Session& session, const std::string& goal) {
  RatingsRun run;
  run.sources = session.now().shared()->facts->sources;
  if (const auto target = analysis::Target::find(session, goal, run.diagnostics, run.sources)) {
    run.ratings = target->ratings(session);
  }
  return run;
}

}  // namespace casus
