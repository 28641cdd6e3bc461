// SPDX-License-Identifier: Apache-2.0
#include "syntax/style/expressions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "syntax/words.hpp"

namespace casus::syntax::style {
namespace {

constexpr auto comparisons = std::to_array<std::string_view>({"=", "!=", "<", "<=", ">", ">="});
constexpr auto arithmetic = std::to_array<std::string_view>({"+", "-", "*", "/"});

template <std::size_t n>
bool is_one_of(const Token& token, const std::array<std::string_view, n>& signs) {
  return token.kind == Token::Kind::sign && std::ranges::find(signs, token.text) != signs.end();
}

}  // namespace

Layout Expressions::condition() { return Layout::group(chain({})); }

Layout Expressions::chain(std::optional<std::string_view> keyword) {
  // `and` binds tighter than `or`: where both stand, lines end at the `or`s.
  std::vector<Chain> alternatives(1);
  std::vector<Layout> ors;
  for (;;) {
    alternatives.back().operands.push_back(compared());
    if (in_.at("and")) {
      alternatives.back().operators.push_back(in_.take());
    } else if (in_.at("or")) {
      ors.push_back(in_.take());
      alternatives.emplace_back();
    } else {
      break;
    }
  }
  if (ors.empty()) return joined(std::move(alternatives.front()), "and", keyword);
  Chain whole;
  whole.operators = std::move(ors);
  for (Chain& one : alternatives) {
    whole.operands.push_back(Layout::group(joined(std::move(one), "and", {})));
  }
  return joined(std::move(whole), "or", keyword);
}

Layout Expressions::joined(Chain chain, std::string_view word,
                           std::optional<std::string_view> keyword) {
  Layout result = Layout::align(std::move(chain.operands.front()));
  for (std::size_t i = 0; i < chain.operators.size(); ++i) {
    Layout next{Layout::line(), std::move(chain.operators[i]), " ",
                Layout::align(std::move(chain.operands[i + 1]))};
    if (keyword) {
      next = Layout::nest(static_cast<int>(keyword->size()) - static_cast<int>(word.size()),
                          std::move(next));
    }
    result.add(std::move(next));
  }
  return keyword ? result : Layout::align(std::move(result));
}

bool Expressions::at_comparison() const {
  return in_.at("in") || is_one_of(in_.next(), comparisons);
}

Layout Expressions::compared() {
  Layout result = value();
  return at_comparison() ? Layout{std::move(result), " ", compared_with()} : result;
}

/// `>= 70 years`, `in 10..20`
Layout Expressions::compared_with() { return {in_.take(), " ", value()}; }

Layout Expressions::value() {
  Layout result = operand();
  bool single = true;
  for (;; single = false) {
    if (in_.at("..")) {
      result.add(in_.take());
      result.add(operand());
    } else if (is_one_of(in_.next(), arithmetic)) {
      result.add(Layout::group({Layout::line(), in_.take(), " ", operand()}));
    } else {
      return single ? result : Layout::align(std::move(result));
    }
  }
}

Layout Expressions::operand() {
  if (in_.at("-")) return {in_.take(), operand()};
  if (in_.at("not") || in_.at("unknown")) return {in_.take(), " ", operand()};
  return primary();
}

Layout Expressions::primary() {
  if (in_.next().kind == Token::Kind::number) return bound();
  if (in_.next().kind == Token::Kind::word) return atom();
  if (in_.at("(")) return {in_.take(), condition(), in_.take()};
  return in_.take();
}

Layout Expressions::dotted() {
  Layout result = in_.take();
  while (in_.at(".")) {
    result.add(in_.take());
    result.add(in_.take());
  }
  return result;
}

Layout Expressions::atom() {
  Layout result = dotted();
  return in_.at("(") ? Layout{std::move(result), arguments()} : result;
}

Layout Expressions::arguments() {
  Layout opening = in_.take();
  Layout inner;
  for (bool first = true; !in_.at(")") && !in_.at_end(); first = false) {
    Layout one = argument();
    if (in_.at("for")) {
      one = {std::move(one), " ", Layout::align(Layout::group({in_.take(), " ", clause("for")}))};
    }
    // None stands behind the last one.
    if (in_.at(",")) one.add(in_.next(1).is(")") ? in_.skip() : in_.take());
    if (in_.at(")")) one.add(in_.comments());
    inner.add(first ? std::move(one) : Layout::group({Layout::line(), std::move(one)}));
  }
  return {std::move(opening), Layout::align(Layout::group(std::move(inner))), in_.take()};
}

/// `distinct x for …` and `distinct (x + 1) for …`, but not `distinct(x)`, which is a call.
bool Expressions::at_distinct() const {
  if (!in_.at("distinct")) return false;
  std::size_t behind = 1;
  if (!in_.next(behind).is("(")) {
    const Token& next = in_.next(behind);
    return next.kind != Token::Kind::sign && next.kind != Token::Kind::end &&
           !is_reserved(next.text);
  }
  for (int depth = 0; in_.next(behind).kind != Token::Kind::end; ++behind) {
    if (in_.next(behind).is("(")) ++depth;
    if (in_.next(behind).is(")") && --depth == 0) break;
  }
  const Token& next = in_.next(behind + 1);
  return !next.is(")") && !next.is(",");
}

Layout Expressions::argument() {
  Layout result;
  if (at_distinct()) result = {in_.take(), " "};
  if (in_.next().kind == Token::Kind::word && in_.next(1).is(":")) {
    result = {std::move(result), in_.take(), in_.take(), " "};
  }
  return {std::move(result), at_comparison() ? compared_with() : condition()};
}

Layout Expressions::bound() {
  if (in_.at("-")) return {in_.take(), bound()};
  Layout number = in_.take();
  if (in_.at("%")) return {std::move(number), in_.take()};
  return with_unit(std::move(number));
}

Layout Expressions::bounds() { return {bound(), in_.take(), bound()}; }

Layout Expressions::type() { return with_unit(in_.take()); }

Layout Expressions::with_unit(Layout before) {
  const Token& unit = in_.next();
  const bool is_unit = unit.kind == Token::Kind::word && !unit.begins_line &&
                       !is_keyword(unit.text) && unit.text != "_";
  return is_unit ? Layout{std::move(before), " ", in_.take()} : before;
}

Layout Expressions::cell() { return at_comparison() ? compared_with() : value(); }

}  // namespace casus::syntax::style
