// SPDX-License-Identifier: Apache-2.0
#include "check/elaborate.hpp"

namespace casus::check {

using ast::BinaryOp;
using model::Base;

namespace {

constexpr Type truth_type{.base = Base::boolean};

bool orders(Function function) {
  return function != Function::equal && function != Function::not_equal;
}

}  // namespace

Function comparison_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::not_equal:
      return Function::not_equal;
    case BinaryOp::less:
      return Function::less;
    case BinaryOp::less_equal:
      return Function::less_equal;
    case BinaryOp::greater:
      return Function::greater;
    case BinaryOp::greater_equal:
      return Function::greater_equal;
    default:
      return Function::equal;
  }
}

/// Both sides of a comparison. A bare name or a rating is read last, because the other side says
/// what it is: which enumeration's member, the score or the band.
std::pair<Typed, Typed> Elaborator::operands(const ast::Expr& left, const ast::Expr& right) {
  const auto rating = [&](const ast::Expr& expr) -> std::optional<RatingId> {
    const auto* call = std::get_if<ast::Call>(&expr.node);
    if (call == nullptr) return std::nullopt;
    const Callee callee = find_callee(env_, call->name);
    if (callee.kind != Callee::Kind::rating) return std::nullopt;
    return callee.rating;
  };
  const auto band_of = [&](const ast::Expr& expr) -> std::optional<Type> {
    const auto id = rating(expr);
    if (!id) return std::nullopt;
    return Type{.base = Base::enumeration, .enumeration = env_.schema()[*id].scale.bands};
  };
  const auto waits = [&](const ast::Expr& expr) {
    const auto* name = std::get_if<ast::Reference>(&expr.node);
    if (name == nullptr || name->name.parts.size() != 1) return rating(expr).has_value();
    const auto variable = bare_variable(expr);
    if (!variable) return name->name.parts[0].text != "as_of";
    const auto id = look_up(*variable);
    return !id || !is_bound(*id);
  };
  const auto hint_from = [](const Typed& typed) {
    return typed.good() ? Hint{typed.type} : Hint{};
  };
  if (waits(left) && !waits(right)) {
    const Typed second = value(right);
    return {value(left, hint_from(second)), second};
  }
  if (waits(left) && rating(right) && !rating(left)) {
    // `strained <= stability(a)`: if the name is a band, the band is meant.
    const Typed first = value(left, {band_of(right)});
    return {first, value(right, hint_from(first))};
  }
  if (rating(left) && waits(right) && !rating(right)) {
    const Typed second = value(right, {band_of(left)});
    return {value(left, hint_from(second)), second};
  }
  const Typed first = value(left);
  return {first, value(right, hint_from(first))};
}

Typed Elaborator::compare(const ast::Binary& binary, Span span) {
  if (binary.op == BinaryOp::in) {
    const auto& range = std::get<ast::Range>(binary.right->node);
    const Typed operand = value(*binary.left);
    return operand.good() ? within(operand, range, span) : Typed{};
  }
  const auto [left, right] = operands(*binary.left, *binary.right);
  if (!left.good() || !right.good()) return {};
  return compare(comparison_of(binary.op), left, right, span);
}

Typed Elaborator::compare(Function function, Typed left, Typed right, Span span) {
  if (!comparable(left, right, function)) return {};
  return apply(function, {left.id, right.id}, truth_type, span);
}

/// `x in low..high`: both ends included.
Typed Elaborator::within(const Typed& operand, const ast::Range& range, Span span) {
  const Typed low = value(*range.low, {operand.type});
  const Typed high = value(*range.high, {operand.type});
  if (!low.good() || !high.good()) return {};
  const Typed above = compare(Function::greater_equal, operand, low, span);
  if (!above.good()) return {};
  const Typed below = compare(Function::less_equal, operand, high, span);
  if (!below.good()) return {};
  return apply(Function::logical_and, {above.id, below.id}, truth_type, span);
}

/// A score, or the points of a factor, beside a number in per cent (E0308).
bool Elaborator::refuse_percent(const Typed& points, const Typed& other) {
  if (terms_[other.id].kind != Expr::Kind::constant || points.type.base != Base::number) {
    return false;
  }
  const auto refused = [&](bool reported) {
    if (reported) fail();
    return reported;
  };
  const Expr& expr = terms_[points.id];
  const model::Schema& schema = env_.schema();
  RatingId rating = expr.kind == Expr::Kind::score ? expr.rating : RatingId();
  if (expr.kind == Expr::Kind::points) {
    const model::Factor& factor = schema[expr.rating].factors[expr.factor];
    return refused(check::refuse_percent(env_, other.span, factor.low, factor.high));
  }
  if (expr.kind == Expr::Kind::variable && states_[expr.variable.index()].relation.valid()) {
    rating = schema[states_[expr.variable.index()].relation].rating;
  }
  if (!rating.valid()) return false;
  const model::Scale& scale = schema[rating].scale;
  return refused(check::refuse_percent(env_, other.span, scale.low, scale.high));
}

/// Brings both sides to one type, as far as units and literals allow.
bool Elaborator::comparable(Typed& left, Typed& right, Function function) {
  if (refuse_percent(left, right) || refuse_percent(right, left)) return false;
  const auto retyped = [&](Typed& side, const Type& to) {
    const auto constant = constant_of(side);
    const auto word = constant ? fit(*constant, to, env_.units()) : std::nullopt;
    if (!word) return;
    side.id = this->constant(*word, to, side.span);
    side.type = to;
  };
  if (left.type.numeric() && right.type.numeric()) {
    if (!same_unit(left, right)) {
      report_pair(left, right, "compared with");
      return false;
    }
    if (left.type.base != right.type.base) {
      retyped(right, left.type);
      if (left.type.base != right.type.base) retyped(left, right.type);
    }
  } else if (left.type.base == Base::duration && right.type.numeric()) {
    right.id = coerce(right, left.type, "the right side");
    right.type = left.type;
    return right.good();
  } else if (right.type.base == Base::duration && left.type.numeric()) {
    left.id = coerce(left, right.type, "the left side");
    left.type = right.type;
    return left.good();
  } else if (left.type != right.type) {
    report_pair(left, right, "compared with");
    return false;
  }
  if (left.type.base == Base::boolean && orders(function)) {
    report(error("E0302", "truth values have no order"))
        .label(cover(left.span, right.span))
        .advise("compare them with `=` or `!=`");
    return false;
  }
  return true;
}

}  // namespace casus::check
