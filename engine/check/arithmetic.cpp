// SPDX-License-Identifier: Apache-2.0
#include "check/elaborate.hpp"

namespace casus::check {

using ast::BinaryOp;
using model::Base;

/// Brings two numbers to one unit: bare numbers adopt, constants are converted, else the right side
/// follows the left. False where the units never mix.
bool Elaborator::same_unit(Typed& left, Typed& right) {
  const model::UnitId a = left.type.unit;
  const model::UnitId b = right.type.unit;
  if (a == b) return true;
  if (!a.valid() && left.bare) {
    left = to_unit(left, b);
    return true;
  }
  if (!b.valid() && right.bare) {
    right = to_unit(right, a);
    return true;
  }
  if (!env_.units().convertible(a, b)) return false;
  const bool left_follows = constant_of(left) && !constant_of(right);
  if (left_follows) {
    left = to_unit(left, b);
    return true;
  }
  const bool both_int = left.type.base == Base::integer && right.type.base == Base::integer;
  // Years and months: the coarser follows the finer one, so that ints stay ints.
  const model::Ratio ratio = env_.units().ratio(a, b);
  const bool left_coarser = ratio.numerator > ratio.denominator;
  if (both_int && left_coarser && !constant_of(right)) {
    left = to_unit(left, b);
  } else {
    right = to_unit(right, a);
  }
  return true;
}

Typed Elaborator::arithmetic(const ast::Binary& binary, Span span, const Hint& hint) {
  const bool sum = binary.op == BinaryOp::add || binary.op == BinaryOp::subtract;
  const Typed left = value(*binary.left, sum ? hint : Hint{});
  const Typed right = value(*binary.right, sum ? hint : Hint{});
  if (!left.good() || !right.good()) return {};
  if (sum) return add_or_subtract(binary, left, right, span);
  if (!left.type.numeric() || !right.type.numeric()) {
    report_pair(left, right, binary.op == BinaryOp::multiply ? "multiplied by" : "divided by");
    return {};
  }
  return binary.op == BinaryOp::multiply ? multiply(left, right, span) : divide(left, right, span);
}

Typed Elaborator::add_or_subtract(const ast::Binary& binary, Typed left, Typed right, Span span) {
  const bool minus = binary.op == BinaryOp::subtract;
  if (left.type.base == Base::date) {
    if (right.type.base != Base::date) return shift_date(left, right, minus, span);
    if (minus) {
      return apply(Function::days_between, {left.id, right.id},
                   {.base = Base::integer, .unit = env_.units().days()}, span);
    }
  }
  if (right.type.base == Base::date && !minus && left.type.base != Base::date) {
    return shift_date(right, left, false, span);
  }
  if (!left.type.numeric() || !right.type.numeric()) {
    if (left.type.base == Base::text && right.type.base == Base::text && !minus) {
      report(error("E0302", "texts are not added"))
          .label(binary.op_span)
          .advise("join them with `concat(…, …)`");
    } else {
      report_pair(left, right, minus ? "taken from" : "added to");
    }
    return {};
  }
  if (!same_unit(left, right)) {
    report_pair(left, right, minus ? "taken from" : "added to");
    return {};
  }
  const bool whole = left.type.base == Base::integer && right.type.base == Base::integer;
  const Type type{.base = whole ? Base::integer : Base::number, .unit = left.type.unit};
  Typed result = apply(minus ? Function::subtract : Function::add, {left.id, right.id}, type, span);
  result.bare = left.bare && right.bare;
  return result;
}

/// A date and a span of time: months stop at the month's end, days are counted.
Typed Elaborator::shift_date(const Typed& date, Typed amount, bool back, Span span) {
  const Type date_type{.base = Base::date};
  if (amount.type.base == Base::duration) {
    if (back) amount = apply(Function::negate, {amount.id}, amount.type, amount.span);
    return apply(Function::add_duration, {date.id, amount.id}, date_type, span);
  }
  if (!amount.type.numeric() || !env_.units().is_time(amount.type.unit)) {
    Diagnostic d = error("E0302", describe(amount) + " cannot be added to a date");
    label_operand(d, amount, true);
    label_operand(d, date, false);
    const std::string year = "year(" + std::string(env_.sources.text(date.span)) + ')';
    const bool variable = terms_[amount.id].kind == Expr::Kind::variable;
    if (back && variable && amount.type.base == Base::integer && !amount.type.unit.valid()) {
      d.fix("for the years since write " + quoted(year), {{date.span, year}}, false);
    } else {
      d.advise(amount.type.numeric() ? "say of what: `5 years` or `30 days`"
                                     : "add for example `5 years` or `30 days`");
    }
    report(std::move(d));
    return {};
  }
  const auto written = constant_of(amount);
  if (auto d = written ? too_long(*written, env_.units()) : std::nullopt) {
    report(std::move(*d));
    return {};
  }
  const bool in_days = env_.units().convertible(amount.type.unit, env_.units().days());
  const model::UnitId unit = in_days ? env_.units().days() : env_.units().months();
  const ExprId steps = coerce(amount, {.base = Base::integer, .unit = unit}, "a step of time");
  if (!steps.valid()) return {};
  Typed count{.id = steps, .type = terms_[steps].type, .span = amount.span};
  if (back) {
    if (const auto constant = constant_of(count)) {
      const std::int64_t value = model::int_of(constant->word);
      count.id = this->constant(model::word_of_int(-value), count.type, count.span);
    } else {
      count = apply(Function::negate, {count.id}, count.type, count.span);
    }
  }
  return apply(in_days ? Function::add_days : Function::add_months, {date.id, count.id}, date_type,
               span);
}

Typed Elaborator::multiply(Typed left, Typed right, Span span) {
  if (left.type.unit.valid() && right.type.unit.valid()) {
    Diagnostic d = error("E0302", describe(left) + " cannot be multiplied by " + describe(right));
    label_operand(d, right, true);
    label_operand(d, left, false);
    d.advise("only one of two factors has a unit; divide the other by its unit");
    report(std::move(d));
    return {};
  }
  const bool whole = left.type.base == Base::integer && right.type.base == Base::integer;
  const Type type{.base = whole ? Base::integer : Base::number,
                  .unit = left.type.unit.valid() ? left.type.unit : right.type.unit};
  Typed result = apply(Function::multiply, {left.id, right.id}, type, span);
  result.bare = left.bare && right.bare;
  return result;
}

Typed Elaborator::divide(Typed left, Typed right, Span span) {
  Type type{.base = Base::number};
  if (right.type.unit.valid()) {
    const bool alike =
        left.type.unit.valid() && env_.units().convertible(left.type.unit, right.type.unit);
    if (!alike || !same_unit(left, right)) {
      Diagnostic d = error("E0302", describe(left) + " cannot be divided by " + describe(right));
      label_operand(d, right, true);
      label_operand(d, left, false);
      d.advise("divide an amount by a plain number, or by an amount of its own kind");
      report(std::move(d));
      return {};
    }
  } else {
    type.unit = left.type.unit;
  }
  Typed result = apply(Function::divide, {left.id, right.id}, type, span);
  result.bare = left.bare && right.bare;
  return result;
}

}  // namespace casus::check
