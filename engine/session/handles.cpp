// SPDX-License-Identifier: Apache-2.0
//
// The public handles' smaller answers, and goals explained.
#include <algorithm>
#include <chrono>
#include <utility>

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
#include "session/explaining.hpp"
#include "session/missed.hpp"
#include "session/notices.hpp"
#include "session/roots.hpp"
#include "session/running.hpp"
#include "session/verdict.hpp"

namespace casus {

using session::AskedGoal;
using session::Asking;
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

PlannedJoins join_plan(const Ruleset& ruleset, const Facts& facts) {
  if (auto foreign = session::loaded_for_others(ruleset, facts); !foreign.empty()) {
    return {{}, std::move(foreign)};
  }
  const check::Program& program = *ruleset.data().program;
  const auto sizes = plan::sizes_of(*facts.data().facts, program.schema.relations.size());
  const plan::Plan planned = plan::plan(program, sizes);
  return {explain::join_plan({program, planned, ruleset.sources()}, sizes), {}};
}

const std::vector<std::string>& calculi() {
  static const std::vector<std::string> names(model::calculus_names.begin(),
                                              model::calculus_names.end());
  return names;
}
bool takes_threshold(const std::string& calculus) { return model::traits_of(calculus).threshold; }
std::string version() { return std::string(base::version); }

namespace {

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

}  // namespace

Evaluation::Explained session::explain_why(const EvaluationData& data, const std::string& goal,
                                           Ask ask, std::size_t most, Evaluation::Told told) {
  Evaluation::Explained result;
  if (!data.options.derivations) {
    result.sources = data.facts->sources;
    result.diagnostics.push_back(session::without_derivations());
    return result;
  }
  session::answering(data, [&](const Asking& at) -> std::optional<Limit> {
    const std::unique_ptr<AskedGoal> asked = ask(at, infer::Purpose::explain);
    result = {.explanation = {}, .diagnostics = asked->diagnostics, .sources = asked->sources};
    if (!asked->answers) return std::nullopt;
    infer::GoalAnswers& answers = *asked->answers;
    const explain::Words words{at.fixpoint(), answers.symbols};
    infer::Meter meter(at.budget);
    explain::TreeBuilder tree(words, data.options.grades, *asked->sources, meter);
    Explanation explanation;
    explanation.goal = goal;
    explanation.answers = answers.size();
    explanation.holds = !answers.empty();
    explanation.limit = session::limit_of(at, answers.stopped);
    explanation.inexact = at.reasoned.inexact;
    auto [verdict, contradictions] =
        session::judge(at, *asked, words, explanation.limit.has_value());
    explanation.verdict = verdict;
    for (std::size_t i = 0; i < answers.size() && i < most; ++i) {
      session::add_root(explanation, tree, words, *asked->goal, answers, i,
                        single_row(*asked->goal, answers, i), data.assessment, meter);
    }
    if (told == Evaluation::Told::all) {
      for (Explanation::Node& root : explanation.roots) tree.add_alternatives(root);
    }
    for (const infer::Contradiction& one : contradictions) {
      explanation.contradicting.push_back(tree.contradiction(one));
      explanation.contradictions.push_back(explanation.contradicting.back().text);
    }
    if (!explanation.holds) {
      explanation.defeated = defeated(*asked->goal, tree, words.schema());
      Missed missed = session::missed(*asked->goal, words, data.options.grades);
      explanation.other_kinds = std::move(missed.other_kinds);
      explanation.unknown_texts = std::move(missed.unknown_texts);
      if (contradictions.empty() && explanation.defeated.empty()) {
        explanation.naming = session::naming(*asked->goal, words);
      }
    }
    tree.tell_deeper(explanation.deeper);
    for (std::size_t i = 0; told == Evaluation::Told::all && i < explanation.deeper.size(); ++i) {
      tree.add_alternatives(explanation.deeper[i]);
      tree.tell_deeper(explanation.deeper);
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

Evaluation::Explained Evaluation::why(const std::string& goal, std::size_t most, Told told) const {
  const auto read = [&](const Asking& at, infer::Purpose purpose) {
    return session::ask(at, goal, purpose);
  };
  return session::explain_why(*data_, goal, read, most, told);
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
  for (const plan::RatingPlan& plan : fixpoint.plan->ratings) {
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
