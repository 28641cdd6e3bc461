// SPDX-License-Identifier: Apache-2.0
//
// The public handles' smaller answers, and goals asked of an evaluation.
#include <algorithm>
#include <chrono>

#include "base/version.hpp"
#include "casus/casus.hpp"
#include "check/check.hpp"
#include "explain/summary.hpp"
#include "explain/why.hpp"
#include "infer/query.hpp"
#include "model/calculi.hpp"
#include "session/budget.hpp"
#include "session/data.hpp"
#include "session/notices.hpp"
#include "session/roots.hpp"
#include "session/verdict.hpp"
#include "syntax/parse.hpp"

namespace casus {

using session::EvaluationData;

const Sources& Ruleset::sources() const { return *data_->sources; }
std::size_t Ruleset::rule_count() const { return data_->program->rules.size(); }
std::vector<std::string> Ruleset::ratings() const {
  std::vector<std::string> names;
  for (const model::Rating& rating : data_->program->schema.ratings) names.push_back(rating.name);
  return names;
}

const CaseInfo& Facts::info() const { return data_->info; }
std::size_t Facts::size() const { return data_->facts->statements.size(); }

const Assessment& Evaluation::assessment() const { return data_->assessment; }
const Sources& Evaluation::sources() const { return *data_->facts->sources; }

const std::vector<std::string>& calculi() {
  static const std::vector<std::string> names(model::calculus_names.begin(),
                                              model::calculus_names.end());
  return names;
}
bool takes_threshold(const std::string& calculus) { return model::takes_threshold(calculus); }
std::string version() { return std::string(base::version); }

namespace {

/// A goal parsed, checked and answered. Members stand on each other in this order.
struct AskedGoal {
  std::shared_ptr<const Sources> sources;
  ast::ExprPtr body;
  std::optional<check::Goal> goal;
  std::optional<infer::GoalAnswers> answers;
  Diagnostics diagnostics;
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
};

/// Whether a goal's answers depend on what does not hold.
bool asks_for_all(const check::Terms& terms) {
  using Condition = check::Condition;
  const auto needs_all = [](const Condition& one) {
    return one.kind == Condition::Kind::negation || one.kind == Condition::Kind::unknown;
  };
  return std::ranges::any_of(terms.conditions, needs_all) ||
         std::ranges::find(terms.exprs, check::Expr::Kind::aggregate, &check::Expr::kind) !=
             terms.exprs.end();
}

std::unique_ptr<AskedGoal> ask(const EvaluationData& data, const std::string& text,
                               const infer::Budget& budget) {
  auto result = std::make_unique<AskedGoal>();
  auto sources = std::make_shared<Sources>(data.facts->sources);
  const std::uint32_t file = sources->add("goal", text);
  result->sources = sources;
  syntax::ParsedGoal parsed = syntax::parse_goal(*sources, file);
  result->diagnostics = std::move(parsed.diagnostics);
  if (!parsed.body || has_errors(result->diagnostics)) return result;
  result->body = std::move(parsed.body);
  check::CheckedGoal checked =
      check::check_goal(*result->sources, *result->body, *data.facts->rules->program,
                        data.reasoned.fixpoint->symbols);
  result->diagnostics.insert(result->diagnostics.end(), checked.diagnostics.begin(),
                             checked.diagnostics.end());
  if (!checked.goal || has_errors(result->diagnostics)) return result;
  Diagnostics undated = session::date_needed(*checked.goal, data.reasoned.fixpoint->as_of);
  result->diagnostics.insert(result->diagnostics.end(), undated.begin(), undated.end());
  if (!undated.empty()) return result;
  result->goal = std::move(checked.goal);
  result->answers = infer::ask(*data.reasoned.fixpoint, *result->goal, budget);
  // What a limit kept from being found is neither absent nor counted.
  if (data.assessment.limit && asks_for_all(result->goal->terms)) result->answers->answers.clear();
  return result;
}

/// What cut the answers short: the goal's own limit, else the run's.
std::optional<LimitReached> limit_of(const EvaluationData& data, const AskedGoal& asked) {
  if (!asked.answers->stopped) return data.assessment.limit;
  const std::string& what = *asked.answers->stopped;
  const bool interrupted = what == "interrupted";
  return LimitReached{what, "the goal",
                      interrupted ? "interrupted at the goal"
                                  : "the limit on " + what + " was reached in the goal"};
}

/// The only atom of a goal; nothing where it is more than that.
const check::Atom* only_atom(const check::Goal& goal) {
  const auto single = session::single_atom(goal);
  return single && !single->negated ? &goal.terms[single->condition].atom : nullptr;
}

/// What is known of the goal; after a limit nothing but that it holds.
session::Judged judge(const EvaluationData& data, const AskedGoal& asked,
                      const explain::Words& words, bool limited,
                      std::optional<infer::Grade> evidence = std::nullopt) {
  if (limited && asked.answers->answers.empty()) return {};
  return session::judge(words, *asked.goal, *asked.answers, evidence,
                        session::budget(data.options));
}

/// What rules would have said about the only atom of a goal, had none overridden another.
std::vector<Explanation::Node> defeated(const check::Goal& goal, explain::TreeBuilder& tree,
                                        const model::Schema& schema) {
  const check::Atom* atom = only_atom(goal);
  if (atom == nullptr) return {};
  const model::Relation& relation = schema[atom->relation];
  if (relation.kind != model::RelationKind::relation) return {};
  std::vector<model::Word> asked(relation.fields.size(), model::unknown_word);
  for (const check::Atom::Given& given : atom->given) {
    const check::Expr& expr = goal.terms[given.expr];
    if (expr.kind == check::Expr::Kind::constant) asked[given.column] = expr.constant;
  }
  return tree.defeated(atom->relation, asked);
}

/// Where the goal is one atom, its row for an answer: what there is to explain.
std::optional<infer::RowRef> single_row(const check::Goal& goal, const infer::GoalAnswers& answers,
                                        std::size_t answer) {
  const infer::GoalAnswer& one = answers.answers[answer];
  const plan::RulePlan& branch = answers.plan.branches[one.branch];
  if (only_atom(goal) == nullptr || one.premises.size() != 1) return std::nullopt;
  return infer::RowRef{branch.premise_stores.front(), one.premises.front()};
}

/// Asks, and once more where exact probabilities were too much work.
template <class Use>
void answering(const EvaluationData& data, const std::string& goal, const Use& use) {
  const std::lock_guard lock(data.asking);
  const infer::Budget budget = session::budget(data.options);
  do {
    data.reasoned.fixpoint->calculus->renew();
    use(*ask(data, goal, budget), budget);
  } while (session::reason_inexactly(data.reasoned, data.options, budget));
}

/// With `evidence`, certainties are those where it holds, and answers that it rules out are left
/// out.
Answers answers_of(const EvaluationData& data, AskedGoal& asked,
                   std::optional<infer::Grade> evidence) {
  const explain::Words words{*data.reasoned.fixpoint, asked.answers->symbols};
  Answers answers;
  const check::Terms& terms = asked.goal->terms;
  for (const check::VariableId variable : asked.goal->answers) {
    answers.variables.push_back(terms[variable].name);
  }
  const session::Allowance allowance(data.options, asked.begun);
  for (std::size_t i = 0; i < asked.answers->answers.size(); ++i) {
    if (i % 1024 == 0 && !asked.answers->stopped) asked.answers->stopped = allowance.poll();
    if (asked.answers->stopped && i >= infer::most_partial_answers) {
      answers.answers.resize(infer::most_partial_answers);
      break;
    }
    const infer::GoalAnswer& row = asked.answers->answers[i];
    Answer answer{.certainty = words.certainty(row.grade), .between = words.between(row.grade)};
    if (evidence) {
      const auto known = words.fixpoint.calculus->conditional(row.grade, *evidence);
      if (known->certainty <= 0) continue;
      answer.certainty = known->certainty;
      answer.between = explain::Words::between(known->interval);
    }
    for (std::size_t v = 0; v < row.words.size(); ++v) {
      const check::Variable& variable = terms[asked.goal->answers[v]];
      answer.bindings.emplace_back(variable.name, words.value(row.words[v], variable.type));
    }
    answers.answers.push_back(std::move(answer));
  }
  answers.limit = limit_of(data, asked);
  answers.inexact = data.reasoned.inexact;
  auto [verdict, contradictions] = judge(data, asked, words, answers.limit.has_value(), evidence);
  answers.verdict = verdict;
  for (const infer::Contradiction& one : contradictions) {
    answers.contradictions.push_back(explain::contradiction(words, one));
  }
  return answers;
}

}  // namespace

Evaluation::Asked Evaluation::query(const std::string& goal) const {
  Asked result;
  answering(*data_, goal, [&](AskedGoal& asked, const infer::Budget& /*budget*/) {
    result = {.answers = {}, .diagnostics = asked.diagnostics, .sources = asked.sources};
    if (asked.answers) result.answers = answers_of(*data_, asked, std::nullopt);
  });
  return result;
}

Evaluation::Asked Evaluation::query(const std::string& goal, const std::string& given) const {
  Asked result;
  answering(*data_, goal, [&](AskedGoal& asked, const infer::Budget& budget) {
    result = {.answers = {}, .diagnostics = asked.diagnostics, .sources = asked.sources};
    if (!asked.answers) return;
    const std::unique_ptr<AskedGoal> evidence = ask(*data_, given, budget);
    if (!evidence->answers) {
      result.diagnostics = evidence->diagnostics;
      result.sources = evidence->sources;
      return;
    }
    infer::Calculus& calculus = *data_->reasoned.fixpoint->calculus;
    infer::Grade whole = infer::Grade::none;
    for (const infer::GoalAnswer& one : evidence->answers->answers) {
      whole = calculus.either(whole, one.grade);
    }
    if (!calculus.by_world()) {
      result.diagnostics.push_back(
          error("", "what is given counts in `probability` only, and this is `" +
                        std::string(calculus.name()) + '`')
              .advise("evaluate with `--certainty probability`"));
    } else if (!calculus.conditional(whole, whole)) {
      const auto& inexact = data_->reasoned.inexact;
      const std::string where =
          inexact ? "happened in none of " + std::to_string(inexact->samples) + " sampled worlds"
                  : "cannot hold";
      result.diagnostics.push_back(error("", "what is given " + where + ": " + given));
    } else {
      result.answers = answers_of(*data_, asked, whole);
    }
  });
  return result;
}

Evaluation::Explained Evaluation::why(const std::string& goal, std::size_t most) const {
  Explained result;
  answering(*data_, goal, [&](AskedGoal& asked, const infer::Budget& /*budget*/) {
    result = {.explanation = {}, .diagnostics = asked.diagnostics, .sources = asked.sources};
    if (!asked.answers) return;
    infer::GoalAnswers& answers = *asked.answers;
    const explain::Words words{*data_->reasoned.fixpoint, answers.symbols};
    explain::TreeBuilder tree(words, session::grade_table(data_->options.grades), *asked.sources);
    Explanation explanation;
    explanation.goal = goal;
    explanation.answers = answers.answers.size();
    explanation.holds = !answers.answers.empty();
    explanation.limit = limit_of(*data_, asked);
    explanation.inexact = data_->reasoned.inexact;
    auto [verdict, contradictions] = judge(*data_, asked, words, explanation.limit.has_value());
    explanation.verdict = verdict;
    for (std::size_t i = 0; i < answers.answers.size() && i < most; ++i) {
      session::add_root(explanation, tree, words, *asked.goal, answers, i,
                        single_row(*asked.goal, answers, i));
    }
    for (const infer::Contradiction& one : contradictions) {
      explanation.contradicting.push_back(tree.contradiction(one));
      explanation.contradictions.push_back(explanation.contradicting.back().text);
    }
    if (!explanation.holds) {
      explanation.defeated = defeated(*asked.goal, tree, words.schema());
    }
    result.explanation = std::move(explanation);
  });
  return result;
}

}  // namespace casus
