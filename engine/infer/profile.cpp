// SPDX-License-Identifier: Apache-2.0
#include "infer/profile.hpp"

#include <algorithm>

namespace casus::infer {

void Profile::add(const Profile& part, const plan::Plan& plan, const plan::Plan& equal_plan) {
  for (std::size_t r = 0; r < rules.size(); ++r) {
    rules[r].seconds += part.rules[r].seconds;
    rules[r].visited += part.rules[r].visited;
    rules[r].rounds = std::max(rules[r].rounds, part.rules[r].rounds);
    const auto& own = plan.rules[r].deltas;
    const auto& equal = equal_plan.rules[r].deltas;
    for (std::size_t d = 0; d < own.size(); ++d) {
      for (std::size_t s = 0; s < own[d].size(); ++s) {
        const auto found = part.steps.find(&equal[d][s]);
        if (found != part.steps.end()) steps[&own[d][s]] += found->second;
      }
    }
  }
}

}  // namespace casus::infer
