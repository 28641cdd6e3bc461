// SPDX-License-Identifier: Apache-2.0
//
// Texts, numbers and dates.
#include <algorithm>
#include <charconv>

#include "base/characters.hpp"
#include "syntax/reader.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

constexpr std::string_view opening_quotes[] = {"“", "„", "”", "«"};
constexpr std::string_view closing_quotes[] = {"”", "“", "»"};

/// The length of the one of `signs` that stands at `at`, 0 where none does.
template <std::size_t n>
std::size_t one_of(const std::string_view (&signs)[n], At at) {
  for (const std::string_view sign : signs) {
    if (starts_with(at, sign)) return sign.size();
  }
  return 0;
}

std::string quoted(At from, At to) { return "`" + std::string(from, to) + "`"; }

At digits_end(At at) {
  while (is_digit(*at)) ++at;
  return at;
}

int value_of(At from, At to) {
  int value = 0;
  std::from_chars(from, to, value);
  return value;
}

/// Digits, a separator, digits, a separator, digits: the shape of a date, or of a slip in one.
struct Triple {
  At ends[3];
  [[nodiscard]] std::ptrdiff_t length(int part, At from) const {
    return part == 0 ? ends[0] - from : ends[part] - ends[part - 1] - 1;
  }
};
bool triple(At from, char separator, Triple& out) {
  At at = from;
  for (int part = 0; part < 3; ++part) {
    if (part > 0 && *at++ != separator) return false;
    const At to = digits_end(at);
    if (to == at) return false;
    out.ends[part] = to;
    at = to;
  }
  return !is_name_part(*at) && !(*at == separator && is_digit(at[1]));
}

