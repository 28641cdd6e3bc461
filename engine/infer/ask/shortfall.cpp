// SPDX-License-Identifier: Apache-2.0
#include "infer/ask/shortfall.hpp"

#include <algorithm>
#include <cmath>

namespace casus::infer {
namespace {

using check::Expr;
using check::ExprId;
using check::Function;
using model::Base;
using model::Type;

/// What is left to hold where a comparison must not.
Function opposite(Function function) {
  switch (function) {
    case Function::equal:
      return Function::not_equal;
    case Function::not_equal:
      return Function::equal;
    case Function::less:
      return Function::greater_equal;
    case Function::less_equal:
      return Function::greater;
    case Function::greater:
      return Function::less_equal;
    default:
      return Function::less;
  }
}

bool satisfied(Function function, double left, double right) {
  switch (function) {
    case Function::equal:
      return left == right;
    case Function::not_equal:
      return left != right;
    case Function::less:
      return left < right;
    case Function::less_equal:
      return left <= right;
    case Function::greater:
      return left > right;
    default:
      return left >= right;
  }
}

std::optional<double> measure(Word word, Type type) {
  switch (type.base) {
    case Base::number:
      return model::number_of(word);
    case Base::integer:
    case Base::date:
    case Base::enumeration:
      return static_cast<double>(model::int_of(word));
    case Base::duration:
      return static_cast<double>(model::duration_of(word).amount);
    case Base::text:
    case Base::boolean:
      break;
  }
  return std::nullopt;
}

bool is_constant(const check::Terms& terms, ExprId id) {
  const Expr& expr = terms[id];
  if (expr.kind == Expr::Kind::constant) return true;
  return expr.kind == Expr::Kind::apply &&
         std::ranges::all_of(expr.args, [&](ExprId arg) { return is_constant(terms, arg); });
}

class Comparisons {
 public:
  Comparisons(ConditionProbe& probe, const Values& values) : probe_(probe), values_(values) {}

  /// `wanted`: what the test is to be.
  [[nodiscard]] std::optional<Shortfall> of(ExprId id, bool wanted) const {
    const Expr& expr = probe_.terms()[id];
    if (expr.kind != Expr::Kind::apply) return std::nullopt;
    if (expr.function == Function::logical_not) return of(expr.args.front(), !wanted);
    if (expr.function == Function::logical_and || expr.function == Function::logical_or) {
      const bool all = (expr.function == Function::logical_and) == wanted;
      return of_several(expr.args, wanted, all);
    }
    if (!check::is_comparison(expr.function)) return std::nullopt;
    return of_comparison(expr, wanted ? expr.function : opposite(expr.function));
  }

 private:
  /// `all`: the first that fails; else the nearest.
  [[nodiscard]] std::optional<Shortfall> of_several(const std::vector<ExprId>& args, bool wanted,
                                                    bool all) const {
    std::optional<Shortfall> best;
    for (const ExprId arg : args) {
      if (all && is_so(arg, wanted)) continue;
      const std::optional<Shortfall> one = of(arg, wanted);
      if (all || !one) return one;
      if (!best || one->relative < best->relative) best = one;
    }
    return best;
  }

  [[nodiscard]] bool is_so(ExprId test, bool wanted) const {
    const model::Word word = wanted ? 1 : 0;
    const auto outcomes = probe_.outcomes({test}, values_);
    return std::ranges::any_of(outcomes, [&](const auto& one) { return one.front() == word; });
  }

  [[nodiscard]] std::optional<Shortfall> of_comparison(const Expr& expr, Function needs) const {
    const bool swapped =
        is_constant(probe_.terms(), expr.args[0]) && !is_constant(probe_.terms(), expr.args[1]);
    Shortfall result{.expr = expr.args[swapped ? 1 : 0],
                     .asked = expr.args[swapped ? 0 : 1],
                     .needs = swapped ? mirrored(needs) : needs};
    bool any = false;
    for (const auto& outcome : probe_.outcomes({result.expr, result.asked}, values_)) {
      Shortfall one = result;
      one.actual = outcome[0];
      one.needed = outcome[1];
      measure_distance(one);
      if (!any || one.relative < result.relative) result = one;
      any = true;
    }
    if (!any) return std::nullopt;
    return result;
  }

  void measure_distance(Shortfall& one) const {
    if (one.lacks_value()) return;
    const Type left_type = probe_.terms()[one.expr].type;
    const Type right_type = probe_.terms()[one.asked].type;
    const auto left = measure(one.actual, left_type);
    const auto right = measure(one.needed, right_type);
    if (!left || !right) return;
    const bool mixes =
        left_type.base == Base::duration &&
        model::duration_of(one.actual).in_days != model::duration_of(one.needed).in_days;
    if (mixes || satisfied(one.needs, *left, *right)) return;
    one.distance = std::abs(*left - *right);
    const double larger = std::max(std::abs(*left), std::abs(*right));
    one.relative = larger > 0 ? std::min(1.0, *one.distance / larger) : 0;
  }

  ConditionProbe& probe_;
  const Values& values_;
};

}  // namespace

Function mirrored(Function comparison) {
  switch (comparison) {
    case Function::less:
      return Function::greater;
    case Function::less_equal:
      return Function::greater_equal;
    case Function::greater:
      return Function::less;
    case Function::greater_equal:
      return Function::less_equal;
    default:
      return comparison;
  }
}

std::optional<Shortfall> shortfall(ConditionProbe& probe, ExprId test, const Values& values) {
  return Comparisons(probe, values).of(test, true);
}

}  // namespace casus::infer
