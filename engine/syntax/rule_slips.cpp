// SPDX-License-Identifier: Apache-2.0
//
// Slips in the parts of a rule: missing and misplaced words between conditions and conclusions.
#include "syntax/rule_slips.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/characters.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

constexpr auto conclusion_words =
    std::to_array<std::string_view>({"then", "supports", "undermines", "caps", "floors"});

bool concludes(const Found& word) {
  return std::ranges::find(conclusion_words, word.text()) != conclusion_words.end();
}

Slip alternative(const Situation& s) {
  const bool otherwise =
      s.found.text() == "else" || s.found.text() == "otherwise" || s.found.text() == "elif";
  if (!otherwise) return std::nullopt;
  return Diagnosis{error("E0101", "a rule has no " + quoted(s.found.text()))
                       .label(s.here(), s.expected)
                       .advise("write a second rule for the other case, with `unless` and these "
                               "conditions"),
                   std::nullopt};
}

/// `rule name:`
Slip colon_after_name(const Situation& s) {
  if (s.expectation.key != "conclusion" || s.found.text() != ":") return std::nullopt;
  return Diagnosis{error("E0101", "no colon stands behind the name of a rule")
                       .label(s.here(), s.expected)
                       .fix("remove it", {{s.here(), ""}}, true),
                   std::nullopt};
}

Slip second_when(const Situation& s) {
  const bool when = s.found.text() == "when";
  if (s.expectation.key != "conclusion of conditions" || (!when && s.found.text() != "if")) {
    return std::nullopt;
  }
  return replaced(
      s,
      error("E0101", when ? "a rule has only one `when`" : "a condition does not begin with `if`")
          .label(s.here(), s.expected)
          .fix("join the conditions with `and`", {{s.here(), "and"}}, true),
      "and");
}

Slip missing_when(const Situation& s) {
  if (s.expectation.key != "conclusion" || !fact_ahead(s.reader, s.found.from)) return std::nullopt;
  if (!conclusion_follows(s.reader, s.found.from)) return std::nullopt;
  const Span insert = s.reader.span(s.found.from, s.found.from);
  return Diagnosis{error("E0101", "the conditions of a rule begin with `when`")
                       .label(s.here(), "expected `when` before this")
                       .fix("begin them with `when`", {{insert, "when "}}, true),
                   Repair{s.found.from, 0, "when"}};
}

/// `and no p(x)`
Slip negation_in_words(const Situation& s) {
  const bool negates = s.before.text() == "no" || s.before.text() == "without";
  if (s.expectation.key != "conclusion of conditions" || !negates) return std::nullopt;
  if (!fact_ahead(s.reader, s.found.from)) return std::nullopt;
  const Span place = s.span(s.before);
  const auto length = static_cast<std::size_t>(s.before.to - s.before.from);
  return Diagnosis{error("E0101", quoted(s.before.text()) + " is written `not` here")
                       .label(place, "read as a variable")
                       .fix("write `not`", {{place, "not"}}, true),
                   Repair{s.before.from, length, "not"}};
}

/// Two conditions, or a condition and a conclusion, without a word between them.
Slip missing_word(const Situation& s) {
  if (!wants_conclusion(s) || !s.found.is(Found::Kind::word)) return std::nullopt;
  if (is_keyword(s.found.text()) && s.found.text() != "not") return std::nullopt;
  const Span insert = s.reader.span(s.found.from, s.found.from);
  const bool conditions = s.expectation.key != "conclusion";
  if (conditions && conclusion_follows(s.reader, s.found.from)) {
    return Diagnosis{error("E0101", "two conditions stand side by side")
                         .label(s.here(), "expected `and` or `or` before this")
                         .fix("join them with `and`", {{insert, "and "}}, false),
                     Repair{s.found.from, 0, "and"}};
  }
  if (!fact_ahead(s.reader, s.found.from)) {
    // `adds 8 to s.f(x)`, `lowers s.f(x) by 8`
    return Diagnosis{error("E0101", std::string(s.expectation.message))
                         .label(s.here(), s.expected)
                         .advise("a conclusion begins with `then`, `supports`, `undermines`, "
                                 "`caps` or `floors`"),
                     std::nullopt};
  }
  return Diagnosis{error("E0101", std::string(s.expectation.message))
                       .label(s.here(), s.expected)
                       .fix("conclude with `then`", {{insert, "then "}}, true),
                   Repair{s.found.from, 0, "then"}};
}

