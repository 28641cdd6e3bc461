// SPDX-License-Identifier: Apache-2.0
//
// How high derivations stand: on how long a chain of rows of their own component they rest.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "infer/fixpoint.hpp"
#include "infer/run/concluded_batch.hpp"

namespace casus::infer {

/// Of a derivation by `rule` from `premises`, leaving aside what it gathers.
[[nodiscard]] inline std::uint32_t height_over(const Fixpoint& fixpoint, const RulePlan& rule,
                                               std::span<const RowId> premises) {
  std::uint32_t height = 0;
  for (const std::uint32_t place : rule.own_premises) {
    const Store& rows = fixpoint.store(rule.premise_stores[place]);
    height = std::max(height, rows.height(premises[place]) + 1);
  }
  return height;
}

/// Of the derivations of a batch.
inline void find_heights(const Fixpoint& fixpoint, const RulePlan& rule,
                         const ConcludedBatch& batch, std::vector<Word>& heights) {
  heights.assign(batch.size, 0);
  for (const std::uint32_t place : rule.own_premises) {
    const Store& rows = fixpoint.store(rule.premise_stores[place]);
    for (std::uint32_t i = 0; i < batch.size; ++i) {
      heights[i] = std::max(heights[i], Word{rows.height(batch.premises[place][i])} + 1);
    }
  }
}

}  // namespace casus::infer
