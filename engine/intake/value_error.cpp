// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>
#include <vector>

#include "intake/dates.hpp"
#include "intake/numeral.hpp"
#include "intake/quantity.hpp"
#include "intake/trouble.hpp"

namespace casus::intake {
namespace {

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

/// A text in other quotes; the one that closes it may be missing.
Diagnostic typographic(const Trouble& t) {
  const Span rest = t.rest_of_line();
  const std::string_view words = t[rest];
  const std::size_t opening = character_size(t.text, t.at);
  std::size_t close = std::string_view::npos;
  std::size_t size = 1;
  for (const std::string_view quote : {"”", "“", "»", "’", "\""}) {
    const std::size_t at = words.rfind(quote);
    if (at == std::string_view::npos || at < opening) continue;
    if (close != std::string_view::npos && at < close) continue;
    close = at;
    size = quote.size();
  }
  Diagnostic d = invalid("a text stands in straight quotes");
  if (close == std::string_view::npos) {
    return d.label(t.word(), "a typographic quote").advise("write `\"` at both ends");
  }
  const Span first = t.span(t.at, t.at + opening);
  const Span last = t.span(t.at + close, t.at + close + size);
  return d.label(t.span(first.begin, last.end), "in typographic quotes")
      .fix("write `\"` at both ends", {{first, "\""}, {last, "\""}}, true);
}

/// `value = 17,6`: the comma, if it stands between digits.
std::optional<Diagnostic> decimal_comma(const Trouble& t, std::string_view value) {
  const auto digits = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  const std::size_t at = value.find(',');
  if (t.text[t.at] != ',' || at == std::string_view::npos) return std::nullopt;
  const std::string_view whole = value.substr(value.starts_with('-') ? 1 : 0, at);
  if (!digits(value.substr(at + 1)) || !digits(whole.substr(0, whole.find(',')))) {
    return std::nullopt;
  }
  const Span comma = t.span(t.at, t.at + 1);
  return invalid("a number has a point, not a comma")
      .label(comma, "read as the end of the number")
      .fix("write a point", {{comma, "."}}, true);
}

/// The quotes inside a text, each with a backslash; nothing where they cannot be told from its
/// ends.
std::vector<Edit> escaped_quotes(const Trouble& t, Span whole) {
  const std::string_view value = t[whole];
  if (!value.starts_with('"') || !value.ends_with('"')) return {};
  std::vector<Edit> edits;
  for (std::size_t i = 1; i + 1 < value.size(); ++i) {
    if (value[i] == '\\') return {};
    if (value[i] != '"') continue;
    edits.push_back({t.span(whole.begin + i, whole.begin + i), "\\"});
  }
  return edits;
}

}  // namespace

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
    return typographic(t);
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
  if (grouped) return d.fix(without(*grouped), {{word, grouped->meant()}}, false);
  if (share && share->unit == "%") return in_quotes(std::move(d), "a share", t, word);
  if (t.says("leading zeroes")) {
    const std::string_view written = t[word];
    const std::string plain(
        written.substr(std::min(written.find_first_not_of('0'), written.size())));
    if (plain.empty() || !base::is_digit(plain.front())) {
      return d.advise("a number does not begin with 0; a text stands in quotes");
    }
    return d.fix("a number does not begin with 0: " + in_ticks(plain), {{word, plain}}, false)
        .fix("or, if it is a text, put it in quotes", {{word, '"' + std::string(written) + '"'}},
             false);
  }
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
  if (const auto grouped = without_separators(value, true)) {
    d.labels.front().span = whole;
    return d.fix(without(*grouped), {{whole, grouped->meant()}}, false);
  }
  if (auto comma = decimal_comma(t, value)) return *std::move(comma);
  if (next == ',') return d.advise("a number has a point, not a comma: `1.5`");
  if (before.ends_with('"') && rest.find('"') != std::string_view::npos) {
    const std::string advice =
        "a quote inside a text is written `\\\"`, or the text stands in single quotes";
    auto edits = escaped_quotes(t, whole);
    return edits.empty() ? d.advise(advice) : d.fix(advice, std::move(edits), false);
  }
  if (names_month(rest)) return d.advise("a date is written year, month, day, as in `2015-01-31`");
  if (const auto amount = split_quantity(value)) {
    const bool share = amount->unit == "%";
    d.labels.front() = {whole, {}};
    return in_quotes(std::move(d), share ? "a share" : "a value with its unit", t, whole);
  }
  return d.advise(
      "put each key on a line of its own, and a value with its unit in quotes: `\"5 years\"`");
}

Diagnostic unknown_escape(const Trouble& t) {
  const std::size_t begin = t.at > 0 ? t.at - 1 : t.at;
  Diagnostic d = invalid("this escape is not known");
  d.label(t.span(begin, std::min<std::size_t>(t.at + 1, t.text.size())));
  const std::string advice = "write `\\\\` for a backslash, or the text between single quotes";
  if (t.text[begin] != '\\') return d.advise(advice);
  return d.fix(advice, {{t.span(begin, begin), "\\"}}, true);
}

Diagnostic no_character(const Trouble& t) {
  const std::size_t begin = t.text.substr(0, t.at).find_last_of('\\');
  return invalid("this escape stands for no character")
      .label(t.span(begin == std::string_view::npos ? t.at : begin, t.at))
      .advise("write the character itself");
}

}  // namespace casus::intake
