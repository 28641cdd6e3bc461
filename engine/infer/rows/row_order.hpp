// SPDX-License-Identifier: Apache-2.0
//
// Rows of a store in the order of their values.
#pragma once

#include <span>
#include <vector>

#include "base/symbols.hpp"
#include "infer/budget.hpp"
#include "infer/rows/store.hpp"
#include "model/types.hpp"

namespace casus::infer {

/// A store of rows, with the types of its columns and the texts in them.
struct TypedRows {
  const Store& rows;
  std::span<const model::Type> types;
  const base::Symbols& symbols;

  /// Below, at or above 0: the order of two rows, by the columns from `first` on.
  [[nodiscard]] int compare(RowId row, RowId other, std::uint32_t first = 0) const;
  /// Puts row numbers in the order of their rows, equal ones as they stand. False, with the numbers
  /// as they were, where a limit was reached.
  [[nodiscard]] bool sort(std::vector<RowId>& numbers, Meter& meter) const;
};

}  // namespace casus::infer
