// SPDX-License-Identifier: Apache-2.0
//
// What a run spent its time on, phase by phase and rule by rule. Plain values, for authors whose
// rules meet a lot of data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casus/join_plan.hpp"

namespace casus {

struct Profile {
  struct Phase {
    std::string name;  ///< "rules"
    double seconds = 0;
  };
  /// One conclusion of a rule, as in the plan, or one alternative of it.
  struct Rule {
    PlannedRule plan;  ///< its steps know how many rows they visited
    /// From its first condition to its conclusions, on all processors together: so it may exceed
    /// that of the phase.
    double seconds = 0;
    std::uint64_t visited = 0;    ///< rows, in all steps
    std::uint64_t concluded = 0;  ///< facts, those included that were known already
    std::uint64_t fresh = 0;      ///< facts that were new
    std::uint64_t rounds = 0;     ///< in which it ran
  };
  std::vector<Phase> phases;  ///< in the order in which they begin; none lies within another
  std::vector<Rule> rules;    ///< that ran; the longest first, else as planned
};

}  // namespace casus
