// SPDX-License-Identifier: Apache-2.0
#include "explain/inquiry.hpp"

#include <algorithm>
#include <utility>

#include "check/bodies.hpp"
#include "plan/conjunctions.hpp"

namespace casus::explain {
namespace {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::Terms;
using check::VariableId;
using model::Word;

/// Adds conditions to those of a rule.
class Asking {
 public:
  explicit Asking(Inquiry& into) : into_(into) {}

  /// What the conclusion says here is to be this. False where it cannot be.
  [[nodiscard]] bool is(ExprId arg, Word word) {
    const Expr said = into_.terms[arg];
    if (said.kind == Expr::Kind::constant) return said.constant == word;
    if (said.kind == Expr::Kind::variable) {
      auto& known = into_.known[said.variable.index()];
      if (!known) known = word;
      if (*known == word) return true;
    }
    Expr wanted{.kind = Expr::Kind::constant, .type = said.type, .span = said.span};
    wanted.constant = word;
    equal(arg, add(wanted));
    return true;
  }

  void equal(ExprId left, ExprId right) {
    const Span span = into_.terms[left].span;
    const ExprId test = add(Expr{.kind = Expr::Kind::apply,
                                 .type = {.base = model::Base::boolean},
                                 .span = span,
                                 .function = check::Function::equal,
                                 .args = {left, right}});
    more.push_back(add(Condition{.kind = Condition::Kind::test, .span = span, .expr = test}));
  }

  /// The variable of the rule for what its conclusion says here.
  [[nodiscard]] VariableId variable_of(ExprId arg, const check::Variable& like) {
    const Expr& said = into_.terms[arg];
    if (said.kind == Expr::Kind::variable) return said.variable;
    const Span span = said.span;
    const VariableId made = add_variable(like);
    more.push_back(
        add(Condition{.kind = Condition::Kind::let, .span = span, .expr = arg, .variable = made}));
    return made;
  }

  [[nodiscard]] VariableId add_variable(const check::Variable& like) {
    into_.terms.variables.push_back(like);
    into_.known.emplace_back();
    return VariableId(into_.terms.variables.size() - 1);
  }

  std::vector<ConditionId> more;

 private:
  ExprId add(Expr expr) {
    into_.terms.exprs.push_back(std::move(expr));
    return ExprId(into_.terms.exprs.size() - 1);
  }
  ConditionId add(Condition condition) {
    into_.terms.conditions.push_back(std::move(condition));
    return ConditionId(into_.terms.conditions.size() - 1);
  }

