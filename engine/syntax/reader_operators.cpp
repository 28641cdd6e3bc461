// SPDX-License-Identifier: Apache-2.0
//
// Operators, and what other notations write for them.
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
    {"!=", BinaryOp::not_equal}, {"<=", BinaryOp::less_equal}, {">=", BinaryOp::greater_equal},
    {"=", BinaryOp::equal},      {"<", BinaryOp::less},        {">", BinaryOp::greater},
    {"+", BinaryOp::add},        {"-", BinaryOp::subtract},    {"*", BinaryOp::multiply},
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
    {"===", BinaryOp::equal, "="},         {"!==", BinaryOp::not_equal, "!="},
    {"==", BinaryOp::equal, "="},          {"<>", BinaryOp::not_equal, "!="},
    {"=<", BinaryOp::less_equal, "<="},    {"=>", BinaryOp::greater_equal, ">="},
    {":=", BinaryOp::equal, "="},          {"&&", BinaryOp::logical_and, "and"},
    {"||", BinaryOp::logical_or, "or"},    {"&", BinaryOp::logical_and, "and"},
    {"≠", BinaryOp::not_equal, "!="},      {"≤", BinaryOp::less_equal, "<="},
    {"≥", BinaryOp::greater_equal, ">="},  {"−", BinaryOp::subtract, "-"},
    {"–", BinaryOp::subtract, "-"},        {"×", BinaryOp::multiply, "*"},
    {"·", BinaryOp::multiply, "*"},        {"÷", BinaryOp::divide, "/"},
});

bool is_comparison(BinaryOp op) { return op >= BinaryOp::equal && op <= BinaryOp::in; }

bool is_logical(BinaryOp op) { return op == BinaryOp::logical_or || op == BinaryOp::logical_and; }

/// `=>` before anything but a number is an arrow to a conclusion.
bool is_arrow(At at) { return starts_with(at, "=>") && !is_digit(*behind_blanks(at + 2)); }

}  // namespace

bool Reader::infix(At& at, Item& out) {
  const At from = skip(at);
  out.kind = Item::Kind::infix;
  if (const At to = name_end(from); to != from) {
    const Repair* repair = repair_at(from);
    const std::string_view found(from, static_cast<std::size_t>(to - from));
    for (const Spelling& spelling : word_operators) {
      if (repair != nullptr ? repair->word != spelling.sign
                            : !equal_but_for_case(found, spelling.sign)) {
        continue;
      }
      if (repair == nullptr && found != spelling.sign) {
        report_slip(from, to, "keywords are written in lower case", std::string(spelling.sign));
      }
      at = repair != nullptr ? from + repair->length : to;
      out.binary = spelling.op;
      out.span = span(from, at);
      return true;
    }
    return false;
  }
  if (starts_with(from, "..")) {
    at = from + 2;
    out.kind = Item::Kind::range;
    out.span = span(from, at);
    return true;
  }
  if (foreign_infix(at, out)) return true;
  if (starts_with(from, "->") || is_arrow(from)) return false;
  for (const Spelling& spelling : signs) {
    if (!starts_with(from, spelling.sign)) continue;
    at = from + spelling.sign.size();
    out.binary = spelling.op;
    out.span = span(from, at);
    return true;
  }
  return false;
}

bool Reader::foreign_infix(At& at, Item& out) {
  const At from = skip(at);
  // An empty cell of a table would look like an `or`.
  if (is_arrow(from) || (columns > 0 && *from == '|')) return false;
  for (const Foreign& foreign : foreign_signs) {
    if (!starts_with(from, foreign.sign)) continue;
    at = from + foreign.sign.size();
    report_slip(from, at,
                "`" + std::string(foreign.sign) + "` is written `" + std::string(foreign.meant) +
                    "` here",
                std::string(foreign.meant));
    out.binary = foreign.op;
    out.span = span(from, at);
    return true;
  }
  return false;
}

bool Reader::condition_operator(At& at, Item& out) { return infix(at, out); }

bool Reader::value_operator(At& at, Item& out) {
  At to = at;
  if (!infix(to, out)) return false;
  const bool condition = out.kind == Item::Kind::infix &&
                         (is_comparison(out.binary) || is_logical(out.binary));
  if (condition) return false;
  at = to;
  return true;
}

bool Reader::comparison(At& at, Item& out) {
  At to = at;
  // `In` may be a name here.
  if (const At from = skip(at); is_name_start(*from) && !starts_with(from, "in")) return false;
  if (!infix(to, out) || out.kind != Item::Kind::infix || !is_comparison(out.binary)) return false;
  at = to;
  return true;
}

bool Reader::prefix(At& at, Item& out) {
  constexpr std::string_view minus_sign = "−";
  const At from = skip(at);
  out.kind = Item::Kind::prefix;
  out.unary = ast::UnaryOp::logical_not;
  const At word_end = name_end(from);
  const std::string_view found(from, static_cast<std::size_t>(word_end - from));
  if (found == "not") {
    at = word_end;
  } else if (found == "NOT" || found == "Not") {
    at = word_end;
    report_slip(from, at, "keywords are written in lower case", "not");
  } else if (*from == '!' && from[1] != '=') {
    at = from + 1;
    report_slip(from, at, "`!` is written `not` here", is_name_start(*at) ? "not " : "not");
  } else if (*from == '-' && from[1] != '>') {
    at = from + 1;
    out.unary = ast::UnaryOp::minus;
  } else if (starts_with(from, minus_sign)) {
    at = from + minus_sign.size();
    out.unary = ast::UnaryOp::minus;
    report_slip(from, at, "a minus is written `-`", "-");
  } else {
    return false;
  }
  out.span = span(from, at);
  return true;
}

}  // namespace casus::syntax
