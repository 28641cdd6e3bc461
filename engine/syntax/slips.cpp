// SPDX-License-Identifier: Apache-2.0
#include "syntax/slips.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/bare.hpp"
#include "base/look_alikes.hpp"
#include "syntax/rule_slips.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

/// `Тurkey` with a Cyrillic first letter.
Slip mixed_alphabets(const Situation& s) {
  At from = s.found.from;
  while (from != s.reader.begin() && is_name_part(from[-1])) --from;
  const std::string_view word(from, s.found.to);
  const auto letter = base::look_alike(word);
  if (!letter) return std::nullopt;
  const Span place = s.reader.span(from, s.found.to);
  Diagnostic d = error("E0101", quoted(word) + " mixes letters of two alphabets");
  const At first = from + letter->at;
  d.label(s.reader.span(first, first + letter->size), "a " + std::string(letter->alphabet) +
                                                          " letter that looks like " +
                                                          quoted({&letter->latin, 1}));
  d.fix("write it with the letters a to z: " + quoted(letter->meant), {{place, letter->meant}},
        name_end(letter->meant.c_str()) == letter->meant.c_str() + letter->meant.size());
  return Diagnosis{std::move(d), std::nullopt};
}

Slip foreign_letters(const Situation& s) {
  if (!s.found.is(Found::Kind::foreign)) return std::nullopt;
  if (Slip mixed = mixed_alphabets(s)) return mixed;
  Diagnostic d = error("E0101", quoted(s.found.text()) + " cannot stand outside a text");
  d.label(s.here(), s.expected);
  const std::string advice = "names are written with the letters a to z, digits and `_`";
  const std::string plain = base::unaccented(s.found.text());
  if (plain.empty() || name_end(plain.c_str()) != plain.c_str() + plain.size()) {
    return Diagnosis{std::move(d).advise(advice), std::nullopt};
  }
  return Diagnosis{d.fix(advice + ": " + quoted(plain), {{s.here(), plain}}, false), std::nullopt};
}

Slip reserved_as_name(const Situation& s) {
  const bool labelled = *s.reader.skip(s.found.to) == ':';
  const bool item = s.expectation.closing && (*s.before.from == ',' || *s.before.from == '{' ||
                                              *s.before.from == '(' || labelled);
  const bool name = s.expectation.name || (item && s.expectation.key == "end of fields") ||
                    (item && s.expectation.key == "end of members");
  if (!name || !s.found.is(Found::Kind::word) || !is_reserved(s.found.text())) return std::nullopt;
  if (s.expectation.key == "name" && !on_one_line(s.at, s.found.from)) return std::nullopt;
  return Diagnosis{reserved_word(s.found.text(), s.here()), std::nullopt};
}

/// `in: text`, where the word was read as what it is otherwise.
Slip reserved_before_colon(const Situation& s) {
  if (s.found.text() != ":" || !s.before.is(Found::Kind::word)) return std::nullopt;
  if (!is_reserved(s.before.text())) return std::nullopt;
  return Diagnosis{reserved_word(s.before.text(), s.span(s.before)), std::nullopt};
}

/// Behind the text that begins at `at`, without escapes; `at` where there is none.
At behind_text(At at) {
  if (*at != '"') return at;
  At to = at + 1;
  while (*to != '"' && *to != '\0' && *to != '\n' && *to != '\\') ++to;
  return *to == '"' ? to + 1 : at;
}

