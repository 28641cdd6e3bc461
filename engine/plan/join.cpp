// SPDX-License-Identifier: Apache-2.0
#include "plan/join.hpp"

#include <algorithm>
#include <cassert>

namespace casus::plan {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::Function;

/// A step that waits for its registers.
struct JoinPlanner::Pending {
  Step step;
  std::set<Register> needs;
  std::set<Register> gives;
  std::vector<Column> columns;  ///< scans only
  RelationId relation;          ///< scans only
  bool scan = false;
};

namespace {

Register reg(check::VariableId variable) { return variable.value; }

Instruction load(Register from) {
  return {.kind = Instruction::Kind::load, .type = {}, .operand = from};
}

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

bool contains_all(const std::set<Register>& bound, const std::set<Register>& needs) {
  return std::ranges::includes(bound, needs);
}

Instruction to_number(Type from) {
  return {
      .kind = Instruction::Kind::apply, .function = Function::to_number, .type = from, .count = 1};
}

Step::Part part_of(Expr::Kind kind) {
  if (kind == Expr::Kind::band) return Step::Part::band;
  return kind == Expr::Kind::points ? Step::Part::points : Step::Part::score;
}

}  // namespace

JoinPlanner::JoinPlanner(const check::Program& program, const check::Terms& terms,
                         Catalogue& catalogue)
    : program_(program),
      terms_(terms),
      catalogue_(catalogue),
      registers_(static_cast<std::uint32_t>(terms.variables.size())) {}

Code JoinPlanner::code(ExprId expr, const Variables& outer, std::vector<Step>& steps) {
  Code code;
  if (!expr.valid()) return code;
  code.type = terms_[expr].type;
  code.span = terms_[expr].span;
  emit(expr, outer, code, steps);
  return code;
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
      const bool as_number = !table && computes_in_numbers(expr);
      if (as_number) type.base = Base::number;
      for (const ExprId arg : expr.args) {
        emit(arg, outer, code, steps);
        if (as_number && terms_[arg].type.base == Base::integer) {
          code.instructions.push_back(to_number(terms_[arg].type));
        }
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

Step JoinPlanner::aggregate_step(ExprId id, const Variables& outer) {
  const Expr& expr = terms_[id];
  Step step{.kind = Step::Kind::aggregate, .expr = id};
  step.aggregate = expr.aggregate;
  step.distinct = expr.distinct;
  step.target = new_register();
  Block inner = *block(expr.body, outer);
  if (expr.value.valid()) {
    // The value may itself need steps (a rating read inside a sum); they close every branch.
    std::vector<Step> extra;
    Variables inside = outer;
    collect(terms_, expr.body, inside);
    step.code = code(expr.value, inside, extra);
    for (Block::Branch& branch : inner.branches) {
      branch.steps.insert(branch.steps.end(), extra.begin(), extra.end());
    }
  }
  step.block = std::make_shared<const Block>(std::move(inner));
  return step;
}

std::shared_ptr<const Block> JoinPlanner::block(ConditionId body, const Variables& outer) {
  auto result = std::make_shared<Block>();
  Variables inside;
  collect(terms_, body, inside);
  for (const check::VariableId variable : inside) {
    if (!outer.contains(variable) && !terms_[variable].name.empty()) {
      result->named.push_back(reg(variable));
    }
  }
  for (const Conjunction& conjunction : conjunctions(terms_, body)) {
    Join inner = join(conjunction, outer);
    result->branches.push_back({std::move(inner.steps),
                                static_cast<std::uint32_t>(inner.premise_stores.size()),
                                std::move(inner.shared_premises)});
  }
  return result;
}

std::set<Register> JoinPlanner::reads(ConditionId body, const Variables& outer) const {
  Variables inside;
  collect(terms_, body, inside);
  std::set<Register> result;
  for (const check::VariableId variable : inside) {
    if (outer.contains(variable)) result.insert(reg(variable));
  }
  return result;
}

/// Lowers a step that computes an expression: what the expression needs first becomes pending too.
void JoinPlanner::lower_expr_step(Step step, ExprId expr, const Variables& bound,
                                  std::vector<Pending>& pending) {
  std::vector<Step> before;
  step.code = code(expr, bound, before);
  Variables used;
  collect(terms_, expr, used);
  std::set<Register> needs;
  for (const check::VariableId variable : used) {
    if (bound.contains(variable)) needs.insert(reg(variable));
  }
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
  const model::Relation& relation = program_.schema[atom.relation];
  Pending scan{.scan = true};
  scan.step.kind = Step::Kind::scan;
  scan.step.origin = conjunct.condition;
  scan.step.pattern.store =
      atom.attested ? catalogue_.attested(atom.relation) : catalogue_.rows(atom.relation);
  scan.step.recursive = !atom.attested && catalogue_.recursive(atom.relation);
  scan.step.open = relation.is_open();
  scan.step.presumed_absent = relation.presumed_absent;
  scan.step.negative = catalogue_.negative(atom.relation);
  scan.relation = atom.relation;
  scan.columns = columns(atom, bound, pending);
  for (const Column& column : scan.columns) {
    scan.needs.insert(column.needs.begin(), column.needs.end());
    if (column.variable) scan.gives.insert(reg(*column.variable));
  }
  pending.push_back(std::move(scan));
}

void JoinPlanner::lower_unknown(const Conjunct& conjunct, const Variables& bound,
                                std::vector<Pending>& pending) {
  const check::Atom& atom = terms_[conjunct.condition].atom;
  Pending step;
  step.step.kind = Step::Kind::unknown;
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
      step.step.block = block(condition.parts.front(), bound);
      step.needs = reads(condition.parts.front(), bound);
      pending.push_back(std::move(step));
      return;
    }
    case Condition::Kind::all:
    case Condition::Kind::any:
      assert(false && "conjunctions() has multiplied these out");
  }
}

JoinPlanner::Join JoinPlanner::join(const Conjunction& conjunction, const Variables& outer) {
  Variables bound = outer;
  bound.merge(bindable(terms_, conjunction));
  std::vector<Pending> pending;
  Join result;
  for (const Conjunct& conjunct : conjunction) {
    lower(conjunct, bound, pending);
    if (!pending.back().scan) continue;
    Step& step = pending.back().step;
    step.premise = static_cast<std::uint32_t>(result.premise_stores.size());
    if (!conjunct.under_or) result.shared_premises.push_back(step.premise);
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
  for (const Column& column : pending.columns) {
    Operand operand = column.operand;
    if (column.variable) operand = {.reg = reg(*column.variable)};
    const bool ready = !operand.reg || bound.contains(*operand.reg);
    if (ready) step.pattern.asked.emplace_back(column.column, operand);
    if (ready && !column.may_be_unknown) {
      step.pattern.key.emplace_back(column.column, operand);
      keyed.push_back(column.column);
    } else if (!ready && column.variable && loaded.contains(*operand.reg)) {
      step.pattern.same.emplace_back(column.column, *operand.reg);
    } else if (!ready && column.variable) {
      step.pattern.loads.emplace_back(column.column, *operand.reg);
      loaded.insert(*operand.reg);
    } else {
      // Compared after the row is read: the column may be unknown, or the operand comes later.
      const Register read = new_register();
      step.pattern.loads.emplace_back(column.column, read);
      loaded.insert(read);
      Step test{.kind = Step::Kind::test, .origin = step.origin};
      test.code = equality(read, operand, column.type);
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
      if (placed[i] || pending[i].scan || !contains_all(bound, pending[i].needs)) continue;
      steps.push_back(pending[i].step);
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
    assert(best && "the checker has made sure that every variable gets a value");
    place_scan(pending[*best], bound, steps, late);
    placed[*best] = true;
    --left;
  }
  return steps;
}

}  // namespace casus::plan
