// SPDX-License-Identifier: Apache-2.0
//
// An explanation is a claim. Here it is held against the checked program and the statements of the
// case, step by step from its leaves, by means that share nothing with the inference: conditions
// are evaluated by their meaning, certainties follow from those of premises by the table of
// docs/language.md. What is absent, and what a comprehension gathers, is held against the lists of
// all conclusions, which are taken as they are given: see docs/decisions/0028-proofs-checked.md.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "casus/explanation.hpp"
#include "casus/grades.hpp"
#include "check/program.hpp"
#include "model/facts.hpp"
#include "verify/world.hpp"

namespace casus::verify {

/// All that was concluded.
struct Conclusions {
  std::vector<Rows> held;                    ///< by RelationId; of facts not read
  std::vector<Rows> denied;                  ///< so far as it stands
  std::vector<Rows> denied_alone;            ///< before it met what is held
  std::vector<Rows> left_of_denials;         ///< as of `World`
  std::vector<std::set<Row>> undecided;      ///< held and denied so that neither stands
  std::vector<std::map<Row, Score>> scores;  ///< by RatingId, by subject
};

/// What an explanation is about. All outlive the call.
struct Question {
  const check::Program& program;
  const model::FactBase& facts;
  const Grades& grades;
  std::string calculus;
  Settings settings;        ///< `degrees` as the calculus has it
  base::Symbols& symbols;   ///< stands on those of facts, conclusions and goal; takes more
  const check::Goal* goal;  ///< null: what the explanation says of its goal is not looked at
  const Conclusions& conclusions;
};

/// Never fails: what it cannot make sense of is an objection.
[[nodiscard]] Verification verify(const Question& question, const Explanation& explanation);

}  // namespace casus::verify