  Inquiry& into_;
};

/// What a goal says of its atom beyond the values it names. `args`: what the rule concludes.
void ask_goal(const Question& question, const std::vector<ExprId>& args, Asking& asking,
              Terms& terms) {
  const check::Goal& goal = *question.goal;
  std::vector<VariableId> variables(goal.terms.variables.size());
  std::vector<const check::Atom::Given*> compared;
  for (const check::Atom::Given& given : goal.terms[question.atom].atom.given) {
    const Expr& expr = goal.terms[given.expr];
    if (expr.kind == Expr::Kind::constant || given.column >= args.size()) continue;
    const bool first =
        expr.kind == Expr::Kind::variable && !variables[expr.variable.index()].valid();
    if (first) {
      variables[expr.variable.index()] =
          asking.variable_of(args[given.column], goal.terms[expr.variable]);
    } else {
      compared.push_back(&given);
    }
  }
  for (std::size_t i = 0; i < variables.size(); ++i) {  // inside comprehensions
    if (!variables[i].valid()) variables[i] = asking.add_variable(goal.terms.variables[i]);
  }
  for (const check::Atom::Given* given : compared) {
    asking.equal(args[given->column], check::copy_expr(goal.terms, given->expr, variables, terms));
  }
  for (const ConditionId test : question.tests) {
    asking.more.push_back(check::copy_body(goal.terms, test, variables, terms));
  }
}

bool reads_rating(const Terms& terms, ExprId id) {
  const Expr& expr = terms[id];
  return expr.kind == Expr::Kind::score || expr.kind == Expr::Kind::band ||
         expr.kind == Expr::Kind::points ||
         std::ranges::any_of(expr.args, [&](ExprId arg) { return reads_rating(terms, arg); });
}

void add_alternatives(Inquiry& inquiry, ConditionId body, const std::vector<ConditionId>& more) {
  for (const plan::Conjunction& conjunction : plan::conjunctions(inquiry.terms, body, {})) {
    auto& alternative = inquiry.alternatives.emplace_back();
    for (const plan::Conjunct& one : conjunction) alternative.push_back(one.condition);
    alternative.insert(alternative.end(), more.begin(), more.end());
  }
}

/// Gives variables the names that are asked for of them, so that no other is looked at: of `c =
/// "N"`, as a goal that names a rule has it.
void put_in_names(const Terms& terms, check::ConditionId id, infer::Values& into) {
  const check::Condition& condition = terms[id];
  if (condition.kind == check::Condition::Kind::all) {
    for (const check::ConditionId part : condition.parts) put_in_names(terms, part, into);
  }
  if (condition.kind != check::Condition::Kind::test) return;
  const Expr& test = terms[condition.expr];
  if (test.kind != Expr::Kind::apply || test.function != check::Function::equal) return;
  for (std::size_t side = 0; side < 2; ++side) {
    const Expr& variable = terms[test.args[side]];
    const Expr& name = terms[test.args[1 - side]];
    if (variable.kind == Expr::Kind::variable && name.kind == Expr::Kind::constant &&
        name.type.base == model::Base::text) {
      into[variable.variable.index()] = name.constant;
    }
  }
}

}  // namespace

std::optional<Question> question_of(const check::Goal& goal, const model::Schema& schema) {
  const auto alternatives = plan::conjunctions(goal.terms, goal.body, {});
  if (alternatives.size() != 1) return std::nullopt;
  Question result{.goal = &goal};
  for (const plan::Conjunct& one : alternatives.front()) {
    const Condition& condition = goal.terms[one.condition];
    if (condition.kind == Condition::Kind::test) {
      if (reads_rating(goal.terms, condition.expr)) return std::nullopt;
      result.tests.push_back(one.condition);
    } else if (condition.kind == Condition::Kind::atom && !result.atom.valid()) {
      result.atom = one.condition;
    } else {
      return std::nullopt;
    }
  }
  if (!result.atom.valid()) return std::nullopt;
  const check::Atom& atom = goal.terms[result.atom].atom;
  if (schema[atom.relation].kind != model::RelationKind::relation) return std::nullopt;
  result.columns.resize(schema[atom.relation].fields.size());
  for (const check::Atom::Given& given : atom.given) {
    const Expr& expr = goal.terms[given.expr];
    if (expr.kind == Expr::Kind::constant) result.columns[given.column] = expr.constant;
  }
  return result;
}

std::optional<Inquiry> inquire(const check::Rule& rule, const check::Conclusion& conclusion,
                               const Question& question) {
  Inquiry result{.terms = rule.terms, .alternatives = {}, .known = {}};
  result.known.resize(rule.terms.variables.size());
  Asking asking(result);
  for (std::size_t i = 0; i < conclusion.args.size() && i < question.columns.size(); ++i) {
    const auto& word = question.columns[i];
    if (word && !asking.is(conclusion.args[i], *word)) return std::nullopt;
  }
  std::vector<ConditionId> more = conclusion.exceptions;
  if (question.goal != nullptr) ask_goal(question, conclusion.args, asking, result.terms);
  more.insert(more.end(), asking.more.begin(), asking.more.end());
  add_alternatives(result, rule.body, more);
  return result;
}

Inquiry inquire(const check::Subjects& subjects, std::span<const Word> words) {
  Inquiry result{.terms = subjects.terms, .alternatives = {}, .known = {}};
  result.known.resize(subjects.terms.variables.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    result.known[subjects.subjects[i].index()] = words[i];
  }
  add_alternatives(result, subjects.body, {});
  return result;
}

Inquiry inquire(const check::Goal& goal) {
  Inquiry result{.terms = goal.terms, .alternatives = {}, .known = {}};
  result.known.resize(goal.terms.variables.size());
  put_in_names(goal.terms, goal.body, result.known);
  add_alternatives(result, goal.body, {});
  return result;
}

}  // namespace casus::explain
