// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/json.hpp"
#include "report/why_not.hpp"

namespace casus::report {
namespace {

using Attempt = WhyNot::Attempt;
using Condition = WhyNot::Condition;
using Note = WhyNot::Note;

std::string_view name_of(Note::Kind kind) {
  switch (kind) {
    case Note::Kind::nearest:
      return "nearest";
    case Note::Kind::other_kind:
      return "other_kind";
    case Note::Kind::not_valid:
      return "not_valid";
    case Note::Kind::too_unsure:
      return "too_unsure";
    case Note::Kind::contradicted:
      return "contradicted";
    case Note::Kind::denied:
      return "denied";
    case Note::Kind::displaced:
      return "displaced";
    case Note::Kind::against:
      return "against";
    case Note::Kind::unknown:
      return "unknown";
    case Note::Kind::no_value:
      return "no_value";
    case Note::Kind::no_effect:
      return "no_effect";
    case Note::Kind::excluded:
      return "excluded";
    case Note::Kind::no_rule:
      return "no_rule";
    case Note::Kind::repeated:
      return "repeated";
    case Note::Kind::left_open:
      return "left_open";
  }
  return "nearest";
}

std::string_view name_of(Condition::State state) {
  switch (state) {
    case Condition::State::ok:
      return "ok";
    case Condition::State::fails:
      return "fails";
    case Condition::State::not_reached:
      break;
  }
  return "not_reached";
}

json::array notes_json(const std::vector<Note>& notes) {
  json::array result;
  for (const Note& note : notes) {
    json::object object{{"kind", json::value(name_of(note.kind))}, {"text", note.text}};
    if (!note.facts.empty()) object["facts"] = to_json(note.facts);
    if (!note.goal.empty()) object["goal"] = note.goal;
    result.push_back(std::move(object));
  }
  return result;
}

json::object shortfall_json(const WhyNot::Shortfall& gap) {
  json::object object{{"what", gap.what},
                      {"actual", to_json(gap.actual)},
                      {"needs", gap.needs},
                      {"needed", to_json(gap.needed)}};
  if (!gap.actual.unit.empty()) object["unit"] = gap.actual.unit;
  if (gap.distance) object["distance"] = *gap.distance;
  return object;
}

json::array attempts_json(const std::vector<Attempt>& attempts, const Sources& sources);

json::object condition_json(const Condition& one, const Sources& sources) {
  json::object object{{"state", json::value(name_of(one.state))}, {"text", one.text}};
  if (!one.code.empty()) object["code"] = one.code;
  if (!one.facts.empty()) object["facts"] = to_json(one.facts);
  if (one.shortfall) object["gap"] = shortfall_json(*one.shortfall);
  if (!one.missing.empty()) object["missing"] = one.missing;
  if (!one.notes.empty()) object["notes"] = notes_json(one.notes);
  if (!one.attempts.empty()) object["attempts"] = attempts_json(one.attempts, sources);
  if (one.further > 0) object["further"] = one.further;
  if (one.rating) object["rating"] = *one.rating;
  if (one.span.valid()) object["place"] = to_json(one.span, sources);
  return object;
}

json::array attempts_json(const std::vector<Attempt>& attempts, const Sources& sources) {
  json::array result;
  for (const Attempt& one : attempts) {
    json::object object;
    if (!one.rule.empty()) object["rule"] = one.rule;
    if (!one.title.empty()) object["title"] = one.title;
    if (!one.text.empty()) object["text"] = one.text;
    if (one.denies) object["denies"] = true;
    if (one.amount) object["amount"] = *one.amount;
    object["fails"] = one.fails;
    object["not_reached"] = one.not_reached;
    object["distance"] = one.distance;
    if (one.partial) object["partial"] = true;
    if (!one.bindings.empty()) object["bindings"] = to_json(one.bindings);
    json::array conditions;
    for (const Condition& condition : one.conditions) {
      conditions.push_back(condition_json(condition, sources));
    }
    object["conditions"] = std::move(conditions);
    if (!one.notes.empty()) object["notes"] = notes_json(one.notes);
    if (one.span.valid()) object["place"] = to_json(one.span, sources);
    result.push_back(std::move(object));
  }
  return result;
}

json::array ratings_json(const WhyNot& said, const Sources& sources) {
  json::array result;
  for (const WhyNot::RatingMiss& one : said.ratings) {
    json::array against;
    for (const std::size_t i : one.against) {
      const Contribution& from = one.rating.contributions[i];
      against.push_back(json::object{{"rule", from.rule},
                                     {"factor", from.factor},
                                     {"amount", from.amount},
                                     {"because", from.because},
                                     {"facts", to_json(from.facts)}});
    }
    json::array limits;
    for (const std::size_t i : one.limits) {
      const LimitEffect& from = one.rating.limits[i];
      limits.push_back(json::object{{"rule", from.rule},
                                    {"factor", from.factor},
                                    {"at", from.at},
                                    {"effect", from.effect},
                                    {"because", from.because},
                                    {"facts", to_json(from.facts)}});
    }
    json::object object{{"rating", one.rating.rating}, {"subject", to_json(one.rating.subject)}};
    object["score"] = one.rating.score;
    object["band"] = one.rating.band;
    if (!one.factor.empty()) object["factor"] = one.factor;
    object["needed"] = one.needed;
    object["missing"] = one.missing;
    object["against"] = std::move(against);
    object["limits"] = std::move(limits);
    const auto held = std::ranges::find(one.limits, one.held_by.value_or(one.rating.limits.size()));
    object["held_by"] =
        held == one.limits.end() ? json::value(nullptr) : json::value(held - one.limits.begin());
    object["helping"] = attempts_json(one.helping, sources);
    object["further"] = one.further;
    result.push_back(std::move(object));
  }
  return result;
}

}  // namespace

std::string why_not_json(const CaseWhyNots& cases) {
  json::array explanations;
  for (const CaseWhyNot& one : cases) {
    const WhyNot& said = one.why_not;
    explanations.push_back(json::object{{"case", one.case_name},
                                        {"holds", said.holds},
                                        {"verdict", to_json(said.verdict)},
                                        {"contradictions", to_json(said.contradictions)},
                                        {"attempts", attempts_json(said.attempts, one.sources)},
                                        {"further", said.further},
                                        {"notes", notes_json(said.notes)},
                                        {"ratings", ratings_json(said, one.sources)},
                                        {"partial", said.partial},
                                        {"limit", to_json(said.limit)},
                                        {"inexact", to_json(said.inexact)}});
  }
  const bool holds =
      std::ranges::any_of(cases, [](const CaseWhyNot& one) { return one.why_not.holds; });
  const json::object document{{"schema", "casus.why-not/1"},
                              {"goal", cases.empty() ? "" : cases.front().why_not.goal},
                              {"holds", holds},
                              {"explanations", std::move(explanations)}};
  return write_json(document) + '\n';
}

}  // namespace casus::report
