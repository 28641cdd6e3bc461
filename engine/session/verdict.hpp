// SPDX-License-Identifier: Apache-2.0
//
// What is known of a goal: it holds, or is false, unknown or contradicted.
#pragma once

#include "casus/evaluation.hpp"
#include "explain/words.hpp"
#include "infer/ask/query.hpp"

namespace casus::session {

/// The only atom of a goal, perhaps under one `not`.
struct SingleAtom {
  check::ConditionId condition;
  bool negated = false;
};
/// Nothing where a goal is more than that.
[[nodiscard]] std::optional<SingleAtom> single_atom(const check::Goal& goal);

/// The only atom of a goal that holds where that does, and what is compared beside it, as in
/// `leader(age: >= 70 years)`. Null where a goal is more than that.
[[nodiscard]] const check::Atom* compared_atom(const check::Goal& goal);

struct Judged {
  std::optional<Verdict> verdict;
  std::vector<infer::Contradiction> contradictions = {};  ///< of what the goal asks for
};

/// Of a goal of one atom without variables, given its answers; with `evidence`, where that holds.
/// No verdict where a limit kept it from being found.
[[nodiscard]] Judged judge(const explain::Words& words, const check::Goal& goal,
                           const infer::GoalAnswers& answers, std::optional<infer::Grade> evidence,
                           const infer::Budget& budget);

}  // namespace casus::session