/// An opening bracket on an earlier line that nothing closes.
Slip open_to_the_end(const Situation& s) {
  if (!s.expectation.closing) return std::nullopt;
  const auto open = open_bracket(s.reader, s.reading.start, s.at);
  if (!open) return std::nullopt;
  const std::string closing = **open == '(' ? ")" : "}";
  const bool ended = s.found.is(Found::Kind::end) || *s.found.from == ')' || *s.found.from == '}' ||
                     (s.found.is(Found::Kind::word) && is_keyword(s.found.text()) &&
                      s.found.text() != "and" && s.found.text() != "or");
  if (!ended || *s.found.from == closing.front()) return std::nullopt;
  At insert = s.at;
  if (closing == ")" && !on_one_line(*open, s.at)) {
    // Most likely it was to be closed on its own line.
    At place = *open + 1;
    while (*behind_blanks(place) != '\n' && *behind_blanks(place) != '\r' &&
           !starts_with(behind_blanks(place), "//")) {
      place = behind_blanks(place) + 1;
    }
    insert = place;
  }
  // `s("A" >= firm`: no text is compared there, so what is meant ends with it.
  if (const At behind = behind_text(*open + 1); closing == ")" && behind != *open + 1) {
    const At sign = behind_blanks(behind);
    if (*sign == '<' || *sign == '>' || *sign == '=' || *sign == '!') insert = behind;
  }
  const Span where = s.reader.span(insert, insert);
  const bool apart = closing == "}" && (*open)[1] == ' ';
  return Diagnosis{
      error("E0101", "this " + quoted({*open, 1}) + " is not closed")
          .label(s.reader.span(*open, *open + 1), "opened here")
          .label(s.here(), s.expected)
          .fix("close it with " + quoted(closing), {{where, apart ? " }" : closing}}, false),
      std::nullopt};
}

/// `70 adn …`: the misspelt keyword was taken for the number's unit.
Slip keyword_as_unit(const Situation& s) {
  if (!s.before.is(Found::Kind::word) || is_keyword(s.before.text())) return std::nullopt;
  At number = s.before.from;
  while (number != s.reader.begin() && (number[-1] == ' ' || number[-1] == '\t')) --number;
  if (number == s.reader.begin() || number == s.before.from || !is_digit(number[-1])) {
    return std::nullopt;
  }
  const auto meant = nearest_word(s.before.text(), s.expectation.words);
  if (!meant) return std::nullopt;
  const Span place = s.span(s.before);
  const auto length = static_cast<std::size_t>(s.before.to - s.before.from);
  return Diagnosis{
      error("E0101", quoted(s.before.text()) + " is out of place")
          .label(place, "read as the unit of the number")
          .fix("did you mean " + quoted(meant->name) + "?", {{place, meant->name}}, meant->sure),
      Repair{s.before.from, length, meant->name}};
}

Slip misspelt_keyword(const Situation& s) {
  // A name with arguments is no keyword.
  if (!s.found.is(Found::Kind::word) || *s.found.to == '(') return std::nullopt;
  const auto meant = nearest_word(s.found.text(), s.expectation.words);
  if (!meant || meant->name == s.found.text()) return std::nullopt;
  const Span place = s.span(s.found);
  return replaced(
      s,
      error("E0101", quoted(s.found.text()) + " is no keyword")
          .label(place, s.expected)
          .fix("did you mean " + quoted(meant->name) + "?", {{place, meant->name}}, meant->sure),
      meant->name);
}

struct Synonym {
  std::string_view written;
  std::string_view meant;
  bool before_conclusion;  ///< else at the start of a declaration
};
constexpr auto synonyms = std::to_array<Synonym>({
    {"if", "when", true},
    {"where", "when", true},
    {"given", "when", true},
    {"except", "unless", true},
    {"so", "then", true},
    {"therefore", "then", true},
    {"thus", "then", true},
    {"implies", "then", true},
    {"conclude", "then", true},
    {"=>", "then", true},
    {"->", "then", true},
    {"⇒", "then", true},
    {"→", "then", true},
    {"import", "use", false},
    {"include", "use", false},
    {"predicate", "relation", false},
    {"type", "enum", false},
    {"function", "table", false},
});

Slip other_notation(const Situation& s) {
  const bool declaration =
      s.expectation.key == "declaration" || s.expectation.key.starts_with("end");
  if (!wants_conclusion(s) && !declaration) return std::nullopt;
  for (const Synonym& synonym : synonyms) {
    if (synonym.before_conclusion == declaration || s.found.text() != synonym.written) continue;
    if (synonym.meant == "when" && s.expectation.key != "conclusion") continue;
    const std::string meant(synonym.meant);
    return replaced(
        s,
        error("E0101", quoted(s.found.text()) + " is written " + quoted(meant) + " here")
            .label(s.here(), s.expected)
            .fix("write " + quoted(meant), {{s.here(), meant}}, true),
        meant);
  }
  return std::nullopt;
}

