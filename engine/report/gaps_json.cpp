// SPDX-License-Identifier: Apache-2.0
#include "report/gaps.hpp"
#include "report/json.hpp"

namespace casus::report {
namespace {

using Kind = Gap::Kind;
using Measure = Gaps::Measure;

std::string_view kind_word(Kind kind) {
  switch (kind) {
    case Kind::unknown:
      return "unknown";
    case Kind::presumption:
      return "presumption";
    case Kind::field:
      return "field";
    case Kind::unstated:
      return "unstated";
  }
  return {};
}

std::string_view measure_word(Measure measure) {
  switch (measure) {
    case Measure::score:
      return "score";
    case Measure::certainty:
      return "certainty";
    case Measure::answers:
      return "answers";
  }
  return {};
}

/// `answers`: how many there were; one more is that things are as they are.
json::object effect_json(const Gaps& gaps, const GapEffect& effect, std::size_t answers) {
  json::object result;
  if (!gaps.ratings.empty()) {
    const Rating& rating = gaps.ratings[effect.rating];
    result = {{"rating", rating.rating},
              {"module", rating.module},
              {"subject", to_json(rating.subject)},
              {"now", json::object{{"score", rating.score}, {"band", rating.band}}}};
  }
  const auto end = [&](double value, const std::string& band, std::size_t answer) {
    json::object object{{gaps.ratings.empty() ? "value" : "score", value}};
    if (!gaps.ratings.empty()) object["band"] = band;
    object["answer"] = answer < answers ? json::value(answer) : json::value(nullptr);
    return object;
  };
  result["low"] = end(effect.low, effect.low_band, effect.low_answer);
  result["high"] = end(effect.high, effect.high_band, effect.high_answer);
  return result;
}

json::array effects_json(const Gaps& gaps, const std::vector<GapEffect>& effects,
                         std::size_t answers) {
  json::array result;
  for (const GapEffect& one : effects) result.push_back(effect_json(gaps, one, answers));
  return result;
}

json::object gap_json(const CaseGaps& one, const Gap& gap) {
  json::array fields;
  for (const GapField& field : gap.fields) {
    fields.push_back(json::object{{"name", field.name},
                                  {"type", field.type},
                                  {"open", field.open},
                                  {"members", to_json(field.members)}});
  }
  json::array reasons;
  for (const GapReason& reason : gap.reasons) {
    reasons.push_back(json::object{{"rule", reason.rule},
                                   {"title", reason.title},
                                   {"because", reason.because},
                                   {"place", to_json(reason.span, one.sources)}});
  }
  json::object result{{"kind", kind_word(gap.kind)},
                      {"relation", gap.relation},
                      {"fact", nullptr},
                      {"known", to_json(gap.known)},
                      {"fields", std::move(fields)},
                      {"question", gap.question},
                      {"presumed", nullptr},
                      {"stated", nullptr},
                      {"answers", to_json(gap.answers)},
                      {"untried", nullptr},
                      {"span", gap.span},
                      {"effects", effects_json(one.gaps, gap.effects, gap.answers.size())},
                      {"reasons", std::move(reasons)}};
  if (!gap.fact.empty()) result["fact"] = gap.fact;
  if (gap.kind == Kind::presumption) result["presumed"] = gap.presumed;
  if (gap.stated > 0) {
    result["stated"] = json::object{{"by", to_json(gap.stated_by)}, {"certainty", gap.stated}};
  }
  if (!gap.untried.empty()) result["untried"] = gap.untried;
  return result;
}

json::object pair_json(const CaseGaps& one, const GapPair& pair) {
  json::array questions;
  for (const Gap& gap : pair.questions) questions.push_back(gap_json(one, gap));
  json::array answers;
  for (const auto& [first, second] : pair.answers) {
    answers.push_back(json::array{pair.questions[0].answers[first].c_str(),
                                  pair.questions[1].answers[second].c_str()});
  }
  json::object result{{"questions", std::move(questions)},
                      {"answers", std::move(answers)},
                      {"untried", nullptr},
                      {"span", pair.span},
                      {"effects", effects_json(one.gaps, pair.effects, pair.answers.size())}};
  if (!pair.untried.empty()) result["untried"] = pair.untried;
  return result;
}

}  // namespace

std::string gaps_json(const std::vector<CaseGaps>& cases) {
  json::array all;
  for (const CaseGaps& one : cases) {
    json::array gaps;
    for (const Gap& gap : one.gaps.gaps) gaps.push_back(gap_json(one, gap));
    json::array pairs;
    for (const GapPair& pair : one.gaps.pairs) pairs.push_back(pair_json(one, pair));
    json::array unmoved;
    for (const Gap& gap : one.gaps.still) unmoved.push_back(gap_json(one, gap));
    json::object object{{"case", one.gaps.info.name},
                        {"path", one.gaps.info.path},
                        {"calculus", one.gaps.calculus},
                        {"measure", measure_word(one.gaps.measure)},
                        {"now", nullptr},
                        {"gaps", std::move(gaps)},
                        {"pairs", std::move(pairs)},
                        {"still", one.gaps.still.size()},
                        {"unmoved", std::move(unmoved)},
                        {"partial", one.gaps.partial},
                        {"limit", to_json(one.gaps.limit)}};
    if (one.gaps.measure != Measure::score) object["now"] = one.gaps.now;
    all.push_back(std::move(object));
  }
  json::object document{{"schema", "casus.gaps/1"}, {"goal", nullptr}, {"cases", std::move(all)}};
  if (!cases.empty() && !cases.front().gaps.goal.empty()) {
    document["goal"] = cases.front().gaps.goal;
  }
  return write_json(document) + '\n';
}

}  // namespace casus::report
