// SPDX-License-Identifier: Apache-2.0
//
// Rows found by going through them, column by column: what is asked for once is found sooner so
// than an index is made.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "infer/rows/store.hpp"

namespace casus::infer {

/// Makes `found` the rows from `first` to below `end`, rising, that hold each of the wanted words
/// in its column. There is at least one of these.
void sweep(const Store& rows, RowId first, RowId end,
           std::span<const std::pair<std::uint32_t, Word>> wanted, std::vector<RowId>& found);

}  // namespace casus::infer
