// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "report/answers.hpp"
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

/// All keys of an answer, in an object that is open.
void write_answer(JsonWriter& json, const Answer& answer, const std::string& case_name) {
  json.field("bindings", answer.bindings).field("certainty", answer.certainty);
  if (answer.between) json.field("between", to_json(answer.between));
  json.field("case", case_name);
}

bool any_between(const std::vector<CaseAnswers>& cases) {
  return std::ranges::any_of(cases, [](const CaseAnswers& one) {
    const Answers& said = one.answers.summary();
    if (said.verdict && one.answers.empty() && said.others) return true;
    return one.answers.any(
        [](Certainty, const std::optional<Between>& between) { return between.has_value(); });
  });
}

/// Tells the answers of a case until no more are wanted; returns what else cut them short.
template <class Use>
std::optional<LimitReached> tell(const std::vector<CaseAnswers>& cases, std::size_t place,
                                 Output& out, const Cut& cut, const Use& use) {
  const auto limit = cases[place].answers.each(
      [&](const Answer& answer) {
        use(answer);
        return out.go_on();
      },
      AnswerList::Values::data);
  if (limit && cut) cut(place, *limit);
  return limit;
}

}  // namespace

void answers_json(const std::vector<CaseAnswers>& cases, Output& out, const Cut& cut,
                  const MoreMembers& more) {
  JsonWriter json(out.text());
  json.open('{').field("schema", "casus.query/1").key("answers").open('[');
  std::vector<std::optional<LimitReached>> limits;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    limits.push_back(tell(cases, i, out, cut, [&](const Answer& answer) {
      json.open('{');
      write_answer(json, answer, cases[i].case_name);
      json.close('}');
    }));
    if (!limits.back()) limits.back() = cases[i].answers.summary().limit;
  }
  json.close(']').key("variables");
  json.value(cases.empty() ? std::vector<std::string>{}
                           : cases.front().answers.summary().variables);
  json.key("cases").open('[');
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Answers& said = cases[i].answers.summary();
    json.open('{').field("case", cases[i].case_name).field("verdict", to_json(said.verdict));
    json.field("contradictions", said.contradictions);
    json.field("limit", to_json(limits[i]));
    json.field("inexact", to_json(said.inexact));
    json.field("others", to_json(said.others)).close('}');
  }
  json.close(']');
  if (more) more(json);
  json.close('}');
  out.text() += '\n';
}

void answers_ndjson(const std::vector<CaseAnswers>& cases, Output& out, const Cut& cut) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const CaseAnswers& one = cases[i];
    const Answers& said = one.answers.summary();
    (void)tell(cases, i, out, cut, [&](const Answer& answer) {
      JsonWriter json(out.text());
      json.open('{').field("schema", "casus.query/1");
      write_answer(json, answer, one.case_name);
      if (said.verdict) json.field("verdict", verdict_word(*said.verdict));
      json.close('}');
      out.text() += '\n';
    });
    if (!said.verdict || !one.answers.empty()) continue;
    JsonWriter json(out.text());
    json.open('{').field("schema", "casus.query/1").field("case", one.case_name);
    json.field("verdict", verdict_word(*said.verdict));
    if (said.others) json.field("between", to_json(said.others));
    json.close('}');
    out.text() += '\n';
  }
}

void answers_csv(const std::vector<CaseAnswers>& cases, Output& out, const Cut& cut) {
  std::vector<std::string> header{"case"};
  if (!cases.empty()) {
    const auto& variables = cases.front().answers.summary().variables;
    header.insert(header.end(), variables.begin(), variables.end());
  }
  header.emplace_back("certainty");
  const bool wide = any_between(cases);
  if (wide) header.insert(header.end(), {"certainty_low", "certainty_high"});
  const bool judged = std::ranges::any_of(
      cases, [](const CaseAnswers& one) { return one.answers.summary().verdict.has_value(); });
  if (judged) header.emplace_back("verdict");
  out.text() += csv_row(header);
  CsvWriter csv(out.text());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const CaseAnswers& one = cases[i];
    const Answers& said = one.answers.summary();
    (void)tell(cases, i, out, cut, [&](const Answer& answer) {
      csv.cell(one.case_name);
      for (const auto& [name, value] : answer.bindings) csv.cell(value);
      csv.cell(answer.certainty);
      if (wide) {
        const Certainty one_number = answer.certainty;
        const Between between = answer.between.value_or(Between{one_number, one_number});
        csv.cell(between.low);
        csv.cell(between.high);
      }
      if (judged) csv.cell(verdict_word(said.verdict.value_or(Verdict::yes)));
      csv.end_row();
    });
    if (!said.verdict || !one.answers.empty()) continue;
    csv.cell(one.case_name);
    csv.cell("");
    if (wide && said.others) {
      csv.cell(said.others->low);
      csv.cell(said.others->high);
    } else if (wide) {
      csv.cell("");
      csv.cell("");
    }
    csv.cell(verdict_word(*said.verdict));
    csv.end_row();
  }
}

}  // namespace casus::report