/// `then p(x) and q(x)`
Slip and_between_conclusions(const Situation& s) {
  if (s.found.text() != "and" || s.expectation.key != "end of rule") return std::nullopt;
  return Diagnosis{error("E0101", "between two conclusions stands a comma")
                       .label(s.here(), "between conclusions")
                       .fix("write a comma", {{s.here(), ","}}, true),
                   std::nullopt};
}

/// `p(x), supports …`, `p(x), unless …`
Slip comma_behind_conditions(const Situation& s) {
  if (s.expectation.key != "conclusion of conditions" || s.found.text() != ",") return std::nullopt;
  const Found next = found_at(s.reader, s.found.to);
  if (next.text() != "unless" && !concludes(next)) return std::nullopt;
  return Diagnosis{error("E0101", "no comma stands before " + quoted(next.text()))
                       .label(s.here(), "not needed")
                       .fix("remove it", {{s.here(), ""}}, true),
                   std::nullopt};
}

/// `p(x), q(x)` as conditions; `10,000` as a number
Slip comma_among_conditions(const Situation& s) {
  if (s.expectation.key != "conclusion of conditions" || s.found.text() != ",") return std::nullopt;
  const bool digits = s.before.from != s.before.to && is_digit(s.before.to[-1]) &&
                      s.before.to == s.found.from && is_digit(*s.found.to);
  if (digits) {
    return Diagnosis{error("E0101", "a number has no commas")
                         .label(s.here(), "read as the end of the number")
                         .fix("remove it", {{s.here(), ""}}, true),
                     std::nullopt};
  }
  return Diagnosis{error("E0101", "conditions are joined by `and` or `or`")
                       .label(s.here(), s.expected)
                       .fix("write `and`", {{s.here(), " and"}}, true),
                   std::nullopt};
}

/// `and then q(x)`, `and unless q(x)`
Slip joined_conclusion(const Situation& s) {
  const bool joined = s.before.text() == "and" || s.before.text() == "or";
  const bool unless = s.found.text() == "unless" && s.before.text() == "and";
  if (!joined || (!unless && !concludes(s.found))) return std::nullopt;
  // With the blanks behind it, so that what follows stands in its place.
  const bool in_line = on_one_line(s.before.from, s.found.from);
  const Span place = in_line ? s.reader.span(s.before.from, s.found.from) : s.span(s.before);
  return Diagnosis{
      error("E0101", "no " + quoted(s.before.text()) + " stands before " + quoted(s.found.text()))
          .label(s.span(s.before), "not needed")
          .fix("remove it", {{place, ""}}, true),
      std::nullopt};
}

/// `then supports …`
Slip then_before_verb(const Situation& s) {
  if (s.expectation.key != "arguments" || s.before.text() == "then") return std::nullopt;
  if (!concludes(s.before)) return std::nullopt;
  At end = s.before.from;
  while (end != s.reader.begin() && base::is_blank(end[-1])) --end;
  constexpr std::string_view then = "then";
  if (end - s.reader.begin() < std::ssize(then)) return std::nullopt;
  const At from = end - std::ssize(then);
  if (!starts_with(from, then)) return std::nullopt;
  const Span place = s.reader.span(from, end);
  return Diagnosis{error("E0101", "no `then` stands before " + quoted(s.before.text()))
                       .label(place, "not needed")
                       .fix("remove it", {{place, ""}}, true),
                   std::nullopt};
}

Slip conclusion_behind_clause(const Situation& s) {
  if (s.expectation.key != "end of clauses") return std::nullopt;
  for (const std::string_view word : conclusion_words) {
    if (s.found.text() != word) continue;
    return Diagnosis{error("E0101",
                           "conclusions stand before `certainty`, `because`, `source` and "
                           "`overrides`")
                         .label(s.here(), "a conclusion behind them"),
                     std::nullopt};
  }
  return std::nullopt;
}

/// `p(x), supports …`
Slip comma_before_conclusion(const Situation& s) {
  if (s.expectation.key != "arguments") return std::nullopt;
  if (!concludes(s.before)) return std::nullopt;
  At comma = s.before.from;
  while (comma != s.reader.begin() && base::is_blank(comma[-1])) --comma;
  if (comma == s.reader.begin() || comma[-1] != ',') return std::nullopt;
  const Span place = s.reader.span(comma - 1, comma);
  return Diagnosis{error("E0101", "no comma stands before " + quoted(s.before.text()))
                       .label(place, "not needed")
                       .fix("remove it", {{place, ""}}, true),
                   std::nullopt};
}

