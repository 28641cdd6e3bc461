// SPDX-License-Identifier: Apache-2.0
#include "model/records.hpp"

#include <algorithm>

namespace casus::model {
namespace {

/// Counts a record that begins on this line.
void count_one(Records& records, std::uint32_t line) {
  if (records.size == 0) records.first_line = line;
  const std::uint32_t jumped = line - records.first_line - records.size;
  if (jumped != (records.jumps.empty() ? 0 : records.jumps.back().lines)) {
    records.jumps.push_back({records.size, jumped});
  }
  ++records.size;
}

}  // namespace

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
  columns.resize(fields.size());
  count_one(*this, line);
  for (std::size_t i = 0; i < fields.size(); ++i) columns[i].push(fields[i]);
}

void Records::append(const std::vector<std::vector<Word>>& fields,
                     std::span<const std::uint32_t> lines) {
  columns.resize(fields.size());
  for (const std::uint32_t line : lines) count_one(*this, line);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    columns[i].append(std::span(fields[i]).first(lines.size()));
  }
}

}  // namespace casus::model
