// SPDX-License-Identifier: Apache-2.0
//
// Recursion that reckons: each round may make values that were not there before, so nothing but a
// limit ends it. A warning only: a comparison with something from outside the recursion is taken
// for the bound that ends it, whichever way it points; a bound by other means is not understood.
#include <algorithm>
#include <optional>
#include <string>

#include "check/best_first.hpp"
#include "check/sign.hpp"
#include "check/strata.hpp"

namespace casus::check {
namespace {

bool makes_values(Function function) {
  switch (function) {
    case Function::add:
    case Function::subtract:
    case Function::multiply:
    case Function::divide:
    case Function::negate:
    case Function::convert:
    case Function::convert_int:
    case Function::sqrt:
    case Function::add_months:
    case Function::add_days:
    case Function::add_duration:
    case Function::replace:
    case Function::concat:
      return true;
    default:
      return false;
  }
}

class Growth {
 public:
  Growth(const Program& program, const Rule& rule, const std::vector<std::uint32_t>& component_of,
         std::uint32_t component)
      : program_(program),
        rule_(rule),
        component_of_(component_of),
        component_(component),
        recursive_(rule.terms.variables.size(), false),
        grown_(rule.terms.variables.size(), false),
        bounded_(rule.terms.variables.size(), false) {
    find_recursive(rule.body);
    // Equations may stand in any order; each round follows at least one more.
    while (follow(rule.body)) {
    }
    find_bounds(rule.body);
    while (follow_bounds(rule.body)) {
    }
  }

  /// Which value of this conclusion was made out of an older one, without bound.
  [[nodiscard]] std::optional<std::size_t> made(const Conclusion& conclusion) const {
    const auto& fields = program_.schema[conclusion.relation].fields;
    for (std::size_t i = 0; i < conclusion.args.size(); ++i) {
      const ExprId arg = conclusion.args[i];
      const bool ends = reads(arg, bounded_) || never_better(arg, fields[i].best);
      if (grows(arg) && !ends) return i;
    }
    return std::nullopt;
  }

 private:
  void find_recursive(ConditionId id) {
    const Condition& condition = rule_.terms[id];
    if (condition.kind == Condition::Kind::negation) return;
    for (const ConditionId part : condition.parts) find_recursive(part);
    if (condition.kind != Condition::Kind::atom) return;
    if (component_of_[condition.atom.relation.index()] != component_) return;
    for (const Atom::Given& given : condition.atom.given) {
      const Expr& expr = rule_.terms[given.expr];
      if (expr.kind == Expr::Kind::variable) recursive_[expr.variable.index()] = true;
    }
  }

  bool follow(ConditionId id) {
    const Condition& condition = rule_.terms[id];
    bool changed = false;
    for (const ConditionId part : condition.parts) changed = follow(part) || changed;
    if (condition.kind != Condition::Kind::let) return changed;
    const std::size_t target = condition.variable.index();
    if (!recursive_[target] && reads(condition.expr, recursive_)) {
      recursive_[target] = true;
      changed = true;
    }
    if (!grown_[target] && grows(condition.expr)) {
      grown_[target] = true;
      changed = true;
    }
    return changed;
  }

  void find_bounds(ConditionId id) {
    const Condition& condition = rule_.terms[id];
    if (condition.kind == Condition::Kind::all) {
      for (const ConditionId part : condition.parts) find_bounds(part);
    }
    if (condition.kind != Condition::Kind::test) return;
    find_bound(condition.expr);
  }

  void find_bound(ExprId id) {
    const Expr& test = rule_.terms[id];
    if (test.kind != Expr::Kind::apply) return;
    if (test.function == Function::logical_and) {  // `n in 1..9`
      for (const ExprId part : test.args) find_bound(part);
    }
    if (!is_order(test.function)) return;
    const bool left = reads(test.args[0], recursive_);
    const bool right = reads(test.args[1], recursive_);
    if (left != right) mark(test.args[left ? 0 : 1], bounded_);
  }

  bool follow_bounds(ConditionId id) {
    const Condition& condition = rule_.terms[id];
    bool changed = false;
    for (const ConditionId part : condition.parts) changed = follow_bounds(part) || changed;
    if (condition.kind != Condition::Kind::let) return changed;
    const std::size_t target = condition.variable.index();
    if (bounded_[target] || !reads(condition.expr, bounded_)) return changed;
    bounded_[target] = true;
    return true;
  }

  void mark(ExprId id, std::vector<bool>& marked) const {
    const Expr& expr = rule_.terms[id];
    if (expr.kind == Expr::Kind::variable) marked[expr.variable.index()] = true;
    if (expr.kind != Expr::Kind::apply) return;
    for (const ExprId arg : expr.args) mark(arg, marked);
  }