Slip colon_of_field(const Situation& s) {
  if (s.expectation.key != "colon") return std::nullopt;
  if (s.found.is(Found::Kind::word) && on_one_line(s.at, s.found.from)) {
    return Diagnosis{error("E0101", "between a field and its type stands `:`")
                         .label(s.here(), "expected `:` before this")
                         .fix("put it there", {{s.reader.span(s.at, s.at), ":"}}, true),
                     std::nullopt};
  }
  if (s.found.text() != "=") return std::nullopt;
  return Diagnosis{error("E0101", "between a field and its type stands `:`")
                       .label(s.here(), s.expected)
                       .fix("write `:`", {{s.here(), ":"}}, true),
                   std::nullopt};
}

/// `km: number least`, `least km: number`
Slip best_out_of_place(const Situation& s) {
  const auto is_best = [](const Found& found) {
    return found.text() == "least" || found.text() == "greatest";
  };
  const bool behind = s.expectation.key == "end of fields" && is_best(s.found);
  const bool before =
      s.expectation.key == "colon" && s.found.is(Found::Kind::word) && is_best(s.before);
  if (!behind && !before) return std::nullopt;
  const Found& word = behind ? s.found : s.before;
  return Diagnosis{error("E0101", quoted(word.text()) + " stands between `:` and the type")
                       .label(s.span(word), "not here")
                       .advise("write it as in `km: " + std::string(word.text()) + " number`"),
                   std::nullopt};
}

/// `0,5`; what looks like a comma between thousands is left to others.
Slip decimal_comma(const Situation& s) {
  // In a list the comma has been read, and the digits behind it are what does not fit.
  const bool read = s.before.text() == ",";
  const At comma = read ? s.before.from : s.found.from;
  if (*comma != ',' || comma == s.reader.begin() || !is_digit(comma[-1]) || !is_digit(comma[1])) {
    return std::nullopt;
  }
  At end = comma + 1;
  while (is_digit(*end)) ++end;
  const bool nothing_before =
      comma[-1] == '0' && (comma - 1 == s.reader.begin() || !is_digit(comma[-2]));
  if (end - comma == 4 && !nothing_before) return std::nullopt;
  const Span place = s.reader.span(comma, comma + 1);
  return Diagnosis{error("E0101", "a number has a point, not a comma")
                       .label(place, "read as the end of the number")
                       .fix("write a point", {{place, "."}}, true),
                   std::nullopt};
}

/// `half-life 3 days`
Slip half_life_with_hyphen(const Situation& s) {
  constexpr std::string_view written = "half-life";
  if (s.expectation.key != "end of fact" || !starts_with(s.found.from, written)) {
    return std::nullopt;
  }
  const Span place = s.reader.span(s.found.from, s.found.from + written.size());
  return Diagnosis{error("E0101", "`half-life` is written `half_life` here")
                       .label(place, s.expected)
                       .fix("write `half_life`", {{place, "half_life"}}, true),
                   Repair{s.found.from, written.size(), "half_life"}};
}

/// `caps s(a) by 3`, `supports s.f(a) at 3`
Slip at_and_by(const Situation& s) {
  const std::string meant(s.expectation.key);
  if (meant != "at" && meant != "by") return std::nullopt;
  const std::string_view found = s.found.text();
  if (found != "at" && found != "by" && found != "to" && found != "with") return std::nullopt;
  return replaced(s,
                  error("E0101", quoted(found) + " is written " + quoted(meant) + " here")
                      .label(s.here(), s.expected)
                      .fix("write " + quoted(meant), {{s.here(), meant}}, true),
                  meant);
}

/// The end of the words at `from` that might be a text: of its line, without a comment.
At words_end(At from) {
  At to = from;
  while (*to != '\0' && *to != '\n' && *to != '\r' && !starts_with(to, "//")) ++to;
  while (to != from && base::is_blank(to[-1])) --to;
  return to;
}

