// SPDX-License-Identifier: Apache-2.0
//
// Operators, and what other notations write for them.
#include <algorithm>
#include <array>

#include "syntax/reader.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

using ast::BinaryOp;

struct Spelling {
  std::string_view sign;
  BinaryOp op;
};

// Longer signs first: the first that fits is taken.
constexpr auto signs = std::to_array<Spelling>({
    {"!=", BinaryOp::not_equal},
    {"<=", BinaryOp::less_equal},
    {">=", BinaryOp::greater_equal},
    {"=", BinaryOp::equal},
    {"<", BinaryOp::less},
    {">", BinaryOp::greater},
    {"+", BinaryOp::add},
    {"-", BinaryOp::subtract},
    {"*", BinaryOp::multiply},
    {"/", BinaryOp::divide},
});
constexpr auto word_operators = std::to_array<Spelling>(
    {{"and", BinaryOp::logical_and}, {"or", BinaryOp::logical_or}, {"in", BinaryOp::in}});

struct Foreign {
  std::string_view sign;
  BinaryOp op;
  std::string_view meant;
};
constexpr auto foreign_signs = std::to_array<Foreign>({
    {"===", BinaryOp::equal, "="},
    {"!==", BinaryOp::not_equal, "!="},
    {"==", BinaryOp::equal, "="},
    {"<>", BinaryOp::not_equal, "!="},
    {"=<", BinaryOp::less_equal, "<="},
    {"=>", BinaryOp::greater_equal, ">="},
    {":=", BinaryOp::equal, "="},
    {"&&", BinaryOp::logical_and, "and"},
    {"||", BinaryOp::logical_or, "or"},
    {"&", BinaryOp::logical_and, "and"},
    {"≠", BinaryOp::not_equal, "!="},
    {"≤", BinaryOp::less_equal, "<="},
    {"≥", BinaryOp::greater_equal, ">="},
    {"−", BinaryOp::subtract, "-"},
    {"–", BinaryOp::subtract, "-"},
    {"×", BinaryOp::multiply, "*"},
    {"·", BinaryOp::multiply, "*"},
    {"÷", BinaryOp::divide, "/"},
});

constexpr auto dashes = std::to_array<std::string_view>({"−", "–"});

template <class Infix>
bool fits(BinaryOp op, Infix wanted) {
  const bool comparison = op >= BinaryOp::equal && op <= BinaryOp::in;
  const bool logical = op == BinaryOp::logical_or || op == BinaryOp::logical_and;
  if (wanted == Infix::comparison) return comparison;
  return wanted == Infix::any || (!comparison && !logical);
}

/// `=>` before anything but a number is an arrow to a conclusion.
bool is_arrow(At at) { return starts_with(at, "=>") && !is_digit(*behind_blanks(at + 2)); }

}  // namespace

bool Reader::infix(At& at, Item& out, Infix wanted) {
  const At from = skip(at);
  out.kind = Item::Kind::infix;
  if (is_name_start(*from)) return word_infix(at, out, wanted);
  if (starts_with(from, "..")) {
    if (wanted == Infix::comparison) return false;
    at = behind_points(from);
    out.kind = Item::Kind::range;
    out.span = span(from, at);
    return true;
  }
  if (foreign_infix(at, out, wanted)) return true;
  if (starts_with(from, "->") || is_arrow(from)) return false;
  for (const Spelling& spelling : signs) {
    if (!starts_with(from, spelling.sign)) continue;
    if (!fits(spelling.op, wanted)) return false;
    at = from + spelling.sign.size();
    out.binary = spelling.op;
    out.span = span(from, at);
    return true;
  }
  return false;
}

bool Reader::word_infix(At& at, Item& out, Infix wanted) {
  const At from = skip(at);
  const At to = name_end(from);
  const Repair* repair = repair_at(from);
  const std::string_view found = repair != nullptr
                                     ? std::string_view(repair->word)
                                     : std::string_view(from, static_cast<std::size_t>(to - from));
  for (const Spelling& spelling : word_operators) {
    if (!fits(spelling.op, wanted)) continue;
    // As the start of an argument `In` may be a name.
    const bool same = wanted == Infix::comparison ? found == spelling.sign
                                                  : equal_but_for_case(found, spelling.sign);
    if (!same) continue;
    if (found != spelling.sign) {
      report_slip(from, to, "keywords are written in lower case", std::string(spelling.sign));
    }
    at = repair != nullptr ? from + repair->length : to;
    out.binary = spelling.op;
    out.span = span(from, at);
    return true;
  }
  return false;
}

bool Reader::foreign_infix(At& at, Item& out, Infix wanted) {
  const At from = skip(at);
  // An empty cell of a table would look like an `or`.
  if (is_arrow(from) || (columns > 0 && *from == '|')) return false;
  for (const Foreign& foreign : foreign_signs) {
    if (!starts_with(from, foreign.sign) || !fits(foreign.op, wanted)) continue;
    at = from + foreign.sign.size();
    const std::string meant(foreign.meant);
    report_slip(from, at, "`" + std::string(foreign.sign) + "` is written `" + meant + "` here",
                meant);
    out.binary = foreign.op;
    out.span = span(from, at);
    return true;
  }
  return false;
}

bool Reader::condition_operator(At& at, Item& out) { return infix(at, out, Infix::any); }

bool Reader::value_operator(At& at, Item& out) { return infix(at, out, Infix::value); }

bool Reader::comparison(At& at, Item& out) { return infix(at, out, Infix::comparison); }

bool Reader::prefix(At& at, Item& out) {
  const At from = skip(at);
  if (minus(at, out)) return true;
  const At word_end = name_end(from);
  const std::string_view found(from, static_cast<std::size_t>(word_end - from));
  if (found == "not") {
    at = word_end;
  } else if (found == "NOT" || found == "Not") {
    at = word_end;
    report_slip(from, at, "keywords are written in lower case", "not");
  } else if (*from == '!' && from[1] != '=') {
    at = from + 1;
    report(error("E0101", "`!` is written `not` here")
               .label(span(from, at))
               .fix("write `not`", {{span(from, at), "not "}}, true));
  } else {
    return false;
  }
  out.kind = Item::Kind::prefix;
  out.unary = ast::UnaryOp::logical_not;
  out.span = span(from, at);
  return true;
}

bool Reader::minus(At& at, Item& out) {
  const At from = skip(at);
  if (*from == '-' && from[1] != '>') {
    at = from + 1;
  } else {
    const auto dash = std::ranges::find_if(
        dashes, [from](std::string_view sign) { return starts_with(from, sign); });
    if (dash == dashes.end()) return false;
    at = from + dash->size();
    report_slip(from, at, "a minus is written `-`", "-");
  }
  out.kind = Item::Kind::prefix;
  out.unary = ast::UnaryOp::minus;
  out.span = span(from, at);
  return true;
}

bool Reader::empty_cell(At& at) {
  const At from = skip(at);
  const bool dash = *from == '-' && *behind_blanks(from + 1) == '|';
  const bool empty = *behind_blanks(at) == '|' && cells < columns;
  if (!dash && !empty) return false;
  const At to = dash ? from + 1 : at;
  const Span place = dash ? span(from, to) : span(at, from);
  report(error("E0101", "a cell is empty")
             .label(place, "expected a value, a comparison, a range or `_`")
             .fix("where any value fits write `_`", {{place, dash ? "_" : " _ "}}, true));
  at = to;
  return true;
}

}  // namespace casus::syntax
