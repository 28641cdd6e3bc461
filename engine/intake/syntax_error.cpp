// SPDX-License-Identifier: Apache-2.0
#include "intake/syntax_error.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "intake/trouble.hpp"

namespace casus::intake {
namespace {

Diagnostic unclosed_text(const Trouble& t, const Unclosed& open) {
  const Span opening = t.span(open.at, open.at + open.size);
  const std::string quotes(t[opening]);
  if (open.size == 3) {
    return invalid("this text is not closed")
        .label(opening, "opens here")
        .advise("close it with " + in_ticks(quotes));
  }
  std::size_t end = std::min(t.text.find('\n', open.at), t.text.size());
  while (end > open.at + 1 && (base::is_blank(t.text[end - 1]) || t.text[end - 1] == '\r')) --end;
  return invalid("this text is not closed")
      .label(t.span(open.at, end), "the " + in_ticks(quotes) + " at its end is missing")
      .fix("close it with " + in_ticks(quotes) +
               " on the same line; a text over several lines stands between " +
               in_ticks(std::string(3, quotes[0])),
           {{t.span(end, end), quotes}}, false);
}

Diagnostic unclosed_bracket(const Trouble& t, const Unclosed& open) {
  const Span span = t.span(open.at, open.at + 1);
  const std::string closing = t[span] == "[" ? "]" : "}";
  const std::string advice = "close it with " + in_ticks(closing);
  Diagnostic d = invalid("this bracket is not closed");
  d.label(span, "opens here");
  // `[[name]` has a line of its own.
  const std::size_t end = std::min(t.text.find_first_of("\r\n", open.at), t.text.size());
  const std::string_view line = t.text.substr(open.at, end - open.at);
  if (!line.starts_with("[[") || !line.ends_with(']')) return d.advise(advice);
  return d.fix(advice, {{t.span(end, end), closing}}, true);
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
      .advise("keep one " + in_ticks(t[key]) + "; a further fact begins with its own `[[name]]`");
}

Diagnostic missing_equals(const Trouble& t) {
  Diagnostic d = invalid("`=` is missing after this key");
  if (t.at < t.text.size() && t.text[t.at] == ':') {
    const Span colon = t.span(t.at, t.at + 1);
    return d.label(colon, "a colon").fix("write `=`", {{colon, " ="}}, true);
  }
  d.label(t.word(), "`=` belongs here");
  const std::string advice =
      "a key is one word: letters, digits, `_` and `-`; then `=` and its value";
  const bool value =
      t[t.word()] == t[t.rest_of_line()] && t.at > 0 && base::is_blank(t.text[t.at - 1]);
  if (!value) return d.advise(advice);
  return d.fix(advice, {{t.span(t.at, t.at), "= "}}, false);
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