std::string padded(int value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string written(const ast::DateLiteral& date) {
  return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

/// Where the text between `from` and `to` most likely ends: before a bracket behind which a
/// comparison follows, or nothing, as in `s("A) >= firm`, or before the next argument, as in
/// `p(x: "A, y: b)`.
At end_meant(At from, At to) {
  for (At at = from; (at = std::find(at, to, ',')) != to; ++at) {
    const At name = behind_blanks(at + 1);
    const At behind = name_end(name);
    if (behind != name && behind < to && *behind == ':') return at;
  }
  for (At at = from; (at = std::find(at, to, ')')) != to; ++at) {
    At next = at;
    while (next != to && (*next == ')' || base::is_blank(*next))) ++next;
    if (next == to || std::string_view("<>=!").find(*next) != std::string_view::npos) return at;
  }
  return to;
}

}  // namespace

bool Reader::text(At& at, ast::Name& out) {
  const At from = skip(at);
  if (*from != '"') return foreign_text(at, out);
  out.text.clear();
  At p = from + 1;
  while (*p != '"') {
    if (p == end_ || *p == '\n' || *p == '\r') {
      const At meant = end_meant(from + 1, p);
      refuse(from, error("E0102", "this text is not closed")
                       .label(span(from, p), "the `\"` at its end is missing")
                       .fix("close it where it ends", {{span(meant, meant), "\""}}, false));
    }
    if (*p == '\\') {
      p = escape(p, out.text);
      continue;
    }
    const At run = std::find_if(
        p, end_, [](char c) { return c == '"' || c == '\\' || c == '\n' || c == '\r'; });
    out.text.append(p, run);
    p = run;
  }
  at = p + 1;
  out.span = span(from, at);
  return true;
}

At Reader::escape(At at, std::string& out) {
  switch (at[1]) {
    case '"':
    case '\\':
      out += at[1];
      return at + 2;
    case 'n':
      out += '\n';
      return at + 2;
    case 't':
      out += '\t';
      return at + 2;
    default:
      break;
  }
  report(error("E0105", "a backslash begins an escape that is not known")
             .label(span(at, at + 1), R"(known are `\"`, `\\`, `\n` and `\t`)")
             .fix("for a backslash write two", {{span(at, at + 1), R"(\\)"}}, true));
  out += '\\';
  return at + 1;
}

bool Reader::foreign_text(At& at, ast::Name& out) {
  const At from = skip(at);
  std::size_t opening = *from == '\'' ? 1 : 0;
  if (opening == 0) opening = one_of(opening_quotes, from);
  if (opening == 0) return false;
  const At line = std::find_if(from, end_, [](char c) { return c == '\n' || c == '\r'; });
  const bool single = *from == '\'';
  At close = from + opening;
  std::size_t closing = 0;
  for (; close != line; ++close) {
    closing = single ? (*close == '\'' ? 1 : 0) : one_of(closing_quotes, close);
    if (!single && *close == '"') closing = 1;
    if (closing != 0) break;
  }
  const Span first = span(from, from + opening);
  if (closing == 0) {
    refuse(from, error("E0102", "this text is not closed")
                     .label(span(from, line), "a text stands in double quotes")
                     .fix("open it with `\"`", {{first, "\""}}, false));
  }
  const At to = close + closing;
  report(error("E0101", "a text stands in straight double quotes")
             .label(span(from, to))
             .fix("write `\"`", {{first, "\""}, {span(close, to), "\""}}, true));
  out.text.assign(from + opening, close);
  out.span = span(from, to);
  at = to;
  return true;
}

bool Reader::date(At& at, ast::ExprPtr& out) {
  Triple parts;
  const bool dashes = triple(at, '-', parts);
  if (!dashes && !triple(at, '.', parts)) return false;
  const int year_part = dashes ? 0 : 2;
  if (parts.length(year_part, at) != 4) return false;
  const bool other_fit = parts.length(1, at) <= 2 && parts.length(dashes ? 2 : 0, at) <= 2;
  if (!other_fit) return false;
  const int first = value_of(at, parts.ends[0]);
  const int last = value_of(parts.ends[1] + 1, parts.ends[2]);
  const ast::DateLiteral date{.year = dashes ? first : last,
                              .month = value_of(parts.ends[0] + 1, parts.ends[1]),
                              .day = dashes ? last : first};
  const bool exact = dashes && parts.length(1, at) == 2 && parts.length(2, at) == 2;
  const Span place = span(at, parts.ends[2]);
  if (!exact) {
    report(error("E0105", "a date is written year-month-day, with two digits for month and day")
               .label(place)
               .fix("write `" + written(date) + "`", {{place, written(date)}}, dashes));
  }
  out = make_expr(date, place);
  at = parts.ends[2];
  return true;
}

At Reader::number_end(At at) {
  const At from = at;
  if (*at == '.') {
    report(error("E0105", "a number has digits on both sides of its point")
               .label(span(at, at + 1), "no digit stands before it")
               .fix("put a zero before it", {{span(at, at), "0"}}, true));
  }
  at = digits_end(at);
  if (*at == '.' && at[1] != '.') {
    const At point = at;
    at = digits_end(at + 1);
    if (at == point + 1) {
      report(error("E0105", "a number has digits on both sides of its point")
                 .label(span(point, at), "no digit follows it")
                 .fix("put a zero behind it", {{span(at, at), "0"}}, true));
    } else if (*at == '.' && is_digit(at[1])) {
      refuse(
          from,
          error("E0105", "a number has only one point").label(span(at, at + 1), "a second point"));
    }
  }
  return at;
}

void Reader::number(At& at, ast::ExprPtr& out) {
  const At from = at;
  at = number_end(from);
  std::string digits(from, at);
  if (*at == '_' && is_digit(at[1])) {
    const At to = name_end(at);
    std::string whole(from, to);
    std::erase(whole, '_');
    report(error("E0105", "a number is written without `_`")
               .label(span(from, to))
               .fix("write `" + whole + "`", {{span(from, to), whole}}, true));
    digits = std::move(whole);
    at = to;
  }
  const bool exponent = (*at == 'e' || *at == 'E') &&
                        (is_digit(at[1]) || ((at[1] == '-' || at[1] == '+') && is_digit(at[2])));
  if (exponent) {
    const At sign = at;
    at = digits_end(at + 2);
    report(error("E0105", "a number is written out in full")
               .label(span(from, at), "an exponent, " + quoted(sign, at)));
  } else if (is_name_start(*at)) {
    report(error("E0105", "a blank is missing between a number and its unit")
               .label(span(from, name_end(at)))
               .fix("put a blank between them", {{span(at, at), " "}}, true));
  }
  ast::NumberLiteral literal{std::move(digits), std::nullopt};
  const At percent = behind_blanks(at);
  ast::Name unit_name;
  if (*percent == '%') {
    at = percent + 1;
    literal.unit = ast::Name{"%", span(percent, at)};
  } else if (unit(at, unit_name) || lost_unit(at, unit_name)) {
    literal.unit = std::move(unit_name);
  }
  out = make_expr(std::move(literal), span(from, at));
}

/// A unit on the line after its number, where nothing else can be meant: behind a number no name
/// may stand, and what follows goes on as behind a unit.
bool Reader::lost_unit(At& at, ast::Name& out) {
  const At from = skip(at);
  if (columns > 0 || *from == '\0' || std::find(at, from, '\n') == from) return false;
  At to = from;
  ast::Name candidate;
  if (!unit(to, candidate)) return false;
  const At next = skip(to);
  const At next_end = name_end(next);
  const bool goes_on = next == end_ || *next == ')' || *next == ',' ||
                       is_keyword({next, static_cast<std::size_t>(next_end - next)});
  if (!goes_on) return false;
  const Span gap = span(at, from);
  report(error("E0101", "a unit stands on the line of its number")
             .label(candidate.span, "expected on the line of the number")
             .fix("put it there", {{gap, " "}}, std::all_of(at, from, base::is_blank)));
  out = std::move(candidate);
  at = to;
  return true;
}

bool Reader::number_text(At& at, ast::Name& out) {
  const At from = skip(at);
  if (!is_digit(*from)) return false;
  at = number_end(from);
  out = {std::string(from, at), span(from, at)};
  return true;
}

bool Reader::bound(At& at, ast::ExprPtr& out) {
  const At from = skip(at);
  At digits = from;
  Item sign_item;
  if (At behind = from; minus(behind, sign_item)) digits = behind_blanks(behind);
  if (!is_digit(*digits) && !(*digits == '.' && is_digit(digits[1]))) return false;
  at = digits;
  if (digits == from && date(at, out)) return true;
  number(at, out);
  if (digits == from) return true;
  const Span whole = cover(span(from, digits), out->span);
  out = make_expr(ast::Unary{ast::UnaryOp::minus, std::move(out)}, whole, 2);
  return true;
}

bool Reader::literal(At& at, ast::ExprPtr& out) {
  const At from = skip(at);
  if (is_digit(*from) || (*from == '.' && is_digit(from[1]))) {
    at = from;
    if (!date(at, out)) number(at, out);
    return true;
  }
  ast::Name quoted;
  if (text(at, quoted)) {
    out = make_expr(ast::TextLiteral{std::move(quoted.text)}, quoted.span);
    return true;
  }
  const At to = name_end(from);
  const std::string_view found(from, static_cast<std::size_t>(to - from));
  if (found != "true" && found != "false") return false;
  at = to;
  out = make_expr(ast::BoolLiteral{found == "true"}, span(from, to));
  return true;
}

bool Reader::wildcard(At& at, ast::ExprPtr& out) {
  const At from = skip(at);
  if (*from != '_' || is_name_part(from[1])) return false;
  at = from + 1;
  out = make_expr(ast::Wildcard{}, span(from, at));
  return true;
}

}  // namespace casus::syntax
