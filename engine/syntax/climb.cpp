// SPDX-License-Identifier: Apache-2.0
#include "syntax/climb.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace casus::syntax {
namespace {

using ast::BinaryOp;

// The levels of language.md, loosest first. `not` stands between `and` and the comparisons.
constexpr int loosest = 1;
constexpr int comparison_level = 4;
constexpr int range_level = 5;
constexpr int sum_level = 6;
constexpr int minus_level = 8;

int level(const Item& item) {
  if (item.kind == Item::Kind::range) return range_level;
  switch (item.binary) {
    case BinaryOp::logical_or:
      return 1;
    case BinaryOp::logical_and:
      return 2;
    case BinaryOp::add:
    case BinaryOp::subtract:
      return sum_level;
    case BinaryOp::multiply:
    case BinaryOp::divide:
      return 7;
    default:
      return comparison_level;
  }
}

class Climber {
 public:
  Climber(Reader& reader, std::size_t mark) : reader_(reader), next_(mark) {}

  ast::ExprPtr condition() { return tree(loosest); }

  ast::ExprPtr value() {
    ast::ExprPtr low = tree(sum_level);
    if (!at_range()) return low;
    ++next_;
    ast::ExprPtr range = make_range(std::move(low), tree(sum_level));
    if (at_range()) refuse_range();
    return range;
  }

 private:
  [[nodiscard]] bool done() const { return next_ == reader_.items.size(); }
  [[nodiscard]] const Item& next() const { return reader_.items[next_]; }
  [[nodiscard]] bool at_range() const { return !done() && next().kind == Item::Kind::range; }

  ast::ExprPtr operand() {
    if (next().kind != Item::Kind::prefix) return std::move(reader_.items[next_++].operand);
    const std::size_t first = next_;
    while (next().kind == Item::Kind::prefix) ++next_;
    if (next_ - first > ast::max_nesting) refuse_depth(reader_.items[first].span);
    // From the inside out: each `not` takes what binds tighter than itself.
    ast::ExprPtr inner = std::move(reader_.items[next_++].operand);
    for (std::size_t i = next_ - 2; i + 1 > first; --i) {
      const Item& prefix = reader_.items[i];
      const bool negates = prefix.unary == ast::UnaryOp::logical_not;
      inner = rest(std::move(inner), negates ? comparison_level : minus_level);
      const Span whole = cover(prefix.span, inner->span);
      const std::uint32_t height = inner->height + 1;
      inner = checked(make_expr(ast::Unary{prefix.unary, std::move(inner)}, whole, height));
    }
    return inner;
  }

  ast::ExprPtr tree(int least) { return rest(operand(), least); }

  /// The operators behind `left` that bind at least as tightly as `least`.
  ast::ExprPtr rest(ast::ExprPtr left, int least) {
    while (!done() && level(next()) >= least) {
      if (at_range()) refuse_range();
      const std::size_t at = next_++;
      const BinaryOp op = reader_.items[at].binary;
      const Span op_span = reader_.items[at].span;
      const int own = level(reader_.items[at]);
      ast::ExprPtr right = op == BinaryOp::in ? range_after(op_span) : tree(own + 1);
      const Span whole = cover(left->span, right->span);
      const std::uint32_t height = std::max(left->height, right->height) + 1;
      left = checked(
          make_expr(ast::Binary{op, op_span, std::move(left), std::move(right)}, whole, height));
      if (own == comparison_level && !done() && level(next()) == comparison_level) {
        refuse_comparison(*left);
      }
    }
    return left;
  }

  ast::ExprPtr range_after(Span in) {
    ast::ExprPtr low = tree(sum_level);
    auto* difference = std::get_if<ast::Binary>(&low->node);
    if (!at_range() && difference != nullptr && difference->op == BinaryOp::subtract) {
      reader_.report(error("E0101", "`in` asks for a range")
                         .label(low->span, "expected a range `a..b`")
                         .label(in, "because of this `in`")
                         .fix("write `..` between its ends", {{difference->op_span, ".."}}, true));
      return make_range(std::move(difference->left), std::move(difference->right));
    }
    if (!at_range()) {
      reader_.refuse(reader_.at(in.begin), error("E0101", "`in` asks for a range")
                                               .label(low->span, "expected a range `a..b`")
                                               .label(in, "because of this `in`"));
    }
    ++next_;
    return make_range(std::move(low), tree(sum_level));
  }

  ast::ExprPtr make_range(ast::ExprPtr low, ast::ExprPtr high) {
    const Span whole = cover(low->span, high->span);
    const std::uint32_t height = std::max(low->height, high->height) + 1;
    return checked(make_expr(ast::Range{std::move(low), std::move(high)}, whole, height));
  }

  ast::ExprPtr checked(ast::ExprPtr expr) {
    if (expr->height > ast::max_depth) refuse_depth(expr->span);
    return expr;
  }

  [[noreturn]] void refuse_depth(Span whole) {
    const Span end{whole.file, whole.end, whole.end};
    reader_.refuse(reader_.at(whole.begin),
                   error("E0103", "this expression is too long to be read as one")
                       .label(end, "level " + std::to_string(ast::max_depth + 1) + " of its tree")
                       .advise("conclude a part of it in a rule of its own"));
  }

  [[noreturn]] void refuse_range() {
    const Span at = next().span;
    reader_.refuse(reader_.at(at.begin), error("E0101", "a range stands only after `in`")
                                             .label(at, "no `in` stands before this range")
                                             .advise("write `x in a..b`, and as an argument "
                                                     "`x: in a..b`"));
  }

  [[noreturn]] void refuse_comparison(const ast::Expr& left) {
    const Span at = next().span;
    const auto& binary = std::get<ast::Binary>(left.node);
    const Span middle = binary.right->span;
    const std::string again(reader_.at(middle.begin), reader_.at(middle.end));
    const Span behind{middle.file, middle.end, middle.end};
    reader_.refuse(reader_.at(at.begin),
                   error("E0101", "comparisons cannot be chained")
                       .label(at, "a second comparison")
                       .label(binary.op_span, "the first one")
                       .fix("compare twice", {{behind, " and " + again}}, true));
  }

  Reader& reader_;
  std::size_t next_;
};

}  // namespace

ast::ExprPtr climb(Reader& reader, std::size_t mark, Chain chain) {
  const bool single =
      reader.items.size() == mark + 1 && reader.items[mark].kind == Item::Kind::operand;
  ast::ExprPtr tree;
  if (single) {
    tree = std::move(reader.items[mark].operand);
  } else {
    Climber climber(reader, mark);
    tree = chain == Chain::value ? climber.value() : climber.condition();
  }
  reader.items.resize(mark);
  return tree;
}

}  // namespace casus::syntax
