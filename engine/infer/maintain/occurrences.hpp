// SPDX-License-Identifier: Apache-2.0
//
// Where rules look at the rows of a store, in any manner: as a condition, inside a negation or a
// comprehension, as the score of a rating. From a row that has changed this leads to what rules
// concluded, or will conclude, because of it.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "infer/fixpoint.hpp"
#include "plan/replan.hpp"

namespace casus::infer {

struct Occurrence {
  std::uint32_t rule = 0;  ///< into Plan::rules
  /// A condition of the rule itself: where no such row holds, it concludes nothing.
  bool positive = false;
  /// Columns whose values a row must have to matter.
  std::vector<std::pair<std::uint32_t, Word>> asked;
  /// Columns whose values variables of the rule then have.
  std::vector<std::pair<std::uint32_t, check::VariableId>> known;
};

/// By StoreId, in order of rules.
[[nodiscard]] std::vector<std::vector<Occurrence>> occurrences(const Fixpoint& fixpoint,
                                                               const plan::Replanner& replanner);

}  // namespace casus::infer