/// `there is no p(x)`, `there is p(x)`
Slip there_is(const Situation& s) {
  if (s.expectation.key != "conclusion of conditions" || s.before.text() != "there") {
    return std::nullopt;
  }
  if (s.found.text() != "is" && s.found.text() != "are") return std::nullopt;
  const Found next = found_at(s.reader, s.found.to);
  const bool negates = next.text() == "no";
  const At fact = negates ? s.reader.skip(next.to) : next.from;
  if (!fact_ahead(s.reader, fact)) return std::nullopt;
  const Span place = s.reader.span(s.before.from, fact);
  return Diagnosis{
      error("E0101", "a condition is the fact alone, or `not` and the fact")
          .label(s.span(s.before), "read as a variable")
          .fix(negates ? "write `not`" : "remove it", {{place, negates ? "not " : ""}}, true),
      std::nullopt};
}

/// `share is more than 25%`
Slip comparison_in_words(const Situation& s) {
  constexpr auto words =
      std::to_array<std::string_view>({"is", "more", "less", "greater", "exceeds", "equals"});
  if (s.expectation.key != "conclusion of conditions") return std::nullopt;
  if (std::ranges::find(words, s.found.text()) == words.end()) return std::nullopt;
  return Diagnosis{error("E0101", "a comparison is written with a sign")
                       .label(s.here(), "expected a sign")
                       .advise("write `>` for more than, `>=` for at least, `<` for less than, "
                               "`<=` for at most, `=` for equal"),
                   std::nullopt};
}

/// `caps stability at 45`
Slip rating_without_subject(const Situation& s) {
  if (s.expectation.key != "arguments" || (s.found.text() != "at" && s.found.text() != "by")) {
    return std::nullopt;
  }
  const std::string name(s.before.text());
  return Diagnosis{error("E0101", quoted(name) + " has no arguments")
                       .label(s.here(), s.expected)
                       .advise("say of whom or what: " + quoted(name + "(…)")),
                   std::nullopt};
}

/// `certainty = 0.9`, `because: "…"`, as in a fact
Slip sign_behind_clause(const Situation& s) {
  constexpr auto clauses = std::to_array<std::string_view>({"certainty", "because", "source"});
  if (s.expectation.key != "value" && s.expectation.key != "text") return std::nullopt;
  if (std::ranges::find(clauses, s.before.text()) == clauses.end()) return std::nullopt;
  if (*s.found.from != '=' && *s.found.from != ':') return std::nullopt;
  const Span place = s.reader.span(s.found.from, s.found.from + 1);
  return Diagnosis{error("E0101", "no sign stands behind " + quoted(s.before.text()))
                       .label(place, s.expected)
                       .fix("remove it", {{place, s.at == s.found.from ? " " : ""}}, true),
                   std::nullopt};
}

/// `because {c} is old`
Slip sentence_without_quotes(const Situation& s) {
  if (s.expectation.key != "text" || s.before.text() != "because") return std::nullopt;
  if (!s.found.is(Found::Kind::word) && *s.found.from != '{') return std::nullopt;
  At end = std::find(s.found.from, s.reader.end(), '\n');
  while (end != s.found.from && (base::is_blank(end[-1]) || end[-1] == '\r')) --end;
  const Span line = s.reader.span(s.found.from, end);
  const std::string sentence(s.found.from, end);
  if (sentence.find('"') != std::string::npos) return std::nullopt;
  return Diagnosis{error("E0101", "what stands behind `because` is a text in double quotes")
                       .label(line, s.expected)
                       .fix("put it in quotes", {{line, '"' + sentence + '"'}}, false),
                   std::nullopt};
}

/// `overrides "Title of the rule"`
Slip title_for_name(const Situation& s) {
  if (s.expectation.key != "rule name" || !s.found.is(Found::Kind::text)) return std::nullopt;
  return Diagnosis{error("E0101", quoted(s.before.text()) + " asks for the name of a rule")
                       .label(s.here(), "a text")
                       .advise("write the name that stands behind `rule`, without quotes"),
                   std::nullopt};
}

}  // namespace

std::optional<Diagnosis> recognise_rule_slip(const Situation& situation) {
  constexpr auto slips = std::to_array<Slip (*)(const Situation&)>(
      {alternative, colon_after_name, second_when, and_between_conclusions, comma_behind_conditions,
       comma_among_conditions, negation_in_words, there_is, joined_conclusion, then_before_verb,
       conclusion_behind_clause, comma_before_conclusion, rating_without_subject,
       sign_behind_clause, sentence_without_quotes, title_for_name, comparison_in_words});
  for (const auto slip : slips) {
    if (Slip recognised = slip(situation)) return recognised;
  }
  return std::nullopt;
}

std::optional<Diagnosis> recognise_missing_word(const Situation& situation) {
  if (Slip recognised = missing_when(situation)) return recognised;
  return missing_word(situation);
}

}  // namespace casus::syntax
