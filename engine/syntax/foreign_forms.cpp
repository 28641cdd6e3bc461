// SPDX-License-Identifier: Apache-2.0
//
// Brackets, signs and words where other languages, or plain English, have them.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/characters.hpp"
#include "syntax/rule_slips.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

/// The end of the name that stands before `at`; `from` where there is none behind it.
At behind_name(At from, At at) {
  while (at != from && base::is_blank(at[-1])) --at;
  return at;
}

/// `km: int 0..20000`
Slip range_without_in(const Situation& s) {
  if (s.expectation.key != "end of fields" || !s.found.is(Found::Kind::number)) return std::nullopt;
  if (!s.before.is(Found::Kind::word) || !starts_with(behind_blanks(s.found.to), "..")) {
    return std::nullopt;
  }
  return Diagnosis{
      error("E0101", "the range of a field stands behind `in`")
          .label(s.here(), "expected `in` before this")
          .fix("write `in`", {{s.reader.span(s.found.from, s.found.from), "in "}}, true),
      std::nullopt};
}

/// `enum Level { low < high }`
Slip members_in_order(const Situation& s) {
  const std::string_view sign = s.found.text();
  if (s.expectation.key != "end of members" || (sign != "<" && sign != "|")) return std::nullopt;
  std::vector<Edit> edits;
  At end = s.at;
  for (At at = s.at; *at != '}' && *at != '\0' && *at != '\n'; ++at) {
    if (*at != sign.front()) continue;
    const At gap = edits.empty() ? s.at : behind_name(end, at);
    edits.push_back({s.reader.span(gap, at + 1), ","});
    end = at + 1;
  }
  return Diagnosis{error("E0101", "between the members of an enum stand commas")
                       .label(s.here(), s.expected)
                       .fix("write commas: the lowest member comes first", std::move(edits), true),
                   std::nullopt};
}

/// `open fact p { … }`
Slip openness_before_kind(const Situation& s) {
  const bool declaration =
      s.expectation.key == "declaration" || s.expectation.key.starts_with("end");
  const std::string_view word = s.found.text();
  if (!declaration || (word != "open" && word != "closed")) return std::nullopt;
  const Found kind = found_at(s.reader, s.found.to);
  if (kind.text() != "fact" && kind.text() != "relation") return std::nullopt;
  const Found name = found_at(s.reader, kind.to);
  if (!name.is(Found::Kind::word) || !on_one_line(s.found.from, name.to)) return std::nullopt;
  const std::string behind = std::string(kind.from, name.to) + ' ' + std::string(word);
  return Diagnosis{
      error("E0101", quoted(word) + " stands behind the name")
          .label(s.span(s.found), "not here")
          .label(s.span(name), "but here")
          .fix("write " + quoted(behind), {{s.reader.span(s.found.from, name.to), behind}}, true),
      std::nullopt};
}

/// `p[x]`
Slip square_brackets(const Situation& s) {
  const bool name = s.before.is(Found::Kind::word) && !is_keyword(s.before.text());
  if (s.found.text() != "[" || !name) return std::nullopt;
  const At close =
      std::find_if(s.found.to, s.reader.end(), [](char c) { return c == ']' || c == '\n'; });
  if (close == s.reader.end() || *close != ']') return std::nullopt;
  return Diagnosis{error("E0101", "arguments stand in round brackets")
                       .label(s.here(), "expected `(`")
                       .fix("write `(` and `)`",
                            {{s.here(), "("}, {s.reader.span(close, close + 1), ")"}}, true),
                   std::nullopt};
}

/// `by +8`
Slip plus_before_number(const Situation& s) {
  constexpr auto keys = std::to_array<std::string_view>({"value", "operand", "number"});
  if (s.found.text() != "+" || !is_digit(*behind_blanks(s.found.to))) return std::nullopt;
  if (std::ranges::find(keys, s.expectation.key) == keys.end()) return std::nullopt;
  return Diagnosis{error("E0101", "no `+` stands before a number")
                       .label(s.here(), s.expected)
                       .fix("remove it", {{s.here(), ""}}, true),
                   std::nullopt};
}

/// `s("A").f > 0`
Slip factor_behind_subject(const Situation& s) {
  if (s.found.text() != "." || s.before.text() != ")" || s.found.from != s.before.to) {
    return std::nullopt;
  }
  const At to = name_end(s.found.to);
  const auto open = open_bracket(s.reader, s.reading.start, s.before.from);
  if (to == s.found.to || !open || **open != '(') return std::nullopt;
  const At name = found_before(s.reader, *open).from;
  if (name == *open || !is_name_start(*name)) return std::nullopt;
  const std::string factor(s.found.from, to);
  const std::string meant = std::string(name, *open) + factor + std::string(*open, s.found.from);
  return Diagnosis{error("E0101", "the factor stands before what is rated")
                       .label(s.reader.span(s.found.from, to), "not here")
                       .fix("write " + quoted(meant), {{s.reader.span(name, to), meant}}, true),
                   std::nullopt};
}

/// `s("A") >= firm?`
Slip question_mark(const Situation& s) {
  if (s.expectation.key != "end of goal" || s.found.text() != "?") return std::nullopt;
  return Diagnosis{error("E0101", "no question mark stands behind a question")
                       .label(s.here(), "not needed")
                       .fix("remove it", {{s.here(), ""}}, true),
                   std::nullopt};
}

