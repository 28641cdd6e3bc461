// SPDX-License-Identifier: Apache-2.0
//
// Whether the best values of a circle can be found the best first. Where no rule concludes a value
// that is better than one it rests on, the best of all that is known and not yet looked at cannot
// be bettered any more (Knuth, "A generalization of Dijkstra's algorithm", 1977).
#pragma once

#include <vector>

#include "check/program.hpp"

namespace casus::check {

/// Of relations that depend on each other: whether each keeps a best number, int or date, all the
/// least or all the greatest and of one type, and no rule betters what it rests on. False where
/// this is not known.
[[nodiscard]] bool is_best_first(const Program& program, const std::vector<RelationId>& circle);

/// Whether a value is a number from 0 to 1; false where it is not known. `body` as of
/// `never_negative`.
[[nodiscard]] bool is_share(const Program& program, const Terms& terms, ExprId value,
                            ConditionId body);

}  // namespace casus::check