Slip put_in_quotes(const Situation& s, std::string message, At to) {
  const std::string text(s.found.from, to);
  if (text.find_first_of("\"\\") != std::string::npos) return std::nullopt;
  const Span place = s.reader.span(s.found.from, to);
  return Diagnosis{error("E0101", std::move(message))
                       .label(place, "expected a text in double quotes")
                       .fix("put it in quotes", {{place, '"' + text + '"'}}, false),
                   std::nullopt};
}

/// `because the pump is old`
Slip text_of_words(const Situation& s) {
  if (s.expectation.key != "text" || !s.found.is(Found::Kind::word)) return std::nullopt;
  if (!on_one_line(s.at, s.found.from)) return std::nullopt;
  return put_in_quotes(s, quoted(s.before.text()) + " asks for a text in double quotes",
                       words_end(s.found.from));
}

/// `rule r Old pump`
Slip title_of_words(const Situation& s) {
  if (s.expectation.key != "conclusion" || !s.found.is(Found::Kind::word)) return std::nullopt;
  if (!on_one_line(s.at, s.found.from) || is_keyword(s.found.text())) return std::nullopt;
  const At end = words_end(s.found.from);
  if (std::string_view(s.found.from, end).find('(') != std::string_view::npos) return std::nullopt;
  return put_in_quotes(s, "a name is one word, and the title behind it stands in double quotes",
                       end);
}

/// A row such as `< 5 | 3`
Slip row_without_strokes(const Situation& s) {
  if (s.expectation.key != "end of rows" && s.expectation.key != "header") return std::nullopt;
  if (s.found.is(Found::Kind::end) || s.found.text() == "}" || s.found.text() == "|") {
    return std::nullopt;
  }
  return Diagnosis{error("E0101", "a row stands between `|`")
                       .label(s.here(), s.expected)
                       .advise("put `|` before the row, between its cells and behind it, as in "
                               "`| 1 | 2 |`"),
                   std::nullopt};
}

/// `| up to 5 |`, `| patron, junior |`, `| 5` at the end of a table
Slip unfinished_cell(const Situation& s) {
  if (s.expectation.key != "|" || s.reader.columns == 0) return std::nullopt;
  if (!on_one_line(s.at, s.found.from)) {
    const Span end = s.reader.span(s.at, s.at);
    return Diagnosis{error("E0101", "a row is not closed")
                         .label(end, s.expected)
                         .fix("close the row with `|`", {{end, " |"}}, false),
                     std::nullopt};
  }
  return Diagnosis{error("E0101", quoted(s.found.text()) + " is out of place")
                       .label(s.here(), s.expected)
                       .advise(s.found.text() == ","
                                   ? "a cell holds one value or range; write a row for each"
                                   : "a cell holds a value, a comparison such as `<= 5`, a range "
                                     "such as `1..5`, or `_`"),
                   std::nullopt};
}

/// `s(a) is not firm`, `s(a) => firm`: a goal concludes nothing. `s(a) more than firm`, `s(a)
/// firm`.
Slip comparison_in_goal(const Situation& s) {
  constexpr auto words =
      std::to_array<std::string_view>({"more", "less", "greater", "exceeds", "better", "worse",
                                       "above", "below", "over", "under", "->"});
  if (s.expectation.key != "end of goal") return std::nullopt;
  const std::string_view found = s.found.text();
  const bool is = found == "is" || found == "equals";
  const At next = behind_blanks(s.found.to);
  const bool value = s.found.is(Found::Kind::word) || s.found.is(Found::Kind::number);
  const bool last_word = value && *next == '\0' && s.before.text() == ")";
  if (last_word || std::ranges::find(words, found) != words.end()) {
    return Diagnosis{error("E0101", "a comparison is written with a sign")
                         .label(s.here(), "expected a sign")
                         .advise("write `>` for more than, `>=` for at least, `<` for less than, "
                                 "`<=` for at most, `=` for equal"),
                     std::nullopt};
  }
  if (!is && found != "=>") return std::nullopt;
  const bool negated = is && starts_with(next, "not ");
  const Span place = negated ? s.reader.span(s.found.from, next + 3) : s.here();
  const std::string meant = negated ? "!=" : is ? "=" : ">=";
  return Diagnosis{
      error("E0101", quoted(negated ? "is not" : found) + " is written " + quoted(meant) + " here")
          .label(place, s.expected)
          .fix("write " + quoted(meant), {{place, meant}}, false),
      std::nullopt};
}

