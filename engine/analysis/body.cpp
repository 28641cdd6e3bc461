// SPDX-License-Identifier: Apache-2.0
#include "analysis/body.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "infer/ask/query.hpp"
#include "plan/conjunctions.hpp"

namespace casus::analysis {
namespace {

using check::Atom;
using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::Terms;
using check::VariableId;
using model::Word;
using plan::Variables;

ExprId append(Terms& terms, Expr expr) {
  terms.exprs.push_back(std::move(expr));
  return ExprId(terms.exprs.size() - 1);
}

ConditionId append(Terms& terms, Condition condition) {
  terms.conditions.push_back(std::move(condition));
  return ConditionId(terms.conditions.size() - 1);
}

/// Puts values in place of the variables that have them.
void substitute(Terms& terms, const infer::Values& known) {
  const auto value_of = [&](VariableId variable) {
    return variable.index() < known.size() ? known[variable.index()] : std::nullopt;
  };
  for (Expr& one : terms.exprs) {
    if (one.kind != Expr::Kind::variable) continue;
    if (const auto value = value_of(one.variable)) {
      one.kind = Expr::Kind::constant;
      one.constant = *value;
    }
  }
  for (Condition& one : terms.conditions) {
    if (one.kind != Condition::Kind::let) continue;
    const auto value = value_of(one.variable);
    if (!value) continue;
    const ExprId same = append(
        terms,
        {.kind = Expr::Kind::constant, .type = terms[one.variable].type, .constant = *value});
    one.kind = Condition::Kind::test;
    one.expr = append(terms, {.kind = Expr::Kind::apply,
                              .type = {.base = model::Base::boolean},
                              .function = check::Function::equal,
                              .args = {one.expr, same}});
  }
}

/// Of the conditions those that can be told, as soon as all their variables have values that others
/// of these give them; and these variables.
struct Tellable {
  std::vector<ConditionId> conditions;
  Variables bound;
};
Tellable tellable(const Terms& terms, std::vector<ConditionId> rest, const Variables& all) {
  Tellable result;
  const auto add = [&](ConditionId id) {
    const Condition& one = terms[id];
    Variables needs;
    Variables gives;
    if (one.kind == Condition::Kind::atom) {
      for (const Atom::Given& given : one.atom.given) {
        const bool plain = terms[given.expr].kind == Expr::Kind::variable;
        plan::collect(terms, given.expr, plain ? gives : needs);
      }
    } else if (one.kind == Condition::Kind::let) {
      plan::collect(terms, one.expr, needs);
      gives.insert(one.variable);
    } else {
      plan::collect(terms, id, needs);
    }
    // What no condition here gives a value belongs to a comprehension or negation inside.
    const bool ready = std::ranges::all_of(needs, [&](VariableId variable) {
      return result.bound.contains(variable) || !all.contains(variable);
    });
    if (!ready) return false;
    result.conditions.push_back(id);
    result.bound.insert(gives.begin(), gives.end());
    return true;
  };
  for (bool more = true; more;) more = std::erase_if(rest, add) > 0;
  return result;
}

std::vector<std::optional<Word>> columns_of(const Known& known, std::size_t width) {
  std::vector<std::optional<Word>> result(width);
  for (const auto& [column, word] : known) {
    if (column < width) result[column] = word;
  }
  return result;
}

}  // namespace

Body::Body(explain::Inquiry inquiry) : inquiry_(std::move(inquiry)) {
  substitute(inquiry_.terms, inquiry_.known);
}

std::optional<Body> Body::of_rule(const check::Program& program, model::RuleId id,
                                  const check::Conclusion& said, const Known& known) {
  const check::Rule& rule = program[id];
  auto inquiry = explain::inquire(rule, said, {.columns = columns_of(known, said.args.size())});
  if (!inquiry) return std::nullopt;
  if (said.kind != check::Conclusion::Kind::derive) {
    // A rule that speaks of a rating speaks of subjects that are rated.
    Condition rated{.kind = Condition::Kind::atom};
    rated.atom.relation = program.schema[said.rating].relation;
    for (std::uint32_t i = 0; i < said.args.size(); ++i) {
      rated.atom.given.push_back({i, said.args[i]});
    }
    const ConditionId added = append(inquiry->terms, std::move(rated));
    for (auto& alternative : inquiry->alternatives) alternative.push_back(added);
  }
  Body result(std::move(*inquiry));
  result.rule_ = id;
  result.exprs_ = said.args;
  for (const ExprId one : {said.expr, said.certainty, rule.certainty}) {
    if (one.valid()) result.exprs_.push_back(one);
  }
  return result;
}

Body Body::of_subjects(const check::Program& program, model::RatingId rating, const Known& known) {
  const check::Subjects& subjects = program.subjects[rating.index()];
  explain::Inquiry inquiry = explain::inquire(subjects, {});
  for (const auto& [column, word] : known) {
    if (column < subjects.subjects.size()) {
      inquiry.known[subjects.subjects[column].index()] = word;
    }
  }
  return Body(std::move(inquiry));
}

Body Body::of_goal(const check::Goal& goal, const explain::Words& words) {
  explain::Inquiry inquiry = explain::inquire(goal);
  // Texts of the goal have numbers of their own.
  for (Expr& one : inquiry.terms.exprs) {
    const bool text = one.kind == Expr::Kind::constant && one.type.base == model::Base::text;
    if (!text || one.constant == model::unknown_word) continue;
    one.constant = words.symbols.intern(goal.symbols.text(static_cast<base::Symbol>(one.constant)));
  }
  return Body(std::move(inquiry));
}

Body::Instances Body::instances(std::vector<ConditionId> rest,
                                const std::vector<ConditionId>& missing, const Variables& wanted,
                                const Variables& unbound, const explain::Words& words,
                                infer::Budget budget) const {
  check::Goal goal{
      .terms = terms(), .body = {}, .answers = {}, .symbols = base::Symbols(words.symbols)};
  plan::Conjunction everything;
  for (const ConditionId id : rest) everything.push_back({id});
  for (const ConditionId id : missing) everything.push_back({id});
  Variables all = plan::bindable(goal.terms, everything);
  all.insert(unbound.begin(), unbound.end());
  const Tellable told = tellable(goal.terms, std::move(rest), all);
  Variables answers = wanted;
  if (rule_.valid()) {
    for (const model::Sentence::Part& part : (*words.fixpoint.program)[rule_].because.parts) {
      if (part.place) answers.insert(VariableId(*part.place));
    }
  }
  std::ranges::set_intersection(answers, told.bound, std::back_inserter(goal.answers));
  goal.body = append(goal.terms, {.kind = Condition::Kind::all, .parts = told.conditions});
  const infer::GoalAnswers found = infer::ask(words.fixpoint, goal, budget);
  Instances result{.all = {}, .partial = found.size() > most_instances};
  const std::uint32_t own = words.symbols.size();  // texts behind are those that functions made
  for (std::size_t i = 0; i < std::min(found.size(), most_instances); ++i) {
    const auto row = found.rows.row(found.order[i]);
    Values& values = result.all.emplace_back(inquiry_.known);
    for (std::size_t v = 0; v < goal.answers.size(); ++v) {
      Word word = row[v];
      if (word == model::unknown_word) continue;
      const bool text = goal.terms[goal.answers[v]].type.base == model::Base::text;
      if (text && word >= own) {
        word = words.symbols.intern(found.symbols.text(static_cast<base::Symbol>(word)));
      }
      values[goal.answers[v].index()] = word;
    }
  }
  return result;
}

std::string Body::because(const Values& values, const explain::Words& words) const {
  if (!rule_.valid()) return {};
  return because_of_any((*words.fixpoint.program)[rule_], values, words);
}

std::string because_of_any(check::Rule rule, const infer::Values& values,
                           const explain::Words& words) {
  std::vector<Word> registers(rule.terms.variables.size(), model::unknown_word);
  const auto value = [&](std::size_t variable) {
    return variable < values.size() ? values[variable] : std::nullopt;
  };
  for (std::size_t i = 0; i < registers.size(); ++i) {
    if (const auto word = value(i)) registers[i] = *word;
  }
  for (model::Sentence::Part& part : rule.because.parts) {
    if (!part.place || value(*part.place)) continue;
    part.text = "any " + explain::in_words(rule.terms.variables[*part.place].name);
    part.place.reset();
  }
  return words.because(rule, registers);
}

}  // namespace casus::analysis
