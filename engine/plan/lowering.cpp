// SPDX-License-Identifier: Apache-2.0
//
// Conditions as steps that wait for their registers.
#include <algorithm>

#include "base/bug.hpp"
#include "plan/pending.hpp"

namespace casus::plan {

using check::Condition;
using check::Expr;
using check::ExprId;

/// Lowers a step that computes an expression: what the expression needs first becomes pending too.
void JoinPlanner::lower_expr_step(Step step, ExprId expr, const Variables& bound,
                                  std::vector<Pending>& pending) {
  std::vector<Step> before;
  step.code = code(expr, bound, before);
  std::set<Register> needs = reads(expr, bound);
  for (Step& inner : before) {
    inner.origin = step.origin;
    const Register target = inner.target;
    pending.push_back({.step = std::move(inner), .needs = needs, .gives = {target}});
    needs.insert(target);
  }
  std::set<Register> gives;
  if (step.kind == Step::Kind::let) gives.insert(step.target);
  pending.push_back(
      {.step = std::move(step), .needs = std::move(needs), .gives = std::move(gives)});
}

std::vector<JoinPlanner::Column> JoinPlanner::columns(const check::Atom& atom,
                                                      const Variables& bound,
                                                      std::vector<Pending>& pending) {
  std::vector<Column> result;
  const model::Relation& relation = program_.schema[atom.relation];
  for (const check::Atom::Given& given : atom.given) {
    const Expr& expr = terms_[given.expr];
    Column column{.column = given.column};
    column.type = expr.type;
    column.may_be_unknown =
        given.column < relation.fields.size() && relation.fields[given.column].open;
    if (expr.kind == Expr::Kind::variable) {
      column.variable = expr.variable;
    } else if (expr.kind == Expr::Kind::constant) {
      column.operand = {.reg = {}, .word = expr.constant};
      column.span = expr.span;
    } else {
      const Register target = new_register();
      lower_expr_step({.kind = Step::Kind::let, .expr = given.expr, .target = target}, given.expr,
                      bound, pending);
      column.operand = {.reg = target};
      column.needs = {target};
    }
    result.push_back(std::move(column));
  }
  return result;
}

void JoinPlanner::lower_atom(const Conjunct& conjunct, const Variables& bound,
                             std::vector<Pending>& pending) {
  const check::Atom& atom = terms_[conjunct.condition].atom;
  Pending scan{.scan = true};
  scan.step.kind = Step::Kind::scan;
  scan.step.origin = conjunct.condition;
  scan.step.pattern.store =
      atom.attested ? catalogue_.attested(atom.relation) : catalogue_.rows(atom.relation);
  scan.step.recursive = !atom.attested && catalogue_.recursive(atom.relation);
  scan.relation = atom.relation;
  scan.columns = columns(atom, bound, pending);
  for (const Column& column : scan.columns) {
    scan.needs.insert(column.needs.begin(), column.needs.end());
    if (column.variable) scan.gives.insert(reg(*column.variable));
  }
  pending.push_back(std::move(scan));
}

void JoinPlanner::lower_unlisted(const Conjunct& conjunct, const Variables& bound,
                                 std::vector<Pending>& pending) {
  const check::Atom& atom = terms_[conjunct.condition].atom;
  Pending step{.unlisted = true};
  step.relation = atom.relation;
  step.step.kind = Step::Kind::unlisted;
  step.step.origin = conjunct.condition;
  step.step.pattern.store = catalogue_.rows(atom.relation);
  step.step.negative = catalogue_.negative(atom.relation);
  step.step.presumed_absent = program_.schema[atom.relation].presumed_absent;
  step.columns = columns(atom, bound, pending);
  for (const Column& column : step.columns) {
    step.needs.insert(column.needs.begin(), column.needs.end());
    const Operand operand =
        column.variable ? Operand{.reg = reg(*column.variable)} : column.operand;
    if (column.variable) step.gives.insert(reg(*column.variable));
    step.step.pattern.asked.emplace_back(column.column, operand);
  }
  pending.push_back(std::move(step));
}

void JoinPlanner::lower_unknown(const Conjunct& conjunct, const Variables& bound,
                                std::vector<Pending>& pending) {
  const check::Atom& atom = terms_[conjunct.condition].atom;
  Pending step;
  step.step.kind = Step::Kind::unknown;
  step.step.never = !program_.schema[atom.relation].may_be_unknown();
  step.step.origin = conjunct.condition;
  step.step.pattern.store = catalogue_.rows(atom.relation);
  step.step.negative = catalogue_.negative(atom.relation);
  std::vector<std::uint32_t> keyed;
  for (const Column& column : columns(atom, bound, pending)) {
    Operand operand = column.operand;
    if (column.variable) {
      if (!bound.contains(*column.variable)) continue;  // local: whatever its value
      operand = {.reg = reg(*column.variable)};
      step.needs.insert(reg(*column.variable));
    }
    step.needs.insert(column.needs.begin(), column.needs.end());
    step.step.pattern.key.emplace_back(column.column, operand);
    keyed.push_back(column.column);
  }
  std::ranges::sort(step.step.pattern.key, {}, [](const auto& entry) { return entry.first; });
  step.step.pattern.asked = step.step.pattern.key;
  if (!keyed.empty()) {
    step.step.pattern.index = catalogue_.index(step.step.pattern.store, std::move(keyed));
  }
  pending.push_back(std::move(step));
}

void JoinPlanner::lower(const Conjunct& conjunct, const Variables& bound,
                        std::vector<Pending>& pending) {
  const Condition& condition = terms_[conjunct.condition];
  switch (condition.kind) {
    case Condition::Kind::atom:
      lower_atom(conjunct, bound, pending);
      return;
    case Condition::Kind::unknown:
      lower_unknown(conjunct, bound, pending);
      return;
    case Condition::Kind::test:
      lower_expr_step({.kind = Step::Kind::test, .origin = conjunct.condition}, condition.expr,
                      bound, pending);
      return;
    case Condition::Kind::let:
      lower_expr_step({.kind = Step::Kind::let,
                       .origin = conjunct.condition,
                       .target = reg(condition.variable)},
                      condition.expr, bound, pending);
      return;
    case Condition::Kind::negation: {
      Pending step;
      step.step.kind = Step::Kind::absent;
      step.step.origin = conjunct.condition;
      Block inner = block(condition.parts.front(), bound, Mood::possible);
      for (const Conjunction& alternative : conjunctions(terms_, condition.parts.front(), bound)) {
        add_doubts(inner, alternative, bound);
      }
      step.step.block = std::make_shared<const Block>(std::move(inner));
      step.needs = reads(condition.parts.front(), bound);
      pending.push_back(std::move(step));
      return;
    }
    case Condition::Kind::all:
    case Condition::Kind::any:
      base::bug("a conjunction holds another one");
  }
}

}  // namespace casus::plan
