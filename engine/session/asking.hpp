// SPDX-License-Identifier: Apache-2.0
//
// Goals: from their text to answers, as rows of the fixpoint they are asked of.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/function_ref.hpp"
#include "check/goal_body.hpp"
#include "infer/ask/query.hpp"
#include "session/budget.hpp"
#include "session/data.hpp"
#include "session/verdict.hpp"
#include "syntax/ast.hpp"

namespace casus::session {

/// A goal parsed, checked and answered. Members stand on each other in this order.
struct AskedGoal {
  std::shared_ptr<const Sources> sources;
  ast::ExprPtr body;
  std::optional<check::Goal> goal;
  std::optional<infer::GoalAnswers> answers;
  Diagnostics diagnostics;
};

/// What a goal is asked of, and within which limits.
struct Asking {
  const EvaluationData& data;
  const Reasoned& reasoned;
  End end;
  infer::Budget budget = session::budget(data.options, end);
  End telling = end;  ///< when answers are to have been told

  [[nodiscard]] const infer::Fixpoint& fixpoint() const { return *reasoned.fixpoint; }
  [[nodiscard]] infer::Calculus& calculus() const { return *reasoned.fixpoint->calculus; }
};

/// Without answers; without a goal where it has errors.
[[nodiscard]] std::unique_ptr<AskedGoal> read_goal(const Asking& at, const std::string& text);

[[nodiscard]] std::unique_ptr<AskedGoal> ask(const Asking& at, const std::string& text,
                                             infer::Purpose purpose = infer::Purpose::list);

/// The same for a goal that was checked with the rules.
[[nodiscard]] std::unique_ptr<AskedGoal> ask(const Asking& at, const check::GoalBody& goal,
                                             infer::Purpose purpose = infer::Purpose::list);

/// Lets `use` ask; where exact probabilities are too much work for it, once more of what stands in
/// for them. `use` returns what cut it short. What is exact gets half of the time.
void answering(const EvaluationData& data,
               base::FunctionRef<std::optional<Limit>(const Asking&)> use);

/// What cut the answers short first: the run's limit, else what `stopped` the goal itself.
[[nodiscard]] std::optional<LimitReached> limit_of(const Asking& at, std::optional<Limit> stopped);

/// Why nothing can be explained where no derivations were kept.
[[nodiscard]] Diagnostic without_derivations();

/// What is known of a goal; after a limit nothing but that it holds.
[[nodiscard]] Judged judge(const Asking& at, const AskedGoal& asked, const explain::Words& words,
                           bool limited, std::optional<infer::Grade> evidence = std::nullopt);

/// The only atom of a goal; nothing where it is more than that.
[[nodiscard]] const check::Atom* only_atom(const check::Goal& goal);

/// Where the goal is one atom, its row for an answer: what there is to explain.
[[nodiscard]] std::optional<infer::RowRef> single_row(const check::Goal& goal,
                                                      const infer::GoalAnswers& answers,
                                                      std::size_t answer);

}  // namespace casus::session
