// SPDX-License-Identifier: Apache-2.0
#include "plan/join.hpp"

#include <algorithm>

#include "base/bug.hpp"
#include "plan/pending.hpp"

namespace casus::plan {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::Function;

namespace {

/// `register = operand` as a test: three-valued, unlike an index look-up.
Code equality(Register left, const Operand& right, Type type) {
  Code code;
  code.type = {.base = Base::boolean};
  code.instructions.push_back(load(left));
  if (right.reg) {
    code.instructions.push_back(load(*right.reg));
  } else {
    code.instructions.push_back({.type = {}, .word = right.word});
  }
  code.instructions.push_back(
      {.kind = Instruction::Kind::apply, .function = Function::equal, .type = type, .count = 2});
  return code;
}

/// An assignment to a variable that another condition has bound already: only equal values pass.
/// One alternative of an `or` may bind what in another one only the assignment gives.
Step as_test(const Step& let) {
  Step test = let;
  test.kind = Step::Kind::test;
  const Type type = let.code.type;
  test.code.type = {.base = Base::boolean};
  test.code.instructions.push_back(load(let.target));
  test.code.instructions.push_back(
      {.kind = Instruction::Kind::apply, .function = Function::equal, .type = type, .count = 2});
  return test;
}

bool contains_all(const std::set<Register>& bound, const std::set<Register>& needs) {
  return std::ranges::includes(bound, needs);
}

}  // namespace

JoinPlanner::JoinPlanner(const check::Program& program, const check::Terms& terms,
                         Catalogue& catalogue)
    : program_(program),
      terms_(terms),
      catalogue_(catalogue),
      registers_(static_cast<std::uint32_t>(terms.variables.size())) {}

JoinPlanner::Join JoinPlanner::join(const Conjunction& conjunction, const Variables& outer) {
  return join(conjunction, outer, {});
}

JoinPlanner::Join JoinPlanner::join(const Conjunction& conjunction, const Variables& outer,
                                    const std::set<std::size_t>& unlisted) {
  Variables bound = outer;
  bound.merge(bindable(terms_, conjunction));
  std::vector<Pending> pending;
  Join result;
  for (std::size_t i = 0; i < conjunction.size(); ++i) {
    const Conjunct& conjunct = conjunction[i];
    if (unlisted.contains(i)) {
      lower_unlisted(conjunct, bound, pending);
      continue;
    }
    lower(conjunct, bound, pending);
    if (!pending.back().scan) continue;
    Step& step = pending.back().step;
    step.premise = static_cast<std::uint32_t>(result.premise_stores.size());
    using Place = Conjunct::Place;
    if (conjunct.place == Place::outside) result.shared_premises.push_back(step.premise);
    if (conjunct.place == Place::source) result.source_premises.push_back(step.premise);
    result.premise_stores.push_back(step.pattern.store);
  }
  result.steps = order(pending, outer, std::nullopt);
  for (std::size_t i = 0; i < pending.size(); ++i) {
    if (pending[i].scan && pending[i].step.recursive) {
      result.deltas.push_back(order(pending, outer, i));
    }
  }
  return result;
}

double JoinPlanner::cost(const Pending& pending, const std::set<Register>& bound) const {
  double rows = catalogue_.expected_rows(pending.relation);
  std::size_t fixed = 0;
  for (const Column& column : pending.columns) {
    if (!column.variable || bound.contains(reg(*column.variable))) ++fixed;
  }
  for (std::size_t i = 0; i < fixed; ++i) rows /= 16;
  return rows;
}

void JoinPlanner::place_scan(const Pending& pending, std::set<Register>& bound,
                             std::vector<Step>& steps, std::vector<Pending>& late) {
  Step step = pending.step;
  std::vector<std::uint32_t> keyed;
  std::set<Register> loaded;
  std::set<Register> doubtful;  // loaded from columns that may be unknown
  for (const Column& column : pending.columns) {
    Operand operand = column.operand;
    if (column.variable) operand = {.reg = reg(*column.variable)};
    const bool ready = !operand.reg || bound.contains(*operand.reg);
    const bool again = !ready && loaded.contains(*operand.reg);
    if (ready && !column.may_be_unknown) {
      step.pattern.key.emplace_back(column.column, operand);
      keyed.push_back(column.column);
    } else if (again && !column.may_be_unknown && !doubtful.contains(*operand.reg)) {
      step.pattern.same.emplace_back(column.column, *operand.reg);
    } else if (!ready && !again && column.variable) {
      step.pattern.loads.emplace_back(column.column, *operand.reg);
      loaded.insert(*operand.reg);
      if (column.may_be_unknown) doubtful.insert(*operand.reg);
    } else {
      // Compared after the row is read: the column may be unknown, or the operand comes later.
      const Register read = new_register();
      step.pattern.loads.emplace_back(column.column, read);
      loaded.insert(read);
      Step test{.kind = Step::Kind::test, .origin = step.origin};
      test.code = equality(read, operand, column.type);
      test.code.span = column.span;
      std::set<Register> needs = {read};
      if (operand.reg) needs.insert(*operand.reg);
      late.push_back({.step = std::move(test), .needs = std::move(needs)});
    }
  }
  std::ranges::sort(step.pattern.key, {}, [](const auto& entry) { return entry.first; });
  if (!keyed.empty()) {
    step.pattern.index = catalogue_.index(step.pattern.store, std::move(keyed));
  }
  bound.merge(loaded);
  steps.push_back(std::move(step));
}

/// What nothing listed has bound is unknown from here on.
void JoinPlanner::place_unlisted(const Pending& pending, std::set<Register>& bound,
                                 std::vector<Step>& steps) {
  Step step = pending.step;
  const std::size_t width = program_.schema[pending.relation].width();
  std::vector<std::uint32_t> keyed;
  for (const Column& column : pending.columns) {
    if (column.variable && bound.insert(reg(*column.variable)).second) {
      step.pattern.loads.emplace_back(column.column, reg(*column.variable));
    } else if (column.column < width) {
      keyed.push_back(column.column);
      const Operand operand =
          column.variable ? Operand{.reg = reg(*column.variable)} : column.operand;
      step.pattern.key.emplace_back(column.column, operand);
    }
  }
  std::ranges::sort(step.pattern.key, {}, [](const auto& entry) { return entry.first; });
  if (step.negative.valid() && !keyed.empty() && keyed.size() < width) {
    step.pattern.index = catalogue_.index(step.negative, std::move(keyed));
  }
  steps.push_back(std::move(step));
}

std::optional<std::size_t> JoinPlanner::next_unlisted(const std::vector<Pending>& pending,
                                                      const std::vector<bool>& placed,
                                                      const std::set<Register>& bound) {
  for (std::size_t i = 0; i < pending.size(); ++i) {
    if (pending[i].unlisted && !placed[i] && contains_all(bound, pending[i].needs)) return i;
  }
  return std::nullopt;
}

std::vector<Step> JoinPlanner::order(const std::vector<Pending>& pending, const Variables& outer,
                                     std::optional<std::size_t> first) {
  std::vector<Step> steps;
  std::set<Register> bound;
  for (const check::VariableId variable : outer) bound.insert(reg(variable));
  std::vector<Pending> late;
  std::vector<bool> placed(pending.size(), false);
  std::size_t left = pending.size();
  if (first) {
    place_scan(pending[*first], bound, steps, late);
    placed[*first] = true;
    --left;
  }
  const auto take_ready = [&] {
    bool any = false;
    for (std::size_t i = 0; i < pending.size(); ++i) {
      if (placed[i] || pending[i].scan || pending[i].unlisted) continue;
      if (!contains_all(bound, pending[i].needs)) continue;
      const Step& step = pending[i].step;
      const bool assigned = step.kind == Step::Kind::let && bound.contains(step.target);
      steps.push_back(assigned ? as_test(step) : step);
      bound.insert(pending[i].gives.begin(), pending[i].gives.end());
      placed[i] = any = true;
      --left;
    }
    for (std::size_t i = 0; i < late.size(); ++i) {
      if (!contains_all(bound, late[i].needs)) continue;
      steps.push_back(late[i].step);
      late.erase(late.begin() + static_cast<std::ptrdiff_t>(i));
      any = true;
      break;
    }
    return any;
  };
  while (left > 0 || !late.empty()) {
    if (take_ready()) continue;
    std::optional<std::size_t> best;
    double best_cost = 0;
    for (std::size_t i = 0; i < pending.size(); ++i) {
      if (placed[i] || !pending[i].scan || !contains_all(bound, pending[i].needs)) continue;
      const double now = cost(pending[i], bound);
      if (!best || now < best_cost) {
        best = i;
        best_cost = now;
      }
    }
    if (best) {
      place_scan(pending[*best], bound, steps, late);
    } else {
      best = next_unlisted(pending, placed, bound);
      if (!best) base::bug("a rule reads a variable that nothing binds");
      place_unlisted(pending[*best], bound, steps);
    }
    placed[*best] = true;
    --left;
  }
  return steps;
}

}  // namespace casus::plan
