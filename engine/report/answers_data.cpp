// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/answers.hpp"
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

void put_answer(json::object& object, const Answer& answer, const std::string& case_name) {
  object["bindings"] = to_json(answer.bindings);
  object["certainty"] = answer.certainty;
  if (answer.between) object["between"] = to_json(answer.between);
  object["case"] = case_name;
}

std::string field(const Value& value) {
  struct Visitor {
    std::string operator()(const Unknown&) const { return {}; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return shortest(number); }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(Date date) const { return date_text(date); }
  };
  return std::visit(Visitor{}, value.data);
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

std::string answers_json(const std::vector<CaseAnswers>& cases) {
  json::array answers;
  json::array infos;
  for (const CaseAnswers& one : cases) {
    for (const Answer& answer : one.answers.answers) {
      json::object object;
      put_answer(object, answer, one.case_name);
      answers.push_back(std::move(object));
    }
    infos.push_back(json::object{{"case", one.case_name},
                                 {"verdict", to_json(one.answers.verdict)},
                                 {"contradictions", to_json(one.answers.contradictions)},
                                 {"limit", to_json(one.answers.limit)},
                                 {"inexact", to_json(one.answers.inexact)},
                                 {"others", to_json(one.answers.others)}});
  }
  const json::array variables =
      cases.empty() ? json::array{} : to_json(cases.front().answers.variables);
  const json::object document{{"schema", "casus.query/1"},
                              {"answers", std::move(answers)},
                              {"variables", variables},
                              {"cases", std::move(infos)}};
  return write_json(document) + '\n';
}

std::string answers_ndjson(const std::vector<CaseAnswers>& cases) {
  std::string out;
  for (const CaseAnswers& one : cases) {
    for (const Answer& answer : one.answers.answers) {
      json::object object{{"schema", "casus.query/1"}};
      put_answer(object, answer, one.case_name);
      if (one.answers.verdict) object["verdict"] = to_json(one.answers.verdict);
      out += write_json(object) + '\n';
    }
    if (one.answers.verdict && one.answers.answers.empty()) {
      json::object object{{"schema", "casus.query/1"},
                          {"case", one.case_name},
                          {"verdict", to_json(one.answers.verdict)}};
      if (one.answers.others) object["between"] = to_json(one.answers.others);
      out += write_json(object) + '\n';
    }
  }
  return out;
}

std::string answers_csv(const std::vector<CaseAnswers>& cases) {
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
  std::string out = csv_row(header);
  for (const CaseAnswers& one : cases) {
    for (const Answer& answer : one.answers.answers) {
      std::vector<std::string> row{one.case_name};
      for (const auto& [name, value] : answer.bindings) row.push_back(field(value));
      row.push_back(shortest(answer.certainty));
      const Certainty one_number = answer.certainty;
      const Between between = answer.between.value_or(Between{one_number, one_number});
      if (wide) row.insert(row.end(), {shortest(between.low), shortest(between.high)});
      if (judged) row.emplace_back(verdict_word(one.answers.verdict.value_or(Verdict::yes)));
      out += csv_row(row);
    }
    if (one.answers.verdict && one.answers.answers.empty()) {
      std::vector<std::string> row{one.case_name, ""};
      const std::optional<Between>& others = one.answers.others;
      if (wide && others) row.insert(row.end(), {shortest(others->low), shortest(others->high)});
      if (wide && !others) row.insert(row.end(), {"", ""});
      row.emplace_back(verdict_word(*one.answers.verdict));
      out += csv_row(row);
    }
  }
  return out;
}

}  // namespace casus::report
