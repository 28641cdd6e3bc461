// SPDX-License-Identifier: Apache-2.0
//
// What rules conclude in the naive evaluator, way by way.
#pragma once

#include "support/naive/world.hpp"

namespace casus::naive {

using verify::Matched;
using verify::value;
using verify::ways;

/// What a rule concludes in one way: a row, with the rows that it rests on.
struct Derived {
  Row row;
  double certainty = 0;
  std::vector<Matched> rows;
};
/// All that a rule concludes, once for each way in which its conditions hold.
[[nodiscard]] std::vector<Derived> derivations(const World& world, const check::Rule& rule,
                                               const check::Conclusion& said);

}  // namespace casus::naive