/// `calm of("A")`
Slip name_in_words(const Situation& s) {
  const bool words = s.found.is(Found::Kind::word) && s.before.is(Found::Kind::word) &&
                     on_one_line(s.before.to, s.found.from) && *s.found.to == '(';
  if (s.expectation.key != "end of goal" || !words) return std::nullopt;
  const std::string meant = std::string(s.before.text()) + '_' + std::string(s.found.text());
  const Span place = s.reader.span(s.before.from, s.found.to);
  return Diagnosis{error("E0101", "a name is one word")
                       .label(place, "two words")
                       .fix("did you mean " + quoted(meant) + "?", {{place, meant}}, false),
                   std::nullopt};
}

/// `s("A").`, `s("A");`
Slip full_stop(const Situation& s) {
  const bool sign = s.found.text() == "." || s.found.text() == ";";
  if (s.expectation.key != "end of goal" || !sign) return std::nullopt;
  if (!found_at(s.reader, s.found.to).is(Found::Kind::end)) return std::nullopt;
  return Diagnosis{error("E0101", "nothing stands behind a goal")
                       .label(s.here(), "not needed")
                       .fix("remove it", {{s.here(), ""}}, true),
                   std::nullopt};
}

/// `x between 0 and 5`
Slip between(const Situation& s) {
  if (s.found.text() != "between" || s.expectation.closing) return std::nullopt;
  const Found low = found_at(s.reader, s.found.to);
  const Found joins = found_at(s.reader, low.to);
  const Found high = found_at(s.reader, joins.to);
  const auto fits = [](const Found& end) {
    return end.is(Found::Kind::number) || end.is(Found::Kind::word);
  };
  if (!fits(low) || joins.text() != "and" || !fits(high)) return std::nullopt;
  const std::string meant = "in " + std::string(low.text()) + ".." + std::string(high.text());
  const Span place = s.reader.span(s.found.from, high.to);
  return Diagnosis{error("E0101", "`between` is written `in` here, with a range")
                       .label(s.here(), s.expected)
                       .fix("write " + quoted(meant), {{place, meant}}, true),
                   std::nullopt};
}

/// `-- old pumps`
Slip other_comment(const Situation& s) {
  const At line = s.found.from;
  const bool begins = line == s.reader.begin() || line[-1] == '\n';
  if (!begins || !starts_with(line, "--")) return std::nullopt;
  const Span place = s.reader.span(line, line + 2);
  return Diagnosis{error("E0101", "a comment begins with `//`")
                       .label(place, "not with this")
                       .fix("write `//`", {{place, "//"}}, true),
                   std::nullopt};
}

/// `v > $5 USD_bn`
Slip currency_sign(const Situation& s) {
  constexpr auto signs = std::to_array<std::string_view>({"$", "€", "£", "¥"});
  const auto* const sign = std::ranges::find_if(
      signs, [&](std::string_view one) { return starts_with(s.found.from, one); });
  if (sign == signs.end() || !is_digit(*behind_blanks(s.found.from + sign->size()))) {
    return std::nullopt;
  }
  const Span place = s.reader.span(s.found.from, s.found.from + sign->size());
  return Diagnosis{error("E0101", "the unit of an amount stands behind its number")
                       .label(place, "not here")
                       .fix("remove it", {{place, ""}}, false),
                   std::nullopt};
}

/// `v > USD_bn 5`
Slip unit_before_number(const Situation& s) {
  if (!s.found.is(Found::Kind::number) || !s.before.is(Found::Kind::word)) return std::nullopt;
  if (is_keyword(s.before.text()) || !on_one_line(s.before.to, s.found.from)) return std::nullopt;
  At sign = s.before.from;
  while (sign != s.reader.begin() && base::is_blank(sign[-1])) --sign;
  const bool compares = sign != s.reader.begin() &&
                        std::string_view("<>=+-").find(sign[-1]) != std::string_view::npos;
  if (!compares) return std::nullopt;
  const std::string meant = std::string(s.found.text()) + ' ' + std::string(s.before.text());
  return Diagnosis{error("E0101", "a unit stands behind its number")
                       .label(s.span(s.before), "not here")
                       .fix("write " + quoted(meant),
                            {{s.reader.span(s.before.from, s.found.to), meant}}, false),
                   std::nullopt};
}

/// `threat not (x)`
Slip not_behind_name(const Situation& s) {
  const At open = behind_blanks(s.found.to);
  const bool name = s.before.is(Found::Kind::word) && !is_keyword(s.before.text());
  if (s.found.text() != "not" || !name || *open != '(') return std::nullopt;
  if (!on_one_line(s.before.to, s.found.from)) return std::nullopt;
  const std::string meant = "not " + std::string(s.before.text()) + '(';
  return Diagnosis{error("E0101", "`not` stands before what it denies")
                       .label(s.here(), "not here")
                       .fix("write " + quoted(meant + "…)"),
                            {{s.reader.span(s.before.from, open + 1), meant}}, true),
                   std::nullopt};
}

/// `role: in [patron, peer]`
Slip list_of_values(const Situation& s) {
  if (s.found.text() != "[" || s.before.text() != "in") return std::nullopt;
  return Diagnosis{error("E0101", "there are no lists of values")
                       .label(s.here(), s.expected)
                       .advise("let it bind a variable, and ask for the values with `or`: "
                               "`p(x: v) and (v = a or v = b)`"),
                   std::nullopt};
}

}  // namespace

std::optional<Diagnosis> recognise_foreign_form(const Situation& situation) {
  constexpr auto slips = std::to_array<Slip (*)(const Situation&)>(
      {list_of_values, other_comment, square_brackets, full_stop, between, currency_sign,
       unit_before_number, not_behind_name, plus_before_number, members_in_order, range_without_in,
       openness_before_kind, factor_behind_subject, question_mark, name_in_words});
  for (const auto slip : slips) {
    if (Slip recognised = slip(situation)) return recognised;
  }
  return std::nullopt;
}

}  // namespace casus::syntax
