// SPDX-License-Identifier: Apache-2.0
//
// Expressions as code; aggregates and ratings in them become steps of their own.
#include <algorithm>

#include "plan/pending.hpp"

namespace casus::plan {

using check::Expr;
using check::ExprId;
using check::Function;

namespace {

Instruction to_number(Type from) {
  return {
      .kind = Instruction::Kind::apply, .function = Function::to_number, .type = from, .count = 1};
}

Step::Part part_of(Expr::Kind kind) {
  if (kind == Expr::Kind::band) return Step::Part::band;
  return kind == Expr::Kind::points ? Step::Part::points : Step::Part::score;
}

}  // namespace

Code JoinPlanner::code(ExprId expr, const Variables& outer, std::vector<Step>& steps) {
  Code code;
  if (!expr.valid()) return code;
  code.type = terms_[expr].type;
  code.span = terms_[expr].span;
  emit(expr, outer, code, steps);
  return code;
}

/// An int with a number.
bool JoinPlanner::compares_mixed(const Expr& expr) const {
  if (expr.kind != Expr::Kind::apply || !check::is_comparison(expr.function)) return false;
  const Type& left = terms_[expr.args[0]].type;
  const Type& right = terms_[expr.args[1]].type;
  return left.numeric() && right.numeric() && left.base != right.base;
}

/// Whether an operation on ints and numbers works on numbers: where one operand is, and always for
/// those that leave the whole numbers.
bool JoinPlanner::computes_in_numbers(const Expr& expr) const {
  if (expr.args.empty() || !terms_[expr.args.front()].type.numeric()) return false;
  if (expr.function == Function::divide || expr.function == Function::sqrt ||
      expr.function == Function::convert) {
    return true;
  }
  return std::ranges::any_of(expr.args,
                             [&](ExprId arg) { return terms_[arg].type.base == Base::number; });
}

void JoinPlanner::emit(ExprId id, const Variables& outer, Code& code, std::vector<Step>& steps) {
  const Expr& expr = terms_[id];
  switch (expr.kind) {
    case Expr::Kind::constant:
      code.instructions.push_back({.type = expr.type, .word = expr.constant});
      return;
    case Expr::Kind::variable:
      code.instructions.push_back(load(reg(expr.variable)));
      return;
    case Expr::Kind::as_of:
      code.instructions.push_back({.kind = Instruction::Kind::as_of, .type = expr.type});
      return;
    case Expr::Kind::aggregate: {
      steps.push_back(aggregate_step(id, outer));
      code.instructions.push_back(load(steps.back().target));
      return;
    }
    case Expr::Kind::score:
    case Expr::Kind::band:
    case Expr::Kind::points: {
      Step step{.kind = Step::Kind::score, .expr = id};
      for (const ExprId arg : expr.args) {
        const Register target = new_register();
        Step let{.kind = Step::Kind::let,
                 .expr = arg,
                 .code = this->code(arg, outer, steps),
                 .target = target};
        steps.push_back(std::move(let));
        step.subjects.push_back({.reg = target});
      }
      step.rating = expr.rating;
      step.factor = expr.factor;
      step.part = part_of(expr.kind);
      step.target = new_register();
      code.instructions.push_back(load(step.target));
      steps.push_back(std::move(step));
      return;
    }
    case Expr::Kind::apply:
    case Expr::Kind::table: {
      const bool table = expr.kind == Expr::Kind::table;
      Type type = expr.args.empty() ? expr.type : terms_[expr.args.front()].type;
      const bool mixed = compares_mixed(expr);
      const bool as_number = !table && !mixed && computes_in_numbers(expr);
      if (as_number) type.base = Base::number;
      for (const ExprId arg : expr.args) {
        emit(arg, outer, code, steps);
        if (as_number && terms_[arg].type.base == Base::integer) {
          code.instructions.push_back(to_number(terms_[arg].type));
        }
      }
      if (mixed) {  // `a < b` as `order of a and b < 0`
        code.instructions.push_back({.kind = Instruction::Kind::apply,
                                     .function = Function::exact_order,
                                     .type = type,
                                     .count = 2});
        type = {.base = model::Base::integer};
        code.instructions.push_back({.type = type, .word = model::word_of_int(0)});
      }
      code.instructions.push_back(
          {.kind = table ? Instruction::Kind::table : Instruction::Kind::apply,
           .function = expr.function,
           .type = type,
           .count = static_cast<std::uint32_t>(expr.args.size()),
           .operand = table ? expr.table.value : 0});
      return;
    }
  }
}

}  // namespace casus::plan
