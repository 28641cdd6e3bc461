// SPDX-License-Identifier: Apache-2.0
//
// What would have to hold for a rule to conclude what is asked for: its conditions, with the values
// that the question gives its variables, and what else the question says of the conclusion.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "check/program.hpp"
#include "infer/ask/condition_probe.hpp"

namespace casus::explain {

struct Inquiry {
  check::Terms terms;
  std::vector<std::vector<check::ConditionId>> alternatives;  ///< without `and` and `or`
  infer::Values known;
};

/// A goal of one atom and tests of its values, or nothing but values.
struct Question {
  std::vector<std::optional<model::Word>> columns = {};  ///< by field or subject; nothing: any
  const check::Goal* goal = nullptr;
  check::ConditionId atom = {};                ///< of the goal
  std::vector<check::ConditionId> tests = {};  ///< of the goal
};

/// The question of a goal of one atom whose other conditions test its values alone, if it is one.
/// What a rating says is asked of the goal itself.
[[nodiscard]] std::optional<Question> question_of(const check::Goal& goal,
                                                  const model::Schema& schema);

/// Nothing where the conclusion can only be about other values.
[[nodiscard]] std::optional<Inquiry> inquire(const check::Rule& rule,
                                             const check::Conclusion& conclusion,
                                             const Question& question);
/// Whether a rating has these subjects.
[[nodiscard]] Inquiry inquire(const check::Subjects& subjects, std::span<const model::Word> words);
[[nodiscard]] Inquiry inquire(const check::Goal& goal);

}  // namespace casus::explain
