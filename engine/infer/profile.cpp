// SPDX-License-Identifier: Apache-2.0
#include "infer/profile.hpp"

#include <algorithm>

namespace casus::infer {

void Profile::add(const Profile& other) {
  for (std::size_t r = 0; r < rules.size(); ++r) {
    rules[r].seconds += other.rules[r].seconds;
    rules[r].visited += other.rules[r].visited;
    rules[r].rounds = std::max(rules[r].rounds, other.rules[r].rounds);
  }
  for (const auto& [step, rows] : other.steps) steps[step] += rows;
}

}  // namespace casus::infer
