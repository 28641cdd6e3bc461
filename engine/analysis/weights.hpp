// SPDX-License-Identifier: Apache-2.0
//
// Rules between two versions: those of the first with the weights of the second, and how many are
// others.
#pragma once

#include <optional>

#include "casus/difference.hpp"
#include "casus/ruleset.hpp"

namespace casus::analysis {

/// `rules` in which every rule that is the same in `other` but for the numbers behind `by`, `at`
/// and `certainty` has those of `other`. Nothing where there is no such rule, or what comes of it
/// is no rule base.
[[nodiscard]] std::optional<Ruleset> with_weights_of(const Ruleset& rules, const Ruleset& other);

/// How many rules of `other` are not the same as in `rules`, however their lines are laid out.
[[nodiscard]] Difference::RuleCounts changed_rules(const Ruleset& rules, const Ruleset& other);

}  // namespace casus::analysis
