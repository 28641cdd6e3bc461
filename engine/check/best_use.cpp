// SPDX-License-Identifier: Apache-2.0
#include "check/best_use.hpp"

#include <algorithm>

#include "check/sign.hpp"

namespace casus::check {
namespace {

const model::Field& best_field(const Program& program, const Condition& atom) {
  const model::Relation& relation = program.schema[atom.atom.relation];
  return relation.fields[*relation.best()];
}

std::string word(model::Best best) { return best == model::Best::least ? "least" : "greatest"; }

}  // namespace

BestUse::BestUse(const Program& program, const Rule& rule, ConditionId atom)
    : program_(program),
      rule_(rule),
      terms_(rule.terms),
      atom_(atom),
      field_(best_field(program, rule.terms[atom])),
      trends_(rule.terms.variables.size(), Trend::none) {
  const Condition& condition = terms_[atom];
  const std::uint32_t column = *program.schema[condition.atom.relation].best();
  for (const Atom::Given& given : condition.atom.given) {
    if (given.column != column) continue;
    const Expr& expr = terms_[given.expr];
    if (expr.kind != Expr::Kind::variable) {
      objection_ = only_compared();
      return;
    }
    trends_[expr.variable.index()] = field_.best == model::Best::least ? Trend::down : Trend::up;
  }
  // Equations may stand in any order; each round follows at least one more.
  while (follow_all()) {
  }
  objection_ = misuse(rule.body, false);
  const Trend certainty = rule.certainty.valid() ? trend(rule.certainty) : Trend::none;
  if (objection_.empty() && certainty != Trend::none && certainty != Trend::up) {
    objection_ = "in a circle a better value must not make a conclusion less sure";
  }
}

BestUse::Trend BestUse::join(Trend a, Trend b) {
  if (a == Trend::none || a == b) return b;
  return b == Trend::none ? a : Trend::mixed;
}

BestUse::Trend BestUse::turned(Trend trend) {
  if (trend == Trend::up) return Trend::down;
  return trend == Trend::down ? Trend::up : trend;
}

bool BestUse::reads(ExprId id) const {
  if (!id.valid()) return false;
  const Expr& expr = terms_[id];
  if (expr.kind == Expr::Kind::variable) return trends_[expr.variable.index()] != Trend::none;
  return std::ranges::any_of(expr.args, [&](ExprId arg) { return reads(arg); }) ||
         reads(expr.value) || reads(expr.body);
}

bool BestUse::reads(ConditionId id) const {
  if (!id.valid()) return false;
  const Condition& condition = terms_[id];
  return reads(condition.expr) ||
         std::ranges::any_of(condition.parts, [&](ConditionId part) { return reads(part); }) ||
         std::ranges::any_of(condition.atom.given,
                             [&](const Atom::Given& given) { return reads(given.expr); });
}

BestUse::Trend BestUse::trend(ExprId id) const {
  if (!reads(id)) return Trend::none;
  const Expr& expr = terms_[id];
  if (expr.kind == Expr::Kind::variable) return trends_[expr.variable.index()];
  return expr.kind == Expr::Kind::apply ? apply(expr) : Trend::mixed;
}

/// Truth counts as more than falsity.
BestUse::Trend BestUse::apply(const Expr& expr) const {
  const auto arg = [&](std::size_t i) { return trend(expr.args[i]); };
  switch (expr.function) {
    case Function::add:
    case Function::minimum:
    case Function::maximum:
    case Function::logical_and:
    case Function::logical_or:
    case Function::add_months:
    case Function::add_days:
    case Function::add_duration: {
      Trend result = Trend::none;
      for (std::size_t i = 0; i < expr.args.size(); ++i) result = join(result, arg(i));
      return result;
    }
    case Function::subtract:
    case Function::days_between:
    case Function::greater:
    case Function::greater_equal:
      return join(arg(0), turned(arg(1)));
    case Function::less:
    case Function::less_equal:
      return join(turned(arg(0)), arg(1));
    case Function::months_between:  // from, to
    case Function::years_between:
      return join(turned(arg(0)), arg(1));
    case Function::negate:
    case Function::logical_not:
      return turned(arg(0));
    case Function::multiply:
      return product(expr);
    case Function::divide:
      if (reads(expr.args[1])) return Trend::mixed;
      return product(expr);
    case Function::convert:
    case Function::convert_int:
    case Function::clamp: {
      const bool others = reads(expr.args[1]) || (expr.args.size() > 2 && reads(expr.args[2]));
      return others ? Trend::mixed : arg(0);
    }
    case Function::round:
    case Function::floor:
    case Function::ceil:
    case Function::to_number:
    case Function::year:
    case Function::to_duration_months:
    case Function::to_duration_days:
      return arg(0);
    default:
      return Trend::mixed;
  }
}

/// Each factor (or the dividend) moves the whole its own way where the other is not below 0.
BestUse::Trend BestUse::product(const Expr& expr) const {
  Trend result = Trend::none;
  for (std::size_t i = 0; i < 2; ++i) {
    const Trend own = trend(expr.args[i]);
    if (own == Trend::none) continue;
    const ExprId other = expr.args[1 - i];
    if (never_negative(program_, terms_, other, rule_.body)) {
      result = join(result, own);
    } else {
      result = join(result, negative_constant(terms_[other]) ? turned(own) : Trend::mixed);
    }
  }
  return result;
}

bool BestUse::follow_all() {
  bool changed = follow(rule_.body);
  for (const Conclusion& conclusion : rule_.conclusions) {
    for (const ConditionId exception : conclusion.exceptions) {
      changed = follow(exception) || changed;
    }
  }
  return changed;
}

bool BestUse::follow(ConditionId id) {
  const Condition& condition = terms_[id];
  bool changed = false;
  for (const ConditionId part : condition.parts) changed = follow(part) || changed;
  if (condition.kind != Condition::Kind::let) return changed;
  Trend& target = trends_[condition.variable.index()];
  const Trend joined = join(target, trend(condition.expr));
  if (joined == target) return changed;
  target = joined;
  return true;
}

bool BestUse::holds_atom(ConditionId id) const {
  return id == atom_ ||
         std::ranges::any_of(terms_[id].parts, [&](ConditionId part) { return holds_atom(part); });
}

std::string BestUse::only_compared() const {
  const bool least = field_.best == model::Best::least;
  return "in a circle the " + word(field_.best) + " `" + field_.name +
         "` may only be asked whether it is `" + (least ? "<" : ">") + "` or `" +
         (least ? "<=" : ">=") + "` something";
}

std::string BestUse::misuse(ConditionId id, bool negated) const {
  const Condition& condition = terms_[id];
  switch (condition.kind) {
    case Condition::Kind::all:
    case Condition::Kind::negation:
    case Condition::Kind::any: {
      const bool negation = condition.kind == Condition::Kind::negation;
      const bool choose = condition.kind == Condition::Kind::any && holds_atom(id);
      for (const ConditionId part : condition.parts) {
        if (choose && !holds_atom(part)) continue;  // never together with the atom
        std::string found = misuse(part, negated != negation);
        if (!found.empty()) return found;
      }
      return {};
    }
    case Condition::Kind::atom:
    case Condition::Kind::unknown: {
      const std::uint32_t column = *program_.schema[terms_[atom_].atom.relation].best();
      const bool misused = std::ranges::any_of(condition.atom.given, [&](const Atom::Given& given) {
        return reads(given.expr) && !(id == atom_ && given.column == column);
      });
      return misused ? only_compared() : std::string();
    }
    case Condition::Kind::test: {
      const Trend truth = negated ? turned(trend(condition.expr)) : trend(condition.expr);
      return truth == Trend::none || truth == Trend::up ? std::string() : only_compared();
    }
    case Condition::Kind::let:
      if (trend(condition.expr) != Trend::mixed) return {};
      return "in a circle the " + word(field_.best) + " `" + field_.name +
             "` may only go into what rises and falls with it, such as a sum";
  }
  return {};
}

std::string BestUse::objection(const Conclusion& conclusion) const {
  if (!objection_.empty()) return objection_;
  for (const ConditionId exception : conclusion.exceptions) {
    std::string found = misuse(exception, false);
    if (!found.empty()) return found;
  }
  if (conclusion.kind != Conclusion::Kind::derive) return {};
  const auto& fields = program_.schema[conclusion.relation].fields;
  for (std::size_t i = 0; i < conclusion.args.size(); ++i) {
    const Trend moves = trend(conclusion.args[i]);
    if (moves == Trend::none) continue;
    const Trend wanted = fields[i].best == model::Best::least      ? Trend::down
                         : fields[i].best == model::Best::greatest ? Trend::up
                                                                   : Trend::none;
    if (moves == wanted) continue;
    return "in a circle the " + word(field_.best) + " `" + field_.name + "` may only go into a `" +
           word(field_.best) +
           "` field, by itself or in what rises and falls with it, such as a sum";
  }
  return {};
}

}  // namespace casus::check
