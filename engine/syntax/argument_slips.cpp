// SPDX-License-Identifier: Apache-2.0
//
// Slips between the brackets of a call: arguments side by side, members of a sum.
#include <algorithm>
#include <array>
#include <string>

#include "base/characters.hpp"
#include "syntax/rule_slips.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

Slip several_values(const Situation& s) {
  if (s.expectation.key != "end of arguments" || s.found.text() != "for") return std::nullopt;
  return Diagnosis{error("E0101", "before `for` stands one value")
                       .label(s.here(), "behind more than one")
                       .advise("write one value, as in `sum(v for p(v))`"),
                   std::nullopt};
}

/// `sum(v where p(v))`
Slip members_without_for(const Situation& s) {
  if (s.expectation.key != "end of arguments") return std::nullopt;
  if (s.found.text() != "where" && s.found.text() != "from" && s.found.text() != "over") {
    return std::nullopt;
  }
  return replaced(s,
                  error("E0101", quoted(s.found.text()) + " is written `for` here")
                      .label(s.here(), s.expected)
                      .fix("write `for`", {{s.here(), "for"}}, true),
                  "for");
}

/// `p(Alpha Chips)`
Slip text_without_quotes(const Situation& s) {
  const auto capital = [](const Found& word) {
    return word.is(Found::Kind::word) && *word.from >= 'A' && *word.from <= 'Z';
  };
  const bool word = s.found.is(Found::Kind::word) && !is_keyword(s.found.text());
  if (s.expectation.key != "end of arguments" || !capital(s.before) || !word) {
    return std::nullopt;
  }
  // All words up to the next comma or bracket.
  At to = s.found.to;
  while (is_name_part(*behind_blanks(to)) && on_one_line(to, behind_blanks(to))) {
    to = name_end(behind_blanks(to));
  }
  const std::string text(s.before.from, to);
  const Span place = s.reader.span(s.before.from, to);
  return Diagnosis{error("E0101", "a text stands in double quotes")
                       .label(place, "read as several names")
                       .fix("put it in quotes", {{place, '"' + text + '"'}}, false),
                   std::nullopt};
}

/// `sum(v p(v))`
Slip members_behind_value(const Situation& s, At open) {
  constexpr auto functions =
      std::to_array<std::string_view>({"sum", "count", "min", "max", "avg", "distinct"});
  const Found name = found_before(s.reader, open);
  const bool combines = std::ranges::find(functions, name.text()) != functions.end();
  const bool first = s.before.from == s.reader.skip(open + 1);
  if (!combines || !first || !fact_ahead(s.reader, s.found.from)) return std::nullopt;
  return Diagnosis{error("E0101", "`for` is missing between the value and what it is taken over")
                       .label(s.here(), "expected `for` before this")
                       .fix("write `for` before it",
                            {{s.reader.span(s.found.from, s.found.from), "for "}}, true),
                   Repair{s.found.from, 0, "for"}};
}

/// `p(country c, on: d)`
Slip argument_without_colon(const Situation& s, At open) {
  const bool item = s.before.is(Found::Kind::word) && *s.reader.skip(s.found.to) != ':';
  const At from = s.before.from;
  At before = from;
  while (base::is_blank(before[-1])) --before;
  const At close = std::find_if(open, s.reader.end(), [](char c) { return c == ')' || c == '\n'; });
  const bool named = std::find(open, close, ':') != close;
  if (!item || !named || (before[-1] != ',' && before[-1] != '(')) return std::nullopt;
  return Diagnosis{error("E0101", "between a field and its value stands `:`")
                       .label(s.here(), "expected `:` before this")
                       .fix("put it there", {{s.reader.span(s.at, s.at), ":"}}, false),
                   std::nullopt};
}

Slip side_by_side(const Situation& s) {
  const bool value = s.found.is(Found::Kind::text) || s.found.is(Found::Kind::number) ||
                     (s.found.is(Found::Kind::word) && !is_keyword(s.found.text()));
  if (s.expectation.key != "end of arguments" || !value) return std::nullopt;
  if (*s.before.from == ',' || *s.before.from == '(') return std::nullopt;
  if (const auto open = open_bracket(s.reader, s.reading.start, s.at)) {
    if (Slip slip = members_behind_value(s, *open)) return slip;
    if (Slip slip = argument_without_colon(s, *open)) return slip;
  }
  return Diagnosis{error("E0101", "two arguments stand side by side")
                       .label(s.here(), s.expected + " before this")
                       .fix("put a comma between them", {{s.reader.span(s.at, s.at), ","}}, false),
                   std::nullopt};
}

}  // namespace

std::optional<Diagnosis> recognise_argument_slip(const Situation& situation) {
  constexpr auto slips = std::to_array<Slip (*)(const Situation&)>(
      {several_values, members_without_for, text_without_quotes, side_by_side});
  for (const auto slip : slips) {
    if (Slip recognised = slip(situation)) return recognised;
  }
  return std::nullopt;
}

}  // namespace casus::syntax
