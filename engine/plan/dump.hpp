// SPDX-License-Identifier: Apache-2.0
//
// The steps of a rule in words, one a line, so that a test can hold a rule against the order in
// which its conditions run. What stands inside a negation or comprehension is indented below it.
#pragma once

#include <string>

#include "plan/plan.hpp"

namespace casus::plan {

/// "for each edge: a gives x, b gives y", "for each size with a = y: n gives n", "test n > 3", a
/// line each. The rule is an author's one, not the subjects of a rating. Registers of the planner's
/// own are shown by number: "#3".
[[nodiscard]] std::string dump(const check::Program& program, const Plan& plan,
                               const RulePlan& rule);

}  // namespace casus::plan