/// `s(a) >= firm by 1975`, `s(a) >= firm,`
Slip more_in_goal(const Situation& s) {
  constexpr auto times = std::to_array<std::string_view>(
      {"by", "until", "till", "before", "after", "since", "within", "on", "at", "during"});
  if (s.expectation.key != "end of goal") return std::nullopt;
  Diagnostic d = error("E0101", quoted(s.found.text()) + " is out of place");
  d.label(s.here(), s.expected);
  if (std::ranges::find(times, s.found.text()) != times.end()) {
    d.advise("a goal is about the date of the assessment: ask without it, as of another date");
  } else if (s.found.text() == "," && *behind_blanks(s.found.to) == '\0') {
    d.fix("leave it out", {{s.here(), ""}}, false);
  } else if (s.found.text() == ",") {
    d.fix("join conditions by `and`", {{s.here(), " and"}}, false);
  } else {
    return std::nullopt;
  }
  return Diagnosis{std::move(d), std::nullopt};
}

Slip closes_nothing(const Situation& s) {
  if (s.found.text() != ")" && s.found.text() != "}") return std::nullopt;
  if (open_bracket(s.reader, s.reading.start, s.at)) return std::nullopt;
  if (s.expectation.message.find("{before}") != std::string_view::npos) return std::nullopt;
  return Diagnosis{error("E0101", "this " + quoted(s.found.text()) + " closes nothing")
                       .label(s.here(), "no bracket is open")
                       .fix("remove it", {{s.here(), ""}}, false),
                   std::nullopt};
}

Slip closed_bound(const Situation& s) {
  if (s.expectation.key != "end of bands" || !starts_with(s.found.from, "<=")) return std::nullopt;
  const Span place = s.reader.span(s.found.from, s.found.from + 2);
  return Diagnosis{error("E0101", "a band ends below its bound")
                       .label(place, "expected `<`")
                       .fix("write `<`", {{place, "<"}}, false),
                   std::nullopt};
}

}  // namespace

Span Situation::here() const {
  const bool elsewhere = found.is(Found::Kind::end) ||
                         (found.is(Found::Kind::word) && reader.begins_declaration(found.from));
  const bool after_line = expectation.message.find("{before}") != std::string_view::npos &&
                          !on_one_line(at, found.from);
  if ((elsewhere || after_line) && before.from != before.to) return reader.span(at, at);
  return span(found);
}

std::optional<Diagnosis> recognise_slip(const Situation& situation) {
  constexpr auto slips = std::to_array<Slip (*)(const Situation&)>({other_notation,
                                                                    foreign_letters,
                                                                    reserved_as_name,
                                                                    reserved_before_colon,
                                                                    decimal_comma,
                                                                    half_life_with_hyphen,
                                                                    at_and_by,
                                                                    text_of_words,
                                                                    recognise_foreign_form,
                                                                    recognise_order,
                                                                    recognise_missing_part,
                                                                    recognise_rule_slip,
                                                                    best_out_of_place,
                                                                    colon_of_field,
                                                                    closed_bound,
                                                                    keyword_as_unit,
                                                                    misspelt_keyword,
                                                                    open_to_the_end,
                                                                    closes_nothing,
                                                                    row_without_strokes,
                                                                    unfinished_cell,
                                                                    title_of_words,
                                                                    comparison_in_goal,
                                                                    more_in_goal,
                                                                    recognise_argument_slip,
                                                                    recognise_missing_word,
                                                                    recognise_lack});
  for (const auto slip : slips) {
    if (Slip recognised = slip(situation)) return recognised;
  }
  return std::nullopt;
}

}  // namespace casus::syntax
