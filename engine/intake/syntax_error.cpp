// SPDX-License-Identifier: Apache-2.0
#include "intake/syntax_error.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/characters.hpp"
#include "intake/dates.hpp"
#include "intake/numeral.hpp"
#include "intake/quantity.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

/// The library's complaint together with the text around it.
struct Trouble {
  std::string_view text;
  std::uint32_t file;
  std::uint32_t at;
  std::string_view description;

  [[nodiscard]] bool says(std::string_view words) const {
    return description.find(words) != std::string_view::npos;
  }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  /// Without the line feed and a carriage return before it.
  [[nodiscard]] std::size_t line_end() const {
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at && text[end - 1] == '\r') --end;
    return end;
  }
  [[nodiscard]] bool at_line_end() const { return line_end() == at; }
  [[nodiscard]] bool after_equals() const {
    const std::size_t last = text.substr(0, at).find_last_not_of(" \t");
    return last != std::string_view::npos && text[last] == '=';
  }
  /// What runs from `at` to a blank, a comment, a comma or a bracket; one character at least.
  [[nodiscard]] Span word() const {
    std::size_t end = std::min(text.find_first_of(" \t\r\n#,[]{}=", at), text.size());
    if (end == at && !at_line_end()) end += character_size(text, at);
    return span(at, end);
  }
  /// What runs from `at` to the line's end or a comment, without blanks at its end.
  [[nodiscard]] Span rest_of_line() const {
    std::size_t end = std::min(text.find('#', at), line_end());
    while (end > at && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
    return span(at, end);
  }
  /// Words of a date or number may begin before the place at which the library gave up.
  [[nodiscard]] Span word_around() const {
    std::size_t begin = at;
    while (begin > 0 &&
           std::string_view(" \t\n#,[]{}=").find(text[begin - 1]) == std::string_view::npos) {
      --begin;
    }
    const Span after = word();
    const bool ended =
        at_line_end() || std::string_view(" \t#,[]{}=").find(text[at]) != std::string_view::npos;
    return span(begin, ended ? at : after.end);
  }
  [[nodiscard]] std::string_view operator[](Span s) const { return text.substr(s.begin, s.size()); }
};

Diagnostic invalid(std::string message) { return error("E0601", std::move(message)); }

Diagnostic unclosed_text(const Trouble& t, const Unclosed& open) {
  const Span span = t.span(open.at, open.at + open.size);
  const std::string quotes(t[span]);
  return invalid("this text is not closed")
      .label(span, "opens here")
      .advise(open.size == 3 ? "close it with " + in_ticks(quotes)
                             : "close it with " + in_ticks(quotes) +
                                   " on the same line; a text over several lines stands between " +
                                   in_ticks(std::string(3, quotes[0])));
}

Diagnostic unclosed_bracket(const Trouble& t, const Unclosed& open) {
  const Span span = t.span(open.at, open.at + 1);
  return invalid("this bracket is not closed")
      .label(span, "opens here")
      .advise("close it with " + in_ticks(t[span] == "[" ? "]" : "}"));
}

