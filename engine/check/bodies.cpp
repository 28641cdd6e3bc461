// SPDX-License-Identifier: Apache-2.0
#include "check/bodies.hpp"

#include <algorithm>

namespace casus::check {
namespace {

class Copy {
 public:
  Copy(const Terms& from, const std::vector<VariableId>& variables, Terms& to)
      : from_(from), variables_(variables), to_(to) {}

  ConditionId condition(ConditionId id) {
    if (!id.valid()) return id;
    Condition copy = from_[id];
    for (ConditionId& part : copy.parts) part = condition(part);
    for (Atom::Given& given : copy.atom.given) given.expr = expr(given.expr);
    copy.expr = expr(copy.expr);
    if (copy.variable.valid()) copy.variable = variables_[copy.variable.index()];
    to_.conditions.push_back(std::move(copy));
    return ConditionId(to_.conditions.size() - 1);
  }

  ExprId expr(ExprId id) {
    if (!id.valid()) return id;
    Expr copy = from_[id];
    for (ExprId& arg : copy.args) arg = expr(arg);
    copy.value = expr(copy.value);
    copy.body = condition(copy.body);
    if (copy.variable.valid()) copy.variable = variables_[copy.variable.index()];
    to_.exprs.push_back(std::move(copy));
    return ExprId(to_.exprs.size() - 1);
  }

 private:
  const Terms& from_;
  const std::vector<VariableId>& variables_;
  Terms& to_;
};

/// Goes through a body with what is bound around each part of it.
class Rebinding {
 public:
  explicit Rebinding(Terms& terms) : terms_(terms), bound_(terms.variables.size(), false) {}

  void visit(ConditionId id) {
    bind_atoms(id);
    rebind(id);
  }

 private:
  void bind_atoms(ConditionId id) {
    const Condition& condition = terms_[id];
    if (condition.kind == Condition::Kind::all) {
      for (const ConditionId part : condition.parts) bind_atoms(part);
    }
    if (condition.kind != Condition::Kind::atom) return;
    for (const Atom::Given& given : condition.atom.given) {
      const Expr& expr = terms_[given.expr];
      if (expr.kind == Expr::Kind::variable) bound_[expr.variable.index()] = true;
    }
  }

  void rebind(ConditionId id) {
    const Condition condition = terms_[id];
    switch (condition.kind) {
      case Condition::Kind::all:
        // Equations before what stands under a negation or an `or`.
        for (const ConditionId part : condition.parts) {
          if (!nested(part)) rebind(part);
        }
        for (const ConditionId part : condition.parts) {
          if (nested(part)) rebind(part);
        }
        break;
      case Condition::Kind::any:
      case Condition::Kind::negation:
        for (const ConditionId part : condition.parts) {
          Rebinding inner(*this);
          inner.visit(part);
        }
        break;
      case Condition::Kind::let:
        if (bound_[condition.variable.index()]) {
          compare(id);
        } else {
          bound_[condition.variable.index()] = true;
        }
        break;
      default:
        break;
    }
  }

  [[nodiscard]] bool nested(ConditionId id) const {
    const Condition::Kind kind = terms_[id].kind;
    return kind == Condition::Kind::any || kind == Condition::Kind::negation;
  }

  void compare(ConditionId id) {
    Condition& condition = terms_.conditions[id.index()];
    const Span span = condition.span;
    terms_.exprs.push_back({.kind = Expr::Kind::variable,
                            .type = terms_[condition.variable].type,
                            .span = span,
                            .variable = condition.variable});
    const ExprId left(terms_.exprs.size() - 1);
    terms_.exprs.push_back({.kind = Expr::Kind::apply,
                            .type = {.base = model::Base::boolean},
                            .span = span,
                            .function = Function::equal,
                            .args = {left, condition.expr}});
    condition.kind = Condition::Kind::test;
    condition.expr = ExprId(terms_.exprs.size() - 1);
    condition.variable = {};
  }

  Terms& terms_;
  std::vector<bool> bound_;
};

}  // namespace

ConditionId copy_body(const Terms& from, ConditionId body, const std::vector<VariableId>& variables,
                      Terms& to) {
  return Copy(from, variables, to).condition(body);
}

ExprId copy_expr(const Terms& from, ExprId expr, const std::vector<VariableId>& variables,
                 Terms& to) {
  return Copy(from, variables, to).expr(expr);
}

void compare_what_is_bound(Terms& terms, ConditionId body) {
  if (body.valid()) Rebinding(terms).visit(body);
}

}  // namespace casus::check
