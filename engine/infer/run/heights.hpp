// SPDX-License-Identifier: Apache-2.0
//
// How high derivations stand: on how long a chain of rows of their own component they rest.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

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

/// That of all these rows, where it is the same.
[[nodiscard]] inline std::optional<std::uint32_t> common_height(const Store& store,
                                                                std::span<const RowId> rows) {
  if (rows.empty()) return {};
  const std::uint32_t height = store.height(rows.front());
  for (const RowId row : rows) {
    if (store.height(row) != height) return {};
  }
  return height;
}

/// Of the derivations of a batch; `common`: that of all of them, where it is known.
inline void find_heights(const Fixpoint& fixpoint, const RulePlan& rule,
                         const ConcludedBatch& batch, std::optional<std::uint32_t> common,
                         std::vector<Word>& heights) {
  heights.assign(batch.size, common.value_or(0));
  if (common) return;
  for (const std::uint32_t place : rule.own_premises) {
    const Store& rows = fixpoint.store(rule.premise_stores[place]);
    for (std::uint32_t i = 0; i < batch.size; ++i) {
      heights[i] = std::max(heights[i], Word{rows.height(batch.premises[place][i])} + 1);
    }
  }
}

}  // namespace casus::infer
