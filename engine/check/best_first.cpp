// SPDX-License-Identifier: Apache-2.0
#include "check/best_first.hpp"

#include <algorithm>

#include "check/sign.hpp"
#include "model/word.hpp"

namespace casus::check {
namespace {

using model::Base;
using model::Best;

bool at_most_one(model::Word word, Base base) {
  return word != model::unknown_word &&
         (base == Base::integer ? model::int_of(word) <= 1 : model::number_of(word) <= 1);
}

bool gives(const Terms& terms, const Atom::Given& given, VariableId variable) {
  const Expr& expr = terms[given.expr];
  return expr.kind == Expr::Kind::variable && expr.variable == variable;
}

/// Whether a variable is a field of a fact that is at most 1, by an atom of this body.
bool is_small_field(const Program& program, const Terms& terms, VariableId variable,
                    ConditionId body) {
  const Condition& condition = terms[body];
  if (condition.kind == Condition::Kind::all) {
    return std::ranges::any_of(condition.parts, [&](ConditionId part) {
      return is_small_field(program, terms, variable, part);
    });
  }
  if (condition.kind != Condition::Kind::atom) return false;
  const model::Relation& relation = program.schema[condition.atom.relation];
  if (relation.kind != model::RelationKind::fact) return false;
  return std::ranges::any_of(condition.atom.given, [&](const Atom::Given& one) {
    if (!gives(terms, one, variable) || one.column >= relation.fields.size()) return false;
    const model::Field& field = relation.fields[one.column];
    return field.high && at_most_one(*field.high, field.type.base);
  });
}

/// One rule about a circle.
class Steps {
 public:
  Steps(const Program& program, const Rule& rule, const std::vector<RelationId>& circle)
      : program_(program), rule_(rule), terms_(rule.terms), circle_(circle) {}

  /// Whether a conclusion is never better than what the rule takes from the circle.
  [[nodiscard]] bool never_better(const Conclusion& conclusion) {
    const model::Relation& relation = program_.schema[conclusion.relation];
    best_ = relation.fields[*relation.best()].best;
    const ExprId value = conclusion.args[*relation.best()];
    return std::ranges::none_of(terms_.conditions, [&](const Condition& condition) {
      const bool within = std::ranges::count(circle_, condition.atom.relation) > 0;
      const bool asks =
          condition.kind == Condition::Kind::atom || condition.kind == Condition::Kind::unknown;
      return asks && within && !never_better(value, condition.atom);
    });
  }

 private:
  [[nodiscard]] bool never_better(ExprId value, const Atom& atom) {
    const std::uint32_t column = *program_.schema[atom.relation].best();
    const auto from = std::ranges::find(atom.given, column, &Atom::Given::column);
    if (from == atom.given.end()) return false;
    const Expr& taken = terms_[from->expr];
    if (taken.kind != Expr::Kind::variable) return false;
    from_ = taken.variable;
    return never_better(value);
  }

  /// Whether a value is never better than that of `from_`.
  [[nodiscard]] bool never_better(ExprId id) const {
    const Expr& expr = terms_[id];
    const auto of = [&](ExprId arg) { return never_better(arg); };
    if (expr.kind == Expr::Kind::variable) return expr.variable == from_ || by_equation(expr, of);
    if (expr.kind != Expr::Kind::apply) return false;
    const auto not_below_zero = [&](ExprId arg) {
      return never_negative(program_, terms_, arg, rule_.body);
    };
    const bool least = best_ == Best::least;
    switch (expr.function) {
      case Function::minimum:
        return least ? std::ranges::all_of(expr.args, of) : std::ranges::any_of(expr.args, of);
      case Function::maximum:
        return least ? std::ranges::any_of(expr.args, of) : std::ranges::all_of(expr.args, of);
      case Function::add:
      case Function::add_months:
      case Function::add_days:
        return least && ((of(expr.args[0]) && not_below_zero(expr.args[1])) ||
                         (not_below_zero(expr.args[0]) && of(expr.args[1])));
      case Function::subtract:
        return !least && of(expr.args[0]) && not_below_zero(expr.args[1]);
      case Function::multiply: {
        const auto share_of = [&](ExprId whole, ExprId part) {
          return of(whole) && not_below_zero(whole) && is_share(program_, terms_, part, rule_.body);
        };
        return !least &&
               (share_of(expr.args[0], expr.args[1]) || share_of(expr.args[1], expr.args[0]));
      }
      default:
        return false;
    }
  }

  /// A variable that has its value by an equation, and by no atom.
  template <class Of>
  [[nodiscard]] bool by_equation(const Expr& expr, const Of& of) const {
    bool found = false;
    for (const Condition& condition : terms_.conditions) {
      const bool given = std::ranges::any_of(condition.atom.given, [&](const Atom::Given& one) {
        return gives(terms_, one, expr.variable);
      });
      if (given) return false;
      if (condition.kind != Condition::Kind::let || condition.variable != expr.variable) continue;
      if (!of(condition.expr)) return false;
      found = true;
    }
    return found;
  }

  const Program& program_;
  const Rule& rule_;
  const Terms& terms_;
  const std::vector<RelationId>& circle_;
  Best best_ = Best::any;
  VariableId from_;
};

}  // namespace

bool is_best_first(const Program& program, const std::vector<RelationId>& circle) {
  const auto field = [&](RelationId id) -> const model::Field* {
    const auto best = program.schema[id].best();
    return best ? &program.schema[id].fields[*best] : nullptr;
  };
  const model::Field* const first = field(circle.front());
  if (first == nullptr) return false;
  const Base base = first->type.base;
  if (base != Base::integer && base != Base::number && base != Base::date) return false;
  const bool alike = std::ranges::all_of(circle, [&](RelationId id) {
    const model::Field* const other = field(id);
    return other != nullptr && other->best == first->best && other->type == first->type;
  });
  if (!alike) return false;
  return std::ranges::all_of(program.rules, [&](const Rule& rule) {
    return std::ranges::all_of(rule.conclusions, [&](const Conclusion& conclusion) {
      const bool about = conclusion.kind == Conclusion::Kind::derive &&
                         std::ranges::count(circle, conclusion.relation) > 0;
      return !about ||
             (!conclusion.negative && Steps(program, rule, circle).never_better(conclusion));
    });
  });
}

bool is_share(const Program& program, const Terms& terms, ExprId value, ConditionId body) {
  const Expr& expr = terms[value];
  if (!never_negative(program, terms, value, body)) return false;
  switch (expr.kind) {
    case Expr::Kind::constant:
      return at_most_one(expr.constant, expr.type.base);
    case Expr::Kind::variable:
      return is_small_field(program, terms, expr.variable, body);
    case Expr::Kind::apply:
      return expr.function == Function::multiply && std::ranges::all_of(expr.args, [&](ExprId arg) {
               return is_share(program, terms, arg, body);
             });
    default:
      return false;
  }
}

}  // namespace casus::check
