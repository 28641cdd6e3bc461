// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "report/answers.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

bool is_number(const Value& value) {
  return std::holds_alternative<std::int64_t>(value.data) ||
         std::holds_alternative<double>(value.data);
}

std::string value_text(const Value& value) {
  if (std::holds_alternative<Unknown>(value.data)) return "unknown";
  std::string text = printable(value.text);
  // A percentage carries its unit in its text already.
  if (is_number(value) && !value.unit.empty() && !text.ends_with(value.unit)) {
    text += ' ' + printable(value.unit);
  }
  return text;
}

bool any_uncertain(const std::vector<CaseAnswers>& cases) {
  return std::ranges::any_of(cases, [](const CaseAnswers& one) {
    return std::ranges::any_of(one.answers.answers,
                               [](const Answer& a) { return a.certainty != 1 || a.between; });
  });
}

bool any_answer(const std::vector<CaseAnswers>& cases) {
  return std::ranges::any_of(cases,
                             [](const CaseAnswers& one) { return !one.answers.answers.empty(); });
}

/// "yes", "no", "unknown".
std::string_view word_of(const Answers& answers) {
  const bool found = !answers.answers.empty() && answers.answers.front().certainty > 0;
  return verdict_word(answers.verdict.value_or(found ? Verdict::yes : Verdict::no));
}

/// "yes", "yes (0.7)", "no", "no (0..0.0003)", "unknown"; where a limit came first, what was not
/// found is not denied.
std::string verdict(const Answers& answers) {
  if (answers.answers.empty() && answers.limit) return "not found before a limit";
  const std::string word(word_of(answers));
  if (answers.answers.empty()) {
    return answers.others ? fmt::format("{} ({})", word, certainty_text(0, answers.others)) : word;
  }
  const auto& [bindings, certainty, between] = answers.answers.front();
  if (certainty == 1 && !between) return word;
  return fmt::format("{} ({})", word, certainty_text(certainty, between));
}

/// What a list of answers leaves open: "others: 0..0.0003".
std::string others(const std::vector<CaseAnswers>& cases) {
  std::string out;
  for (const CaseAnswers& one : cases) {
    if (!one.answers.others) continue;
    if (cases.size() > 1) out += printable(one.case_name) + ": ";
    out += fmt::format("others: {}\n", certainty_text(0, one.answers.others));
  }
  return out;
}

/// "contradicted: she is the successor: held and denied equally, so it is unknown"
std::string verdict_line(const Answers& answers) {
  std::string line = verdict(answers);
  const bool said = answers.verdict == Verdict::contradicted;
  for (std::size_t i = 0; i < answers.contradictions.size(); ++i) {
    line += i > 0 ? "; " : said ? ": " : ", contradicted: ";
    line += printable(answers.contradictions[i]);
  }
  return line;
}

std::string verdicts(const std::vector<CaseAnswers>& cases) {
  std::string out;
  for (const CaseAnswers& one : cases) {
    if (cases.size() > 1) out += printable(one.case_name) + ": ";
    out += verdict_line(one.answers) + '\n';
  }
  return out;
}

std::string partial(const std::vector<CaseAnswers>& cases) {
  const bool limited = std::ranges::any_of(
      cases, [](const CaseAnswers& one) { return one.answers.limit.has_value(); });
  return limited ? "partial: a limit came first\n" : "";
}

bool right_aligned(const std::vector<CaseAnswers>& cases, std::size_t variable) {
  return std::ranges::all_of(cases, [&](const CaseAnswers& one) {
    return std::ranges::all_of(one.answers.answers, [&](const Answer& answer) {
      return is_number(answer.bindings[variable].second);
    });
  });
}

}  // namespace

std::string answers_text(const std::vector<CaseAnswers>& cases, const Style& style) {
  if (cases.empty()) return {};
  const std::vector<std::string>& variables = cases.front().answers.variables;
  if (variables.empty()) return verdicts(cases);
  if (!any_answer(cases)) return "no answer\n" + others(cases) + partial(cases);
  const bool with_case = cases.size() > 1;
  const bool with_certainty = any_uncertain(cases);
  std::vector<Column> columns;
  if (with_case) columns.push_back({.title = "case", .wraps = true});
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const bool right = right_aligned(cases, i);
    columns.push_back({.title = printable(variables[i]), .right = right, .wraps = !right});
  }
  if (with_certainty) columns.push_back({.title = "certainty", .right = true});
  Table table(std::move(columns));
  for (const CaseAnswers& one : cases) {
    for (const Answer& answer : one.answers.answers) {
      std::vector<std::string> row;
      if (with_case) row.push_back(printable(one.case_name));
      for (const auto& [name, value] : answer.bindings) row.push_back(value_text(value));
      if (with_certainty) row.push_back(certainty_text(answer.certainty, answer.between));
      table.add(std::move(row));
    }
  }
  return table.text(style) + others(cases) + partial(cases);
}

std::string answers_prose(const std::vector<CaseAnswers>& cases) {
  std::string out;
  for (const CaseAnswers& one : cases) {
    const std::string head = cases.size() > 1 ? printable(one.case_name) + ": " : std::string();
    if (one.answers.answers.empty()) {
      const bool told = one.answers.verdict == Verdict::contradicted;
      const bool plain = one.answers.limit || one.answers.variables.empty();
      if (!told) out += head + (plain ? statement(verdict(one.answers)) : "No answer.") + '\n';
    }
    for (const Answer& answer : one.answers.answers) {
      std::string line;
      for (const auto& [name, value] : answer.bindings) {
        line +=
            fmt::format("{}{} is {}", line.empty() ? "" : ", ", printable(name), value_text(value));
      }
      if (line.empty()) line = word_of(one.answers);
      if (answer.certainty != 1 || answer.between)
        line += ", certainty " + certainty_text(answer.certainty, answer.between);
      out += head + (answer.bindings.empty() ? statement(line) : line + '.') + '\n';
    }
    for (const std::string& text : one.answers.contradictions) {
      out += head + statement("contradicted: " + printable(text)) + '\n';
    }
    if (one.answers.others && !one.answers.variables.empty()) {
      out += fmt::format("{}Others: certainty {}.\n", head, certainty_text(0, one.answers.others));
    }
    if (one.answers.limit && !one.answers.answers.empty()) out += head + "More may follow.\n";
  }
  return out;
}

}  // namespace casus::report
