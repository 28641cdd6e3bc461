// SPDX-License-Identifier: Apache-2.0
//
// What tells two derivations of one row by one rule apart.
#pragma once

#include <vector>

#include "plan/plan.hpp"

namespace casus::plan {

/// The columns of its premises, place by place, that two derivations of one row may differ in. Left
/// out are those whose word an argument of the head, a constant or a column before them repeats.
[[nodiscard]] std::vector<DecidingColumn> deciding_columns(const RulePlan& rule,
                                                           const std::vector<StorePlan>& stores);

}  // namespace casus::plan
