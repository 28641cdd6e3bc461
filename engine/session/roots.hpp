// SPDX-License-Identifier: Apache-2.0
//
// Where a proof tree begins: at a rated subject, at a single fact, or at the goal itself.
#pragma once

#include <optional>

#include "casus/explanation.hpp"
#include "explain/why.hpp"
#include "infer/ask/query.hpp"

namespace casus::session {

/// Adds the tree of one answer, or nothing where `meter` stops. `row` is what a goal of a single
/// atom matched; `assessment` knows the facts that no rule applied to.
void add_root(Explanation& explanation, explain::TreeBuilder& tree, const explain::Words& words,
              const check::Goal& goal, infer::GoalAnswers& answers, std::size_t answer,
              std::optional<infer::RowRef> row, const Assessment& assessment, infer::Meter& meter);

}  // namespace casus::session
