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
    return one.answers.any([](Certainty certainty, const std::optional<Between>& between) {
      return certainty != 1 || between;
    });
  });
}

bool any_answer(const std::vector<CaseAnswers>& cases) {
  return std::ranges::any_of(cases, [](const CaseAnswers& one) { return !one.answers.empty(); });
}

/// "yes", "no", "unknown".
std::string_view word_of(const AnswerList& answers) {
  const bool found = answers.any([](Certainty certainty, const auto&) { return certainty > 0; });
  return verdict_word(answers.summary().verdict.value_or(found ? Verdict::yes : Verdict::no));
}

/// "yes", "yes (0.7)", "no", "no (0..0.0003)", "unknown"; where a limit came first, what was not
/// found is not denied.
std::string verdict(const AnswerList& answers) {
  const Answers& said = answers.summary();
  if (answers.empty() && said.limit) return "not found before a limit";
  const std::string word(word_of(answers));
  std::string sure = answers.empty() && said.others ? certainty_text(0, said.others) : "";
  // Without variables there is one answer, or none.
  (void)answers.any([&](Certainty certainty, const std::optional<Between>& between) {
    if (certainty != 1 || between) sure = certainty_text(certainty, between);
    return true;
  });
  return sure.empty() ? word : fmt::format("{} ({})", word, sure);
}

/// What a list of answers leaves open: "others: 0..0.0003".
std::string others(const std::vector<CaseAnswers>& cases) {
  std::string out;
  for (const CaseAnswers& one : cases) {
    const Answers& said = one.answers.summary();
    if (!said.others) continue;
    if (cases.size() > 1) out += printable(one.case_name) + ": ";
    out += fmt::format("others: {}\n", certainty_text(0, said.others));
  }
  return out;
}

/// "contradicted: she is the successor: held and denied equally, so it is unknown"
std::string verdict_line(const AnswerList& answers) {
  std::string line = verdict(answers);
  const bool said = answers.summary().verdict == Verdict::contradicted;
  const std::vector<std::string>& texts = answers.summary().contradictions;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    line += i > 0 ? "; " : said ? ": " : ", contradicted: ";
    line += printable(texts[i]);
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

bool limited(const std::vector<CaseAnswers>& cases) {
  return std::ranges::any_of(
      cases, [](const CaseAnswers& one) { return one.answers.summary().limit.has_value(); });
}

/// The cells of a table, column by column, and which columns hold numbers alone.
struct Cells {
  std::vector<std::vector<std::string>> rows;
  std::vector<bool> numbers;
  bool cut = false;  ///< a limit came before all rows
};

Cells cells_of(const std::vector<CaseAnswers>& cases, bool with_certainty, const Cut& cut) {
  Cells result;
  result.numbers.assign(cases.front().answers.summary().variables.size(), true);
  for (std::size_t place = 0; place < cases.size(); ++place) {
    const CaseAnswers& one = cases[place];
    const auto limit = one.answers.each([&](const Answer& answer) {
      std::vector<std::string>& row = result.rows.emplace_back();
      row.reserve(answer.bindings.size() + 2);
      if (cases.size() > 1) row.push_back(printable(one.case_name));
      for (std::size_t i = 0; i < answer.bindings.size(); ++i) {
        const Value& value = answer.bindings[i].second;
        result.numbers[i] = result.numbers[i] && is_number(value);
        row.push_back(value_text(value));
      }
      if (with_certainty) row.push_back(certainty_text(answer.certainty, answer.between));
      return true;
    });
    result.cut = result.cut || limit;
    if (limit && cut) cut(place, *limit);
  }
  return result;
}

}  // namespace

std::string answers_text(const std::vector<CaseAnswers>& cases, const Style& style,
                         const Cut& cut) {
  if (cases.empty()) return {};
  const std::vector<std::string>& variables = cases.front().answers.summary().variables;
  if (variables.empty()) return verdicts(cases);
  const std::string partial = "partial: a limit came first\n";
  if (!any_answer(cases)) return "no answer\n" + others(cases) + (limited(cases) ? partial : "");
  const bool with_certainty = any_uncertain(cases);
  Cells cells = cells_of(cases, with_certainty, cut);
  std::vector<Column> columns;
  if (cases.size() > 1) columns.push_back({.title = "case", .wraps = true});
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const bool right = cells.numbers[i];
    columns.push_back({.title = printable(variables[i]), .right = right, .wraps = !right});
  }
  if (with_certainty) columns.push_back({.title = "certainty", .right = true});
  Table table(std::move(columns));
  for (std::vector<std::string>& row : cells.rows) table.add(std::move(row));
  const bool some_lack = cells.cut || limited(cases);
  return table.text(style) + others(cases) + (some_lack ? partial : "");
}

std::string answers_prose(const std::vector<CaseAnswers>& cases, const Cut& cut) {
  std::string out;
  for (std::size_t place = 0; place < cases.size(); ++place) {
    const CaseAnswers& one = cases[place];
    const Answers& said = one.answers.summary();
    const std::string head = cases.size() > 1 ? printable(one.case_name) + ": " : std::string();
    if (one.answers.empty()) {
      const bool told = said.verdict == Verdict::contradicted;
      const bool plain = said.limit || said.variables.empty();
      if (!told) out += head + (plain ? statement(verdict(one.answers)) : "No answer.") + '\n';
    }
    const auto limit = one.answers.each([&](const Answer& answer) {
      std::string line;
      for (const auto& [name, value] : answer.bindings) {
        line +=
            fmt::format("{}{} is {}", line.empty() ? "" : ", ", printable(name), value_text(value));
      }
      if (line.empty()) line = word_of(one.answers);
      if (answer.certainty != 1 || answer.between)
        line += ", certainty " + certainty_text(answer.certainty, answer.between);
      out += head + (answer.bindings.empty() ? statement(line) : line + '.') + '\n';
      return true;
    });
    if (limit && cut) cut(place, *limit);
    for (const std::string& text : said.contradictions) {
      out += head + statement("contradicted: " + printable(text)) + '\n';
    }
    if (said.others && !said.variables.empty()) {
      out += fmt::format("{}Others: certainty {}.\n", head, certainty_text(0, said.others));
    }
    if ((limit || said.limit) && !one.answers.empty()) out += head + "More may follow.\n";
  }
  return out;
}

}  // namespace casus::report
