// SPDX-License-Identifier: Apache-2.0
//
// The body of a goal, whether it was asked for or stands in a test: the same checks for both.
#pragma once

#include <optional>
#include <vector>

#include "check/environment.hpp"

namespace casus::check {

struct GoalBody {
  Terms terms;
  ConditionId body;
  std::vector<VariableId> answers;  ///< the named variables in order of appearance
};

/// Nothing where there is an error, which is reported. The environment takes rules for atoms, and
/// its program knows what rests on something open.
[[nodiscard]] std::optional<GoalBody> goal_body(const Environment& env, const ast::Expr& body);

}  // namespace casus::check
