// SPDX-License-Identifier: Apache-2.0
//
// The public handles' smaller answers, and goals asked of an evaluation.
#include <algorithm>
#include <chrono>

#include "base/bug.hpp"
#include "base/version.hpp"
#include "casus/casus.hpp"
#include "explain/joins.hpp"
#include "explain/scores.hpp"
#include "explain/summary.hpp"
#include "explain/why.hpp"
#include "model/calculi.hpp"
#include "session/asking.hpp"
#include "session/budget.hpp"
#include "session/data.hpp"
#include "session/notices.hpp"
#include "session/roots.hpp"
#include "session/verdict.hpp"

namespace casus {

using session::ask;
using session::AskedGoal;
using session::Asking;
using session::EvaluationData;
using session::only_atom;
using session::single_row;

const Sources& Ruleset::sources() const { return *data_->sources; }
std::size_t Ruleset::rule_count() const { return data_->program->rules.size(); }
std::vector<std::string> Ruleset::ratings() const {
  std::vector<std::string> names;
  for (const model::Rating& rating : data_->program->schema.ratings) names.push_back(rating.name);
  return names;
}
std::vector<std::string> Ruleset::facts() const {
  std::vector<std::string> names;
  for (const model::Relation& relation : data_->program->schema.relations) {
    if (relation.kind == model::RelationKind::fact) names.push_back(relation.name);
  }
  return names;
}
const std::string& Ruleset::calculus() const { return data_->program->calculus; }

const CaseInfo& Facts::info() const { return data_->info; }
std::size_t Facts::size() const { return data_->facts->size(); }

const Assessment& Evaluation::assessment() const { return data_->assessment; }
const std::optional<Profile>& Evaluation::profile() const { return data_->profile; }
const Sources& Evaluation::sources() const { return *data_->facts->sources; }

JoinPlan join_plan(const Ruleset& ruleset, const Facts& facts) {
  const check::Program& program = *ruleset.data().program;
  const auto sizes = plan::sizes_of(*facts.data().facts, program.schema.relations.size());
  const plan::Plan planned = plan::plan(program, sizes);
  return explain::join_plan({program, planned, ruleset.sources()}, sizes);
}

const std::vector<std::string>& calculi() {
  static const std::vector<std::string> names(model::calculus_names.begin(),
                                              model::calculus_names.end());
  return names;
}
bool takes_threshold(const std::string& calculus) { return model::traits_of(calculus).threshold; }
std::string version() { return std::string(base::version); }

namespace {

/// What cut the answers short first: the run's limit, else what `stopped` the goal itself.
std::optional<LimitReached> limit_of(const Asking& at, std::optional<Limit> stopped) {
  std::optional<LimitReached> of_run = session::limit(at.fixpoint(), *at.data.facts->sources);
  if (of_run || !stopped) return of_run;
  return session::limit_in("the goal", *stopped);
}

/// What is known of the goal; after a limit nothing but that it holds.
session::Judged judge(const Asking& at, const AskedGoal& asked, const explain::Words& words,
                      bool limited, std::optional<infer::Grade> evidence = std::nullopt) {
  if (limited && asked.answers->empty()) return {};
  return session::judge(words, *asked.goal, *asked.answers, evidence, at.budget);
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

/// What is stated of the only atom of a goal, but of another kind than it asks for.
std::vector<Evidence> other_kinds(const check::Goal& goal, const explain::Words& words,
                                  const Grades& grades) {
  std::vector<Evidence> result;
  const check::Atom* atom = only_atom(goal);
  if (atom == nullptr) return result;
  const model::Relation& relation = words.schema()[atom->relation];
  if (relation.kind != model::RelationKind::fact) return result;
  const auto& statements = words.fixpoint.facts->statements;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const model::Statement& one = statements[i];
    const bool gone = words.fixpoint.facts->withdrawn.contains(model::StatementId(i));
    if (one.relation != atom->relation || !one.holds || gone) continue;
    bool other = false;
    const bool fits = std::ranges::all_of(atom->given, [&](const check::Atom::Given& given) {
      const check::Expr& expr = goal.terms[given.expr];
      if (expr.kind != check::Expr::Kind::constant) return true;
      if (given.column < one.fields.size()) return one.fields[given.column] == expr.constant;
      if (given.column > relation.kind_column()) return true;
      other = static_cast<model::Word>(one.kind) != expr.constant;
      return other;
    });
    if (fits && other) result.push_back(words.evidence(model::StatementId(i), grades));
  }
  return result;
}

/// Lets `use` ask; where exact probabilities are too much work for it, once more of what stands in
/// for them. `use` returns what cut it short. What is exact gets half of the time.
template <class Use>
void answering(const EvaluationData& data, const Use& use) {
  const std::lock_guard lock(data.asking);
  const session::End end = session::end_of(data.options);
  const bool exact = session::has_fallback(data.reasoned, data.options);
  const Asking first{data, data.reasoned, exact ? session::half_way(end) : end};
  first.calculus().begin(first.budget);
  if (!session::too_much(use(first)) || !exact) return;
  if (!data.fallback) {
    data.fallback =
        session::fall_back(data.reasoned, data.options, session::budget(data.options, end));
  }
  const Asking second{data, *data.fallback, end};
  second.calculus().begin(second.budget);
  (void)use(second);
  // One that was cut short is none for goals that have more time.
  if (data.fallback->fixpoint->stopped) data.fallback.reset();
}

/// Answers in public values, and what cut short the search for them or this.
struct Told {
  Answers answers;
  std::optional<Limit> stopped;
};

/// What stands in for exact probabilities, if anything does; with `evidence`, in the worlds where
/// it holds.
std::optional<Inexact> inexact_of(const Asking& at, const explain::Words& words,
                                  std::optional<infer::Grade> evidence) {
  const std::optional<Inexact>& inexact = at.reasoned.inexact;
  if (!inexact || inexact->kind != Inexact::Kind::sampled || !evidence) return inexact;
  return session::sampled(at.data.options.probabilities, words.certainty(*evidence));
}

/// Of an answer whose grade is `grade`, where `evidence` holds; nothing where that rules it out.
std::optional<Answer> judged(const explain::Words& words, infer::Grade grade,
                             std::optional<infer::Grade> evidence) {
  if (!evidence) {
    return Answer{.certainty = words.certainty(grade), .between = words.between(grade)};
  }
  const auto known = words.fixpoint.calculus->conditional(grade, *evidence);
  if (!known) return Answer{.certainty = 0};
  if (known->interval.high <= 0) return std::nullopt;
  return Answer{.certainty = known->certainty, .between = explain::Words::between(known->interval)};
}

/// With `evidence`, certainties are those where it holds, and answers that it rules out are left
/// out.
Told answers_of(const Asking& at, const AskedGoal& asked, std::optional<infer::Grade> evidence) {
  base::Symbols symbols(asked.answers->symbols);
  const explain::Words words{at.fixpoint(), symbols};
  Told told{.answers = {}, .stopped = asked.answers->stopped};
  auto& [answers, stopped] = told;
  const check::Terms& terms = asked.goal->terms;
  for (const check::VariableId variable : asked.goal->answers) {
    answers.variables.push_back(terms[variable].name);
  }
  constexpr int printing = 2;  // text and prose take once to twice as much
  const session::Allowance allowance(at.data.options, at.end, printing);
  for (std::size_t i = 0; i < asked.answers->size(); ++i) {
    if (i % 1024 == 0 && !stopped) stopped = allowance.poll();
    if (stopped && i >= infer::most_partial_answers) {
      answers.answers.resize(infer::most_partial_answers);
      break;
    }
    std::optional<Answer> answer = judged(words, asked.answers->grade(i), evidence);
    if (!answer) continue;
    if (at.calculus().exhausted()) {
      stopped = session::stopped(at.calculus(), stopped);
      break;
    }
    const std::vector<model::Word> row = asked.answers->rows.row(asked.answers->order[i]);
    answer->bindings.reserve(row.size());
    for (std::size_t v = 0; v < row.size(); ++v) {
      const check::Variable& variable = terms[asked.goal->answers[v]];
      answer->bindings.emplace_back(variable.name, words.value(row[v], variable.type));
    }
    answers.answers.push_back(std::move(*answer));
  }
  answers.limit = limit_of(at, stopped);
  answers.inexact = inexact_of(at, words, evidence);
  if (answers.inexact && answers.inexact->kind == Inexact::Kind::sampled) {
    answers.others = session::unseen(*answers.inexact);
  }
  if (asked.answers->incomplete) answers.others = Between{0, 1};
  auto [verdict, contradictions] = judge(at, asked, words, answers.limit.has_value(), evidence);
  answers.verdict = verdict;
  infer::Meter meter(at.budget);
  infer::Lineages lineages(at.fixpoint(), symbols, meter);
  for (const infer::Contradiction& one : contradictions) {
    answers.contradictions.push_back(explain::contradiction(words, one, lineages));
  }
  if (meter.stopped() && !answers.limit) {
    answers.limit = session::limit_in("the goal", *meter.stopped());
  }
  return told;
}

/// How many answers there are, and what cut short the search for them or this; with `evidence`, of
/// those that it does not rule out.
std::optional<Limit> count(const Asking& at, const AskedGoal& asked,
                           std::optional<infer::Grade> evidence, Count& result) {
  base::Symbols symbols(asked.answers->symbols);
  const explain::Words words{at.fixpoint(), symbols};
  std::optional<Limit> stopped = asked.answers->stopped;
  result.answers = asked.answers->counted;
  for (std::size_t i = 0; i < asked.answers->size(); ++i) {
    if (i % 1024 == 0 && !stopped && at.budget.poll) stopped = at.budget.poll();
    if (judged(words, asked.answers->grade(i), evidence)) ++result.answers;
  }
  result.limit = limit_of(at, session::stopped(at.calculus(), stopped));
  result.inexact = inexact_of(at, words, evidence);
  return stopped;
}

/// Asks a goal, where `given` is known to hold if it is one, and fills in what `Asked` and
/// `Counted` share. `tell` gets the goal and the grade of what is given, and returns what cut it
/// short.
template <class Result, class Tell>
void ask_given(const EvaluationData& data, const std::string& goal, const std::string* given,
               infer::Purpose purpose, Result& result, const Tell& tell) {
  answering(data, [&](const Asking& at) -> std::optional<Limit> {
    const std::unique_ptr<AskedGoal> asked = ask(at, goal, purpose);
    result = {};
    result.diagnostics = asked->diagnostics;
    result.sources = asked->sources;
    if (!asked->answers) return std::nullopt;
    infer::Calculus& calculus = at.calculus();
    if (given == nullptr) return session::stopped(calculus, tell(at, *asked, std::nullopt));
    const std::unique_ptr<AskedGoal> evidence = ask(at, *given, infer::Purpose::weigh);
    if (!evidence->answers) {
      result.diagnostics = evidence->diagnostics;
      result.sources = evidence->sources;
      return std::nullopt;
    }
    infer::Grade whole = infer::Grade::none;
    for (std::size_t i = 0; i < evidence->answers->size(); ++i) {
      whole = calculus.either(whole, evidence->answers->grade(i));
    }
    const bool possible = calculus.conditional(whole, whole).has_value();
    const auto stopped = session::stopped(calculus, evidence->answers->stopped);
    if (!calculus.by_world()) {
      result.diagnostics.push_back(
          error("", "what is given counts in `probability` only, and this is `" +
                        std::string(calculus.name()) + '`')
              .advise("evaluate with `--certainty probability`"));
    } else if (stopped) {
      asked->answers->clear();
      asked->answers->stopped = stopped;
      (void)tell(at, *asked, std::nullopt);
      return stopped;
    } else if (!possible) {
      const auto& inexact = at.reasoned.inexact;
      const std::string where =
          inexact ? "happened in none of " + std::to_string(inexact->samples) + " sampled worlds"
                  : "cannot hold";
      result.diagnostics.push_back(error("", "what is given " + where + ": " + *given));
      result.impossible = true;
    } else {
      return session::stopped(calculus, tell(at, *asked, whole));
    }
    return session::stopped(calculus, asked->answers->stopped);
  });
}

Evaluation::Asked query_given(const EvaluationData& data, const std::string& goal,
                              const std::string* given) {
  Evaluation::Asked result;
  const auto tell = [&](const Asking& at, const AskedGoal& asked,
                        std::optional<infer::Grade> evidence) {
    Told told = answers_of(at, asked, evidence);
    result.answers = std::move(told.answers);
    return told.stopped;
  };
  ask_given(data, goal, given, infer::Purpose::list, result, tell);
  return result;
}

Evaluation::Counted count_given(const EvaluationData& data, const std::string& goal,
                                const std::string* given) {
  Evaluation::Counted result;
  const auto tell = [&](const Asking& at, const AskedGoal& asked,
                        std::optional<infer::Grade> evidence) {
    return count(at, asked, evidence, result.count.emplace());
  };
  const auto purpose = given == nullptr ? infer::Purpose::count : infer::Purpose::weigh;
  ask_given(data, goal, given, purpose, result, tell);
  return result;
}

}  // namespace

Evaluation::Asked Evaluation::query(const std::string& goal) const {
  return query_given(*data_, goal, nullptr);
}
Evaluation::Asked Evaluation::query(const std::string& goal, const std::string& given) const {
  return query_given(*data_, goal, &given);
}
Evaluation::Counted Evaluation::count(const std::string& goal) const {
  return count_given(*data_, goal, nullptr);
}
Evaluation::Counted Evaluation::count(const std::string& goal, const std::string& given) const {
  return count_given(*data_, goal, &given);
}

Evaluation::Explained Evaluation::why(const std::string& goal, std::size_t most) const {
  Explained result;
  if (!data_->options.derivations) {
    result.sources = data_->facts->sources;
    result.diagnostics.push_back(error("", "nothing can be explained: no derivations were kept")
                                     .advise("evaluate with `Options::derivations`"));
    return result;
  }
  answering(*data_, [&](const Asking& at) -> std::optional<Limit> {
    const std::unique_ptr<AskedGoal> asked = ask(at, goal, infer::Purpose::explain);
    result = {.explanation = {}, .diagnostics = asked->diagnostics, .sources = asked->sources};
    if (!asked->answers) return std::nullopt;
    infer::GoalAnswers& answers = *asked->answers;
    const explain::Words words{at.fixpoint(), answers.symbols};
    infer::Meter meter(at.budget);
    explain::TreeBuilder tree(words, data_->options.grades, *asked->sources, meter);
    Explanation explanation;
    explanation.goal = goal;
    explanation.answers = answers.size();
    explanation.holds = !answers.empty();
    explanation.limit = limit_of(at, answers.stopped);
    explanation.inexact = at.reasoned.inexact;
    auto [verdict, contradictions] = judge(at, *asked, words, explanation.limit.has_value());
    explanation.verdict = verdict;
    for (std::size_t i = 0; i < answers.size() && i < most; ++i) {
      session::add_root(explanation, tree, words, *asked->goal, answers, i,
                        single_row(*asked->goal, answers, i), meter);
    }
    for (const infer::Contradiction& one : contradictions) {
      explanation.contradicting.push_back(tree.contradiction(one));
      explanation.contradictions.push_back(explanation.contradicting.back().text);
    }
    if (!explanation.holds) {
      explanation.defeated = defeated(*asked->goal, tree, words.schema());
      explanation.other_kinds = other_kinds(*asked->goal, words, data_->options.grades);
    }
    const auto stopped = session::stopped(at.calculus(), meter.stopped());
    if (stopped && !explanation.limit) {
      explanation.limit = session::limit_in("the explanation", *stopped);
    }
    result.explanation = std::move(explanation);
    return answers.stopped ? answers.stopped : stopped;
  });
  return result;
}

std::optional<LimitReached> Evaluation::scores(
    const std::function<bool(const Rating&)>& use) const {
  if (!data_->options.derivations) base::bug("scores are asked for without derivations");
  const std::lock_guard lock(data_->asking);
  const infer::Fixpoint& fixpoint = *data_->reasoned.fixpoint;
  const infer::Budget budget = session::budget(data_->options, session::end_of(data_->options));
  fixpoint.calculus->begin(budget);
  infer::Meter meter(budget);
  base::Symbols symbols(fixpoint.symbols);
  infer::Lineages lineages(fixpoint, symbols, meter);
  const explain::Words words{fixpoint, symbols};
  assess::Scores scores(fixpoint, lineages);
  for (const plan::RatingPlan& plan : fixpoint.plan.ratings) {
    Rating rating = explain::without_score(words, plan.rating);
    const infer::RatingRows& rows = fixpoint.ratings[plan.rating.index()];
    const infer::Store& subjects = fixpoint.store(plan.subjects);
    for (std::uint32_t place = 0; place < rows.size(); ++place) {
      explain::put_score(words, plan.rating, scores.of(plan.rating, place),
                         subjects.row(rows.subjects[place]), rating);
      (void)meter.tick();
      if (const auto stopped = session::stopped(*fixpoint.calculus, meter.stopped())) {
        return session::limit_in("the summary", *stopped);
      }
      if (!use(rating)) return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace casus