  [[nodiscard]] bool reads(ExprId id, const std::vector<bool>& marked) const {
    const Expr& expr = rule_.terms[id];
    if (expr.kind == Expr::Kind::variable) return marked[expr.variable.index()];
    if (expr.kind != Expr::Kind::apply) return false;
    return std::ranges::any_of(expr.args, [&](ExprId arg) { return reads(arg, marked); });
  }

  /// Whether going round once more never makes a value better: then the best ones are reached
  /// without going round at all, and recursion ends with them.
  [[nodiscard]] bool never_better(ExprId id, model::Best best) const {
    if (best == model::Best::any) return false;
    if (!grows(id)) return true;
    const Expr& expr = rule_.terms[id];
    const auto of = [&](ExprId arg) { return never_better(arg, best); };
    if (expr.kind == Expr::Kind::variable) {  // it grows by its equations
      return std::ranges::all_of(rule_.terms.conditions, [&](const Condition& condition) {
        const bool other =
            condition.kind != Condition::Kind::let || condition.variable != expr.variable;
        return other || of(condition.expr);
      });
    }
    if (expr.kind != Expr::Kind::apply) return false;
    const auto never_below_zero = [&](ExprId arg) {
      return never_negative(program_, rule_.terms, arg, rule_.body);
    };
    switch (expr.function) {
      case Function::convert:
      case Function::convert_int:
        return of(expr.args[0]);
      case Function::minimum:
      case Function::maximum:
        return std::ranges::all_of(expr.args, of);
      case Function::add:
      case Function::add_months:
      case Function::add_days:
      case Function::add_duration:
        if (best != model::Best::least) return false;
        return (of(expr.args[0]) && never_below_zero(expr.args[1])) ||
               (never_below_zero(expr.args[0]) && of(expr.args[1]));
      case Function::subtract:
        return best == model::Best::greatest && of(expr.args[0]) && never_below_zero(expr.args[1]);
      case Function::multiply: {
        const auto share_of = [&](ExprId whole, ExprId part) {
          return of(whole) && never_below_zero(whole) &&
                 is_share(program_, rule_.terms, part, rule_.body);
        };
        return best == model::Best::greatest &&
               (share_of(expr.args[0], expr.args[1]) || share_of(expr.args[1], expr.args[0]));
      }
      default:
        return false;
    }
  }

  [[nodiscard]] bool grows(ExprId id) const {
    const Expr& expr = rule_.terms[id];
    if (expr.kind == Expr::Kind::variable) return grown_[expr.variable.index()];
    if (expr.kind != Expr::Kind::apply) return false;
    if (makes_values(expr.function) && reads(id, recursive_)) return true;
    return std::ranges::any_of(expr.args, [&](ExprId arg) { return grows(arg); });
  }

  const Program& program_;
  const Rule& rule_;
  const std::vector<std::uint32_t>& component_of_;
  std::uint32_t component_;
  std::vector<bool> recursive_;
  std::vector<bool> grown_;
  std::vector<bool> bounded_;
};

std::string advice(model::Best best) {
  switch (best) {
    case model::Best::least:
      return "add only what is never below 0: a field of a fact declared `number in 0..100`, or "
             "one "
             "that the rule asks to be `>= 0`";
    case model::Best::greatest:
      return "bound the value by a condition, or let it only get less: by `min`, by taking away "
             "what "
             "is never below 0, or times what is declared `number in 0..1`";
    case model::Best::any:
      break;
  }
  return "bound the value by a condition; else only a limit on facts or time ends it";
}

}  // namespace

void warn_of_growth(const Environment& env, const std::vector<Component>& components) {
  std::vector<std::uint32_t> component_of(env.schema().relations.size(), 0);
  for (std::uint32_t i = 0; i < components.size(); ++i) {
    for (const RelationId id : components[i].relations) component_of[id.index()] = i;
  }
  for (const Rule& rule : env.program.rules) {
    for (const Conclusion& conclusion : rule.conclusions) {
      if (conclusion.kind != Conclusion::Kind::derive) continue;
      const std::uint32_t component = component_of[conclusion.relation.index()];
      if (!components[component].recursive) continue;
      const auto made = Growth(env.program, rule, component_of, component).made(conclusion);
      if (!made) continue;
      const model::Relation& relation = env.schema()[conclusion.relation];
      env.report(warning("W0403", quoted(relation.name) + " may make new values for ever"))
          .label(rule.terms[conclusion.args[*made]].span, "each round reckons from the one before")
          .label(relation.span, "declared here")
          .advise(advice(relation.fields[*made].best));
    }
  }
}

}  // namespace casus::check
