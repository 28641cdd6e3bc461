// SPDX-License-Identifier: Apache-2.0
//
// What a rule concludes in one go, and what that is held against. A batch points into the memory of
// whoever hands it on: it is good for the call alone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "infer/rows/row_table.hpp"

namespace casus::infer {

/// Conclusions of one rule side by side.
struct ConcludedBatch {
  WordColumns words;
  std::uint32_t size = 0;
  const double* grades = nullptr;                ///< none: all are certain
  std::span<const std::vector<RowId>> premises;  ///< by premise
};

/// The rows of a store when a round began.
struct KnownRows {
  RowId rows = 0;             ///< how many
  std::uint32_t highest = 0;  ///< a height that none of their derivations exceeds

  /// Whether a row is one of them, and so flatter than a derivation of this height; that it is not
  /// says nothing.
  [[nodiscard]] bool is_flatter(RowId row, Word height) const {
    return row < rows && height > highest;
  }
};

}  // namespace casus::infer
