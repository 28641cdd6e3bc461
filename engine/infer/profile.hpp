// SPDX-License-Identifier: Apache-2.0
//
// What the rules of one run did and how long it took, for who asks. Inference itself sees no clock:
// whoever starts the run passes a function that does, and it is asked when a rule or a phase begins
// and ends. Without a profile nothing is counted by step, and no clock asked.
#pragma once

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

#include "plan/plan.hpp"

namespace casus::infer {

struct Profile {
  std::function<double()> clock;  ///< seconds since some moment

  struct Rule {
    double seconds = 0;            ///< on all processors together
    std::uint64_t visited = 0;     ///< rows, in all of its steps
    std::uint64_t concluded = 0;   ///< rows, those included that were there already
    std::uint64_t fresh = 0;       ///< rows that were not
    std::uint64_t rounds = 0;      ///< in which it ran
    std::uint64_t last_round = 0;  ///< of these
  };
  std::vector<Rule> rules;                                     ///< by place in Plan::rules
  std::unordered_map<const plan::Step*, std::uint64_t> steps;  ///< rows visited by scans
  std::uint64_t parts = 0;                                     ///< that recursions were derived in
  std::uint64_t abreast = 0;                                   ///< stores filled beside each other
  std::uint64_t shares = 0;                                    ///< that rows of rounds went in
  double planning = 0;
  double loading = 0;    ///< of facts into stores
  double rules_all = 0;  ///< ratings included
  double ratings = 0;

  /// Adds what rules did on another thread of the same run; rounds are those of the longer.
  void add(const Profile& other);
};

}  // namespace casus::infer
