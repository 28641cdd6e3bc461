// SPDX-License-Identifier: Apache-2.0
#include "model/records.hpp"

#include <algorithm>

namespace casus::model {

std::uint32_t Records::line(std::uint32_t record) const {
  const auto after = std::ranges::upper_bound(jumps, record, {}, &Jump::record);
  const std::uint32_t jumped = after == jumps.begin() ? 0 : std::prev(after)->lines;
  return first_line + record + jumped;
}

std::optional<std::uint32_t> Records::record_on(std::uint32_t number) const {
  std::uint32_t low = 0;
  std::uint32_t high = size;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (line(middle) < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < size && line(low) == number ? std::optional(low) : std::nullopt;
}

void Records::push(const std::vector<Word>& fields, std::uint32_t line) {
  if (columns.empty()) columns.resize(fields.size());
  if (size == 0) first_line = line;
  const std::uint32_t jumped = line - first_line - size;
  if (jumped != (jumps.empty() ? 0 : jumps.back().lines)) jumps.push_back({size, jumped});
  for (std::size_t i = 0; i < fields.size(); ++i) columns[i].push(fields[i]);
  ++size;
}

}  // namespace casus::model
