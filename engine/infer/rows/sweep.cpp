// SPDX-License-Identifier: Apache-2.0
#include "infer/rows/sweep.hpp"

#include <algorithm>
#include <numeric>
#include <span>

namespace casus::infer {
namespace {

/// Without a jump for each row.
template <class Value>
void find(std::span<const Value> values, Value wanted, RowId first, RowId end,
          std::vector<RowId>& found) {
  found.resize(end - first);
  std::size_t count = 0;
  for (RowId row = first; row < end; ++row) {
    found[count] = row;
    count += values[row] == wanted ? 1 : 0;
  }
  found.resize(count);
}

void find(const Column& column, Word wanted, RowId first, RowId end, std::vector<RowId>& found) {
  found.clear();
  if (!column.admits(wanted)) return;
  if (column.is_constant()) {
    found.resize(end - first);
    std::iota(found.begin(), found.end(), first);
  }
  column.visit([&]<class Value>(std::span<const Value> values) {
    find(values, Column::narrowed<Value>(wanted), first, end, found);
  });
}

}  // namespace

void sweep(const Store& rows, RowId first, RowId end,
           std::span<const std::pair<std::uint32_t, Word>> wanted, std::vector<RowId>& found) {
  find(rows.column(wanted.front().first), wanted.front().second, first, end, found);
  for (const auto& one : wanted.subspan(1)) {
    std::erase_if(found, [&](RowId row) { return rows.at(row, one.first) != one.second; });
  }
}

}  // namespace casus::infer
