// SPDX-License-Identifier: Apache-2.0
//
// Why a score is another than before, in words: the same under a date of a timeline and under a
// change of facts.
#pragma once

#include <string>
#include <vector>

#include "casus/score_change.hpp"
#include "report/json.hpp"

namespace casus::report {

/// A reason and by how much it changed the score.
struct ScoreReason {
  double points = 0;
  std::string text;  ///< printable
};

/// The largest reasons, the others in one line; or `whole`: each. What rounds to nothing is left
/// out. `rating` is the one after the changes.
[[nodiscard]] std::vector<ScoreReason> score_reasons(const std::vector<ScoreChange>& changes,
                                                     const Rating& rating, bool whole = false);

/// "6.4 points less", "the score as before"
[[nodiscard]] std::string difference_text(double points, int decimals);

/// Unrounded, with `place`, the rule's.
[[nodiscard]] json::object to_json(const ScoreChange& change, const Sources& sources);

}  // namespace casus::report
