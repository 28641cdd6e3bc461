// SPDX-License-Identifier: Apache-2.0
#include "session/asking.hpp"

#include <algorithm>
#include <utility>

#include "check/check.hpp"
#include "session/notices.hpp"
#include "syntax/parse.hpp"

namespace casus::session {
namespace {

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

}  // namespace

std::unique_ptr<AskedGoal> read_goal(const Asking& at, const std::string& text) {
  const EvaluationData& data = at.data;
  auto result = std::make_unique<AskedGoal>();
  auto sources = std::make_shared<Sources>(data.facts->sources);
  const std::uint32_t file = sources->add("goal", text);
  result->sources = sources;
  syntax::ParsedGoal parsed = syntax::parse_goal(*sources, file);
  result->diagnostics = std::move(parsed.diagnostics);
  if (!parsed.body) return result;
  result->body = std::move(parsed.body);
  check::CheckedGoal checked = check::check_goal(
      *result->sources, *result->body, *data.facts->rules->program, at.fixpoint().symbols);
  syntax::leave_out_twice_wrong(result->diagnostics, checked.diagnostics);
  result->diagnostics.insert(result->diagnostics.end(), checked.diagnostics.begin(),
                             checked.diagnostics.end());
  if (!checked.goal || has_errors(result->diagnostics)) return result;
  Diagnostics undated = date_needed(*checked.goal, at.fixpoint().as_of);
  result->diagnostics.insert(result->diagnostics.end(), undated.begin(), undated.end());
  if (undated.empty()) result->goal = std::move(checked.goal);
  return result;
}

namespace {

/// Answers what has been read, if that is a goal.
std::unique_ptr<AskedGoal> answered(const Asking& at, std::unique_ptr<AskedGoal> result,
                                    infer::Purpose purpose) {
  if (!result->goal) return result;
  result->answers = infer::ask(at.fixpoint(), *result->goal, at.budget, purpose);
  // What a limit kept from being found is neither absent nor counted.
  if (at.fixpoint().stopped && asks_for_all(result->goal->terms)) result->answers->clear();
  return result;
}

}  // namespace

std::unique_ptr<AskedGoal> ask(const Asking& at, const std::string& text, infer::Purpose purpose) {
  return answered(at, read_goal(at, text), purpose);
}

std::unique_ptr<AskedGoal> ask(const Asking& at, const check::GoalBody& goal,
                               infer::Purpose purpose) {
  auto result = std::make_unique<AskedGoal>();
  result->sources = at.data.facts->sources;
  result->goal.emplace(check::Goal{.terms = goal.terms,
                                   .body = goal.body,
                                   .answers = goal.answers,
                                   .symbols = base::Symbols(at.fixpoint().symbols)});
  result->diagnostics = date_needed(*result->goal, at.fixpoint().as_of);
  if (!result->diagnostics.empty()) result->goal.reset();
  return answered(at, std::move(result), purpose);
}

void answering(const EvaluationData& data,
               base::FunctionRef<std::optional<Limit>(const Asking&)> use) {
  const std::lock_guard lock(data.asking);
  const End end = end_of(data.options);
  const bool exact = has_fallback(data.reasoned, data.options);
  const Asking first{
      .data = data, .reasoned = data.reasoned, .end = exact ? half_way(end) : end, .telling = end};
  first.calculus().begin(first.budget);
  if (!too_much(use(first)) || !exact) return;
  if (!data.fallback) {
    data.fallback = fall_back(data.reasoned, data.options, session::budget(data.options, end));
  }
  const Asking second{data, *data.fallback, end};
  second.calculus().begin(second.budget);
  (void)use(second);
  // One that was cut short is none for goals that have more time.
  if (data.fallback->fixpoint->stopped) data.fallback.reset();
}

std::optional<LimitReached> limit_of(const Asking& at, std::optional<Limit> stopped) {
  std::optional<LimitReached> of_run = limit(at.fixpoint(), *at.data.facts->sources);
  if (of_run || !stopped) return of_run;
  return limit_in("the goal", *stopped);
}

Diagnostic without_derivations() {
  return error("", "nothing can be explained: no derivations were kept")
      .advise("evaluate with `Options::derivations`");
}

Judged judge(const Asking& at, const AskedGoal& asked, const explain::Words& words, bool limited,
             std::optional<infer::Grade> evidence) {
  if (limited && asked.answers->empty()) return {};
  return judge(words, *asked.goal, *asked.answers, evidence, at.budget);
}

const check::Atom* only_atom(const check::Goal& goal) {
  const auto single = single_atom(goal);
  return single && !single->negated ? &goal.terms[single->condition].atom : nullptr;
}

std::optional<infer::RowRef> single_row(const check::Goal& goal, const infer::GoalAnswers& answers,
                                        std::size_t answer) {
  const auto premises = answers.premises(answer);
  if (only_atom(goal) == nullptr || premises.size() != 1) return std::nullopt;
  return infer::RowRef{answers.branch(answer).premise_stores.front(), premises.front()};
}

}  // namespace casus::session