constexpr auto months = std::to_array<std::string_view>(
    {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"});

/// `30 June 2015`, read as the number 30 and more.
bool names_month(std::string_view text) {
  const std::size_t word = text.find_first_not_of(" \t.");
  if (word == std::string_view::npos) return false;
  const std::string small = lowered(text.substr(word, 3));
  return std::ranges::find(months, small) != months.end();
}

/// "2019-07-01" for `July 2019`; empty where it is none such.
std::string first_of_month(std::string_view words) {
  const std::size_t blank = words.find(' ');
  if (blank == std::string_view::npos || !names_month(words)) return {};
  const std::string_view year = words.substr(blank + 1);
  const bool digits = year.find_first_not_of("0123456789") == std::string_view::npos;
  if (year.size() != 4 || !digits) return {};
  const auto* const it = std::ranges::find(months, lowered(words.substr(0, 3)));
  const std::string number = std::to_string(it - months.begin() + 1);
  return std::string(year) + (number.size() < 2 ? "-0" : "-") + number + "-01";
}

/// Something else than a text that words without quotes may be meant for.
struct Other {
  std::string_view kind;
  std::string value;
};

/// `no`, `July 2019`
std::optional<Other> other_than_text(std::string_view words) {
  const std::string small = lowered(words);
  if (small == "yes" || small == "on") return Other{"a truth value", "true"};
  if (small == "no" || small == "off") return Other{"a truth value", "false"};
  std::string date = first_of_month(words);
  return date.empty() ? std::nullopt : std::optional(Other{"a date", std::move(date)});
}

/// `name = New York`, `holds = True`, `name = “x”`.
Diagnostic unquoted(const Trouble& stop) {
  const Trouble t{stop.text, stop.file, stop.word_around().begin, stop.description};
  const Span word = t.word();
  const std::string small = lowered(t[word]);
  if (small == "true" || small == "false") {
    return invalid(in_ticks(small) + " is written in lower case")
        .label(word)
        .fix("write " + in_ticks(small), {{word, small}}, true);
  }
  const Span rest = t.rest_of_line();
  const std::string_view words = t[rest];
  if (words.starts_with("“") || words.starts_with("”") || words.starts_with("„") ||
      words.starts_with("«") || words.starts_with("‘")) {
    return invalid("a text stands in straight quotes")
        .label(word, "a typographic quote")
        .advise("write `\"` at both ends");
  }
  const bool plain = words.find_first_of("\"'\\,[]{}=") == std::string_view::npos;
  const Span value = plain ? rest : word;
  Diagnostic d = invalid("this is no value that TOML knows");
  d.label(value, "neither a text in quotes nor a number, a date, `true` or `false`");
  if (!plain) return d.advise("a text stands in double quotes");
  const std::string quoted = "\"" + std::string(words) + "\"";
  if (const auto other = other_than_text(words)) {
    d.fix("for " + std::string(other->kind) + " write " + in_ticks(other->value),
          {{value, other->value}}, false);
  }
  return d.fix("for a text write " + in_ticks(quoted), {{value, quoted}}, false);
}

Diagnostic missing_value(const Trouble& t) {
  return invalid("the value of this key is missing")
      .label(t.span(t.at, t.at), "a value belongs here")
      .advise("write one after `=`, or remove the line");
}

Diagnostic no_such_date(const Trouble& t) {
  const Span word = t.word_around();
  const auto date = split_date(t[word].substr(0, 10));
  return error("E0304", in_ticks(t[word]) + " is no date")
      .label(word, "there is no such day")
      .advise(date ? why_no_day(*date) : "write it like `2015-01-31`");
}

Diagnostic malformed_date(const Trouble& t) {
  const Span date = t.word_around();
  const auto meant = meant_dates(t[date]).value_or(std::vector<std::string>());
  Diagnostic d = invalid("this date or time is not written correctly");
  d.label(date);
  if (meant.size() != 1) return d.advise(date_advice(meant));
  return d.fix(date_advice(meant), {{date, meant.front()}}, false);
}

Diagnostic number_too_large(const Trouble& t) { return too_large(t.word_around()); }

/// `"24%"` for `24%`, `"65 years"` for `65 years`.
Diagnostic in_quotes(Diagnostic d, std::string_view what, const Trouble& t, Span value) {
  const std::string quoted = '"' + std::string(t[value]) + '"';
  return d.fix(std::string(what) + " stands in quotes: " + in_ticks(quoted), {{value, quoted}},
               false);
}

/// What is advised of a number with separators; its field, and its unit, are not known here.
std::string without(const Grouped& grouped) {
  return grouped.advice(true) +
         (grouped.unit.empty() ? "; a number alone is in the unit of its field" : "");
}

Diagnostic malformed_number(const Trouble& t) {
  // The library takes `nul` for a number, because it might have become `nan`.
  const Span word = t.word_around();
  if (word.size() > 0 &&
      std::string_view("0123456789+-.").find(t.text[word.begin]) == std::string_view::npos) {
    return unquoted(t);
  }
  if (meant_dates(t[word])) return malformed_date(t);
  const auto grouped = without_separators(t[word], true);
  const auto share = split_quantity(t[word]);
  Diagnostic d = invalid("this number is not written correctly");
  d.label(word);
  if (grouped) return d.advise(without(*grouped));
  if (share && share->unit == "%") return in_quotes(std::move(d), "a share", t, word);
  if (t.says("leading zeroes"))
    return d.advise("a number does not begin with 0; a text stands in quotes");
  return d.advise(
      "a number has digits on both sides of its point, as in `0.5`; a text stands in quotes");
}

/// `spent = 5 USD`, `share = 1,5`, `a = 1 b = 2`.
Diagnostic after_value(const Trouble& t) {
  Diagnostic d = invalid("the line goes on where it should end");
  d.label(t.rest_of_line(), "unexpected");
  if (t.says("table header")) return d.advise("a table's header has a line of its own");
  const char next = t.text[t.at];
  if (next == ',' && t[t.rest_of_line()].size() == 1) {
    Diagnostic comma = invalid("a line ends without a comma");
    return comma.label(t.rest_of_line(), "not needed")
        .fix("remove it", {{t.rest_of_line(), ""}}, true);
  }
  const std::string_view rest = t[t.rest_of_line()];
  const std::string_view before = t.text.substr(0, t.at);
  const std::size_t begin = t.text.find_first_not_of(" \t", before.rfind('=') + 1);
  const Span whole = t.span(begin, std::max<std::size_t>(begin, t.rest_of_line().end));
  const std::string_view value = t[whole];
  if (const auto grouped = without_separators(value, true)) return d.advise(without(*grouped));
  if (next == ',') return d.advise("a number has a point, not a comma: `1.5`");
  if (before.ends_with('"') && rest.find('"') != std::string_view::npos) {
    return d.advise("a quote inside a text is written `\\\"`, or the text stands in single quotes");
  }
  if (names_month(rest)) return d.advise("a date is written year, month, day, as in `2015-01-31`");
  if (const auto amount = split_quantity(value)) {
    const bool share = amount->unit == "%";
    return in_quotes(std::move(d), share ? "a share" : "a value with its unit", t, whole);
  }
  return d.advise(
      "put each key on a line of its own, and a value with its unit in quotes: `\"5 years\"`");
}

/// The key before `=` before `at`.
Span key_before(const Trouble& t) {
  const auto blank = [&](std::size_t i) { return t.text[i] == ' ' || t.text[i] == '\t'; };
  std::size_t end = t.at;
  while (end > 0 && (blank(end - 1) || t.text[end - 1] == '=')) --end;
  std::size_t begin = end;
  while (begin > 0 && std::string_view("\n{,").find(t.text[begin - 1]) == std::string_view::npos) {
    --begin;
  }
  while (begin < end && blank(begin)) ++begin;
  return t.span(begin, end);
}

/// `[name]` or `[[name]]`, perhaps with blanks.
struct Header {
  Span span;
  std::string_view name;
  bool is_double = false;
};

std::optional<Header> header_on_line(const Trouble& t, std::size_t begin) {
  const std::size_t end = std::min(t.text.find_first_of("\n#", begin), t.text.size());
  const std::string_view line = trimmed(t.text.substr(begin, end - begin));
  const std::size_t brackets = line.starts_with("[[") && line.ends_with("]]") ? 2 : 1;
  if (!line.starts_with('[') || !line.ends_with(']') || line.size() <= 2 * brackets) return {};
  const auto at = static_cast<std::size_t>(line.data() - t.text.data());
  const auto name = trimmed(line.substr(brackets, line.size() - 2 * brackets));
  return Header{t.span(at, at + line.size()), name, brackets == 2};
}

/// `[leader]` and later `[leader]` or `[[leader]]`.
Diagnostic opened_twice(const Trouble& t) {
  std::vector<Header> headers;  // up to the one in question, which may end before `at`
  for (std::size_t line = 0; line <= t.at && line < t.text.size();) {
    if (const auto header = header_on_line(t, line)) headers.push_back(*header);
    line = std::min(t.text.find('\n', line), t.text.size()) + 1;
  }
  if (headers.empty()) return invalid("a table is opened a second time").label(t.rest_of_line());
  const Header second = headers.back();
  headers.pop_back();
  const auto first = std::ranges::find(headers, second.name, &Header::name);
  Diagnostic d = invalid("the table " + in_ticks(t[second.span]) + " is opened a second time");
  d.label(second.span);
  if (second.name == "case") {
    if (first != headers.end()) d.label(first->span, "first here");
    return d.advise("a file holds one case, under one `[case]`");
  }
  const bool is_key = std::ranges::all_of(lowered(second.name), [](char c) {
    return (c >= 'a' && c <= 'z') || base::is_digit(c) || c == '_' || c == '-';
  });
  std::vector<Edit> edits;
  const std::string wanted = "[[" + std::string(second.name) + "]]";
  if (is_key && first != headers.end()) {
    if (!first->is_double) {
      d.label(first->span, "write " + in_ticks(wanted) + " here");
      edits.push_back({first->span, wanted});
    }
    if (!second.is_double) edits.push_back({second.span, wanted});
  }
  if (edits.empty()) return d.advise("keep one of the two");
  return d.fix("tables of one name stand in double brackets, each time: " + in_ticks(wanted),
               std::move(edits), true);
}

Diagnostic given_twice(const Trouble& t) {
  if (t.says("table header")) return opened_twice(t);
  const Span key = key_before(t);
  return invalid("the key " + in_ticks(t[key]) + " is given twice")
      .label(key, "a second time")
      .advise("keep one of the two; a further fact begins with its own `[[name]]`");
}

Diagnostic missing_equals(const Trouble& t) {
  Diagnostic d = invalid("`=` is missing after this key");
  if (t.at < t.text.size() && t.text[t.at] == ':') {
    const Span colon = t.span(t.at, t.at + 1);
    return d.label(colon, "a colon").fix("write `=`", {{colon, " ="}}, true);
  }
  return d.label(t.word(), "`=` belongs here")
      .advise("a key is one word: letters, digits, `_` and `-`; then `=` and its value");
}

Diagnostic broken_header(const Trouble& t) {
  return invalid("this table's header is not written correctly")
      .label(t.word(), "does not belong here")
      .advise("a header is a name in brackets, as in `[[name]]`: letters, digits, `_` and `-`");
}

Diagnostic no_key(const Trouble& t) {
  const std::size_t line = t.at == 0 ? 0 : t.text.rfind('\n', t.at - 1) + 1;
  const std::size_t first = t.text.find_first_not_of(" \t", line);
  if (first < t.at && t.text[first] == '[') return broken_header(t);
  return invalid("a key or a table's header belongs here")
      .label(t.word(), "neither")
      .advise("write `key = value`, or `[[name]]` to begin a fact");
}

Diagnostic wrong_separator(const Trouble& t) {
  if (t.says("dangling comma")) {
    return invalid("a comma stands before the closing `}`")
        .label(t.word())
        .advise("remove the comma");
  }
  if (t.says("saw comma")) {
    return invalid("a comma stands where a value should")
        .label(t.word())
        .advise("remove the comma");
  }
  if (t.says("inline table") && t.at_line_end()) {
    return invalid("a table in braces ends on its own line")
        .label(t.span(t.at, t.at), "`}` belongs here")
        .advise("write it on one line: `{ from = 2010-01-01, until = 2014-12-31 }`");
  }
  if (t.says("expected key or")) return no_key(t);
  const bool adjacent = t.at > 0 && t.text[t.at - 1] == '"' && !t.at_line_end();
  if (adjacent && t[t.rest_of_line()].find('"') != std::string_view::npos) {
    return invalid("a text ends at its second quote")
        .label(t.word(), "goes on behind it")
        .advise("put a text with quotes in it between single quotes, as 'pump(name: \"P1\")'");
  }
  return invalid("a comma is missing")
      .label(t.word(), "before this")
      .advise("values are separated by commas");
}

Diagnostic unknown_escape(const Trouble& t) {
  const std::size_t begin = t.at > 0 ? t.at - 1 : t.at;
  return invalid("this escape is not known")
      .label(t.span(begin, std::min<std::size_t>(t.at + 1, t.text.size())))
      .advise("write `\\\\` for a backslash, or the text between single quotes");
}

Diagnostic no_character(const Trouble& t) {
  const std::size_t begin = t.text.substr(0, t.at).find_last_of('\\');
  return invalid("this escape stands for no character")
      .label(t.span(begin == std::string_view::npos ? t.at : begin, t.at))
      .advise("write the character itself");
}

Diagnostic odd_blank(const Trouble& t) {
  const Span blank = t.span(t.at, t.at + character_size(t.text, t.at));
  return invalid(std::string(odd_blank_at(t.text.substr(t.at))) + " stands here")
      .label(blank, "not a plain blank")
      .fix("replace it by a plain one", {{blank, " "}}, true);
}

Diagnostic too_early(const Trouble& t) {
  return invalid("the file ends too early")
      .label(t.span(t.at, t.at), "here")
      .advise("finish the last line");
}

Diagnostic nameless_table(const Trouble& t) {
  return invalid("this table has no name")
      .label(t.word())
      .advise("write `[[name]]` to begin a fact");
}

/// `65;`, `65 // years`: habits of other languages, where a value or a line could end.
std::optional<Diagnostic> foreign_habit(const Trouble& t) {
  constexpr auto ends = std::to_array<std::string_view>(
      {"expected a comment or whitespace", "integer: ", "parsing floating-point", "parsing boolean",
       "could not determine value type", "expected value,", "expected keys, tables",
       "bare key starting character"});
  if (std::ranges::none_of(ends, [&](std::string_view end) { return t.says(end); })) return {};
  const std::string_view line = t.text.substr(0, t.line_end());
  const std::size_t begin = t.at == 0 ? 0 : t.text.rfind('\n', t.at - 1) + 1;
  const std::size_t comment = line.find("//", begin);
  const bool apart = comment == begin || comment == t.at ||
                     (comment < line.size() && base::is_blank(line[comment - 1]));
  const auto between = t[t.span(t.at, std::max<std::size_t>(t.at, std::min(comment, line.size())))];
  const bool elsewhere = between.find_first_of("\"'#") != std::string_view::npos;
  if (apart && comment + 2 >= t.at && !elsewhere) {
    const Span sign = t.span(comment, comment + 2);
    return invalid("a comment begins with `#`")
        .label(sign, "not with this")
        .fix("write `#`", {{sign, "#"}}, true);
  }
  const bool in_list =
      t.text.substr(begin, t.at - begin).find_first_of("[{") != std::string_view::npos;
  if (in_list || trimmed(t[t.rest_of_line()]) != ";") return std::nullopt;
  const std::size_t at = t.text.find(';', t.at);
  const Span semicolon = t.span(at, at + 1);
  return invalid("a line ends without a semicolon")
      .label(semicolon, "not needed")
      .fix("remove it", {{semicolon, ""}}, true);
}

struct Explanation {
  std::string_view words;  ///< of the library's description
  Diagnostic (*explain)(const Trouble&);
};

constexpr Explanation explanations[] = {
    {"expected day between", no_such_date},
    {"expected month between", no_such_date},
    {"parsing date", malformed_date},
    {"parsing time", malformed_date},
    {"parsing date-time", malformed_date},
    {"not representable in 64 bits", number_too_large},
    {"could not be interpreted as a value", number_too_large},
    {"exceeds length limit", number_too_large},
    {"numeric value too long", number_too_large},
    {"could not determine value type", unquoted},
    {"values may not begin with underscores", unquoted},
    {"parsing boolean", unquoted},
    {"parsing infinity", malformed_number},
    {"integer: ", malformed_number},
    {"parsing floating-point", malformed_number},
    {"unknown escape sequence", unknown_escape},
    {"line-ending backslashes", unknown_escape},
    {"unicode surrogates", no_character},
    {"values greater than U+10FFFF", no_character},
    {"expected hex digit", no_character},
    {"cannot redefine", given_twice},
    {"cannot insert", given_twice},
    {"blank bare keys", nameless_table},
    {"expected '='", missing_equals},
    {"expected value,", unquoted},
    {"expected a comment or whitespace", after_value},
    {"expected keys, tables", no_key},
    {"bare key starting character", no_key},
    {"expected key", wrong_separator},
    {"expected comma", wrong_separator},
    {"expected value or closing", wrong_separator},
    {"expected ']'", broken_header},
    {"must be contiguous", broken_header},
    {"end-of-file", too_early},
};

}  // namespace

Diagnostic explain_syntax_error(std::string_view text, std::uint32_t file, std::uint32_t at,
                                std::string_view description, const Prescan& scan) {
  const Trouble trouble{text, file, at, description};
  if (scan.unclosed_text && at >= scan.unclosed_text->at) {
    return unclosed_text(trouble, *scan.unclosed_text);
  }
  if (scan.unclosed_bracket && at > scan.unclosed_bracket->at) {
    return unclosed_bracket(trouble, *scan.unclosed_bracket);
  }
  if (!odd_blank_at(text.substr(at)).empty()) return odd_blank(trouble);
  if (trouble.at_line_end() && trouble.after_equals()) return missing_value(trouble);
  if (auto habit = foreign_habit(trouble)) return std::move(*habit);
  for (const auto& [words, explain] : explanations) {
    if (trouble.says(words)) return explain(trouble);
  }
  return invalid("this is not valid TOML")
      .label(trouble.word(), "from here on")
      .advise("a line is `key = value`, `[[name]]` or a comment after `#`");
}

}  // namespace casus::intake
