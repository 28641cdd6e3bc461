// SPDX-License-Identifier: Apache-2.0
#include "author/testing/mutants.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace casus::author {
namespace {

using ast::BinaryOp;
using ast::Expr;
using ast::ExprPtr;

struct Swap {
  BinaryOp op;
  std::string_view written;
  std::string_view instead;
};
constexpr auto swaps = std::to_array<Swap>({
    {BinaryOp::equal, "=", "!="},
    {BinaryOp::not_equal, "!=", "="},
    {BinaryOp::less, "<", "<="},
    {BinaryOp::less_equal, "<=", "<"},
    {BinaryOp::greater, ">", ">="},
    {BinaryOp::greater_equal, ">=", ">"},
    {BinaryOp::logical_and, "and", "or"},
    {BinaryOp::logical_or, "or", "and"},
    {BinaryOp::add, "+", "-"},
    {BinaryOp::subtract, "-", "+"},
    {BinaryOp::multiply, "*", "/"},
    {BinaryOp::divide, "/", "*"},
});

const Swap* swap_of(BinaryOp op) {
  const auto found = std::ranges::find(swaps, op, &Swap::op);
  return found == swaps.end() ? nullptr : &*found;
}

/// One more, or one less, in the last place that is written; nothing where that is below 0.
std::string neighbour(const std::string& number, bool more) {
  const std::size_t point = number.find('.');
  const int places = point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
  std::string digits = number;
  if (places > 0) digits.erase(point, 1);
  // As whole digits, so that no number is too long.
  for (std::size_t i = digits.size(); i-- > 0;) {
    char& digit = digits[i];
    if (more ? digit < '9' : digit > '0') {
      digit = static_cast<char>(more ? digit + 1 : digit - 1);
      break;
    }
    digit = more ? '0' : '9';
    if (i > 0) continue;
    if (!more) return {};
    digits.insert(0, "1");
  }
  if (places == 0) digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (places > 0) digits.insert(digits.size() - static_cast<std::size_t>(places), ".");
  return digits;
}

class Mutants {
 public:
  Mutants(const ast::Rule& rule, const Sources& sources) : rule_(rule), sources_(sources) {}

  std::vector<Mutant> run() {
    if (rule_.when) conditions(*rule_.when);
    for (const ExprPtr& exception : rule_.unless) {
      leave_out_clause(*exception, "unless");
      conditions(*exception);
    }
    for (const ast::Conclusion& one : rule_.conclusions) conclusion(one);
    if (rule_.certainty) walk(*rule_.certainty);
    std::ranges::stable_sort(all_, {}, [](const Mutant& one) {
      return std::tuple(one.span.begin, one.span.end, one.replacement);
    });
    const auto same = [](const Mutant& a, const Mutant& b) {
      return a.span == b.span && a.replacement == b.replacement;
    };
    all_.erase(std::unique(all_.begin(), all_.end(), same), all_.end());
    return std::move(all_);
  }

 private:
  void add(std::uint32_t begin, std::uint32_t end, std::string replacement) {
    all_.push_back({rule_.name.text, {rule_.name.span.file, begin, end}, std::move(replacement)});
  }

  /// Each of several conditions side by side may be left out.
  void conditions(const Expr& body) {
    std::vector<const Expr*> parts;
    flatten(body, parts);
    for (std::size_t i = 0; parts.size() > 1 && i < parts.size(); ++i) {
      if (i == 0) {
        add(parts[0]->span.begin, parts[1]->span.begin, "");
      } else {
        add(next_word(parts[i - 1]->span), parts[i]->span.end, "");
      }
    }
    walk(body);
  }

  /// Where the `and` behind a condition begins.
  [[nodiscard]] std::uint32_t next_word(Span before) const {
    const std::string_view text = sources_.text(before.file);
    return static_cast<std::uint32_t>(text.find("and", before.end));
  }

  static void flatten(const Expr& expr, std::vector<const Expr*>& into) {
    const auto* binary = std::get_if<ast::Binary>(&expr.node);
    if (binary == nullptr || binary->op != BinaryOp::logical_and) {
      into.push_back(&expr);
      return;
    }
    flatten(*binary->left, into);
    flatten(*binary->right, into);
  }

  void leave_out_clause(const Expr& body, std::string_view keyword) {
    const std::string_view before = sources_.text(body.span.file).substr(0, body.span.begin);
    const std::size_t at = before.rfind(keyword);
    if (at != std::string_view::npos) add(static_cast<std::uint32_t>(at), body.span.end, "");
  }

  void conclusion(const ast::Conclusion& one) {
    if (const auto* then = std::get_if<ast::Then>(&one.node)) {
      if (then->certainty) walk(*then->certainty);
      return;
    }
    if (const auto* said = std::get_if<ast::Contribution>(&one.node)) {
      swap_word(one.span, said->supports ? "supports" : "undermines",
                said->supports ? "undermines" : "supports");
      walk(*said->weight);
      return;
    }
    const auto& limit = std::get<ast::Limit>(one.node);
    swap_word(one.span, limit.caps ? "caps" : "floors", limit.caps ? "floors" : "caps");
    walk(*limit.at);
  }

  void swap_word(Span span, std::string_view written, std::string_view instead) {
    if (!sources_.text(span).starts_with(written)) return;
    add(span.begin, span.begin + static_cast<std::uint32_t>(written.size()), std::string(instead));
  }

  void walk(const Expr& expr) {
    if (const auto* number = std::get_if<ast::NumberLiteral>(&expr.node)) {
      const auto end = expr.span.begin + static_cast<std::uint32_t>(number->text.size());
      for (const bool more : {false, true}) {
        std::string other = neighbour(number->text, more);
        if (!other.empty()) add(expr.span.begin, end, std::move(other));
      }
    } else if (const auto* unary = std::get_if<ast::Unary>(&expr.node)) {
      if (unary->op == ast::UnaryOp::logical_not) {
        add(expr.span.begin, unary->operand->span.begin, "");
      }
      walk(*unary->operand);
    } else if (const auto* binary = std::get_if<ast::Binary>(&expr.node)) {
      if (const Swap* swap = swap_of(binary->op)) {
        add(binary->op_span.begin, binary->op_span.end, std::string(swap->instead));
      }
      walk(*binary->left);
      walk(*binary->right);
    } else if (const auto* range = std::get_if<ast::Range>(&expr.node)) {
      walk(*range->low);
      walk(*range->high);
    } else if (const auto* call = std::get_if<ast::Call>(&expr.node)) {
      for (const ast::Argument& argument : call->arguments) walk(argument);
    } else if (const auto* over = std::get_if<ast::Comprehension>(&expr.node)) {
      walk(*over->value);
      conditions(*over->body);
    }
  }

  void walk(const ast::Argument& argument) {
    const Swap* swap = argument.comparison ? swap_of(*argument.comparison) : nullptr;
    if (swap != nullptr) {
      const std::uint32_t from = argument.name ? argument.name->span.end : argument.span.begin;
      const std::string_view between =
          sources_.text({argument.span.file, from, argument.value->span.begin});
      const std::size_t at = between.find(swap->written);
      if (at != std::string_view::npos) {
        const auto begin = from + static_cast<std::uint32_t>(at);
        add(begin, begin + static_cast<std::uint32_t>(swap->written.size()),
            std::string(swap->instead));
      }
    }
    walk(*argument.value);
  }

  const ast::Rule& rule_;
  const Sources& sources_;
  std::vector<Mutant> all_;
};

}  // namespace

std::vector<Mutant> mutants_of(const ast::Rule& rule, const Sources& sources) {
  return Mutants(rule, sources).run();
}

}  // namespace casus::author
