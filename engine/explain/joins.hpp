// SPDX-License-Identifier: Apache-2.0
//
// The steps of a plan in words: variables, fields and expressions as the author wrote them.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "casus/join_plan.hpp"
#include "plan/plan.hpp"

namespace casus::explain {

/// A plan and what its words are taken from. All must outlive it.
struct Planned {
  const check::Program& program;
  const plan::Plan& plan;
  const Sources& sources;
};

/// How many rows scans visited, where that was measured.
using Visited = std::unordered_map<const plan::Step*, std::uint64_t>;

/// One rule of the plan.
[[nodiscard]] PlannedRule planned_rule(const Planned& planned, const plan::RulePlan& rule,
                                       const Visited* visited = nullptr);
/// Relations and groups of rules.
[[nodiscard]] JoinPlan join_plan(const Planned& planned, const plan::Cardinalities& sizes);

}  // namespace casus::explain
