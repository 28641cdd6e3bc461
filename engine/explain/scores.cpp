// SPDX-License-Identifier: Apache-2.0
#include "explain/scores.hpp"

#include <algorithm>

namespace casus::explain {

using model::points_of;

namespace {

/// What a rating is about, where its subjects come from a single atom: "pump".
std::string subject_title(const Words& words, model::RatingId rating) {
  const check::Subjects& subjects = words.fixpoint.program->subjects[rating.index()];
  const check::Condition* body = &subjects.terms[subjects.body];
  while (body->kind == check::Condition::Kind::all && body->parts.size() == 1) {
    body = &subjects.terms[body->parts.front()];
  }
  if (body->kind != check::Condition::Kind::atom) return {};
  return in_words(words.schema()[body->atom.relation].name);
}

}  // namespace

Rating without_score(const Words& words, model::RatingId rating) {
  const model::Schema& schema = words.schema();
  const model::Rating& declared = schema[rating];
  Rating result;
  result.rating = declared.name;
  result.module = declared.module;
  result.shares_name = std::ranges::count(schema.ratings, declared.name, &model::Rating::name) > 1;
  result.title = declared.title;
  result.subject_title = subject_title(words, rating);
  result.span = declared.span;
  return result;
}

void put_score(const Words& words, model::RatingId rating, const assess::Scored& scored,
               std::span<const model::Word> subjects, Rating& into) {
  const model::Schema& schema = words.schema();
  const model::Rating& declared = schema[rating];
  const auto& fields = schema[declared.relation].fields;
  const std::size_t first = declared.subjects - subjects.size();
  into.subject.resize(subjects.size());
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    into.subject[i] = words.value(subjects[i], fields[first + i].type);
  }
  into.score = points_of(scored.score);
  into.band = schema[declared.scale.bands].members[declared.scale.band_of(scored.score)];
  into.range_low = points_of(scored.low);
  into.range_high = points_of(scored.high);
  into.confidence = scored.confidence;
  into.likelihood = scored.likelihood;
}

}  // namespace casus::explain
