// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

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
    const bool said = one.answers.verdict && one.answers.answers.empty();
    if (said && one.answers.others) return true;
    return std::ranges::any_of(one.answers.answers,
                               [](const Answer& a) { return a.between.has_value(); });
  });
}

}  // namespace

void answers_json(const std::vector<CaseAnswers>& cases, Output& out) {
  answers_json(cases, out, {});
}

void answers_json(const std::vector<CaseAnswers>& cases, Output& out, const MoreMembers& more) {
  JsonWriter json(out.text());
  json.open('{').field("schema", "casus.query/1").key("answers").open('[');
  for (const CaseAnswers& one : cases) {
    for (const Answer& answer : one.answers.answers) {
      json.open('{');
      write_answer(json, answer, one.case_name);
      json.close('}');
      if (!out.go_on()) return;
    }
  }
  json.close(']').key("variables");
  json.value(cases.empty() ? std::vector<std::string>{} : cases.front().answers.variables);
  json.key("cases").open('[');
  for (const CaseAnswers& one : cases) {
    json.open('{').field("case", one.case_name).field("verdict", to_json(one.answers.verdict));
    json.field("contradictions", one.answers.contradictions);
    json.field("limit", to_json(one.answers.limit));
    json.field("inexact", to_json(one.answers.inexact));
    json.field("others", to_json(one.answers.others)).close('}');
  }
  json.close(']');
  if (more) more(json);
  json.close('}');
  out.text() += '\n';
}

void answers_ndjson(const std::vector<CaseAnswers>& cases, Output& out) {
  for (const CaseAnswers& one : cases) {
    const std::optional<Verdict>& verdict = one.answers.verdict;
    for (const Answer& answer : one.answers.answers) {
      JsonWriter json(out.text());
      json.open('{').field("schema", "casus.query/1");
      write_answer(json, answer, one.case_name);
      if (verdict) json.field("verdict", verdict_word(*verdict));
      json.close('}');
      out.text() += '\n';
      if (!out.go_on()) return;
    }
    if (!verdict || !one.answers.answers.empty()) continue;
    JsonWriter json(out.text());
    json.open('{').field("schema", "casus.query/1").field("case", one.case_name);
    json.field("verdict", verdict_word(*verdict));
    if (one.answers.others) json.field("between", to_json(one.answers.others));
    json.close('}');
    out.text() += '\n';
  }
}

void answers_csv(const std::vector<CaseAnswers>& cases, Output& out) {
  std::vector<std::string> header{"case"};
  if (!cases.empty()) {
    const auto& variables = cases.front().answers.variables;
    header.insert(header.end(), variables.begin(), variables.end());
  }
  header.emplace_back("certainty");
  const bool wide = any_between(cases);
  if (wide) header.insert(header.end(), {"certainty_low", "certainty_high"});
  const bool judged = std::ranges::any_of(
      cases, [](const CaseAnswers& one) { return one.answers.verdict.has_value(); });
  if (judged) header.emplace_back("verdict");
  out.text() += csv_row(header);
  CsvWriter csv(out.text());
  for (const CaseAnswers& one : cases) {
    for (const Answer& answer : one.answers.answers) {
      csv.cell(one.case_name);
      for (const auto& [name, value] : answer.bindings) csv.cell(value);
      csv.cell(answer.certainty);
      if (wide) {
        const Certainty one_number = answer.certainty;
        const Between between = answer.between.value_or(Between{one_number, one_number});
        csv.cell(between.low);
        csv.cell(between.high);
      }
      if (judged) csv.cell(verdict_word(one.answers.verdict.value_or(Verdict::yes)));
      csv.end_row();
      if (!out.go_on()) return;
    }
    if (!one.answers.verdict || !one.answers.answers.empty()) continue;
    csv.cell(one.case_name);
    csv.cell("");
    if (wide && one.answers.others) {
      csv.cell(one.answers.others->low);
      csv.cell(one.answers.others->high);
    } else if (wide) {
      csv.cell("");
      csv.cell("");
    }
    csv.cell(verdict_word(*one.answers.verdict));
    csv.end_row();
  }
}

}  // namespace casus::report
