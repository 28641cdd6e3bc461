// SPDX-License-Identifier: Apache-2.0
#include "infer/machine/remembered.hpp"

namespace casus::infer {

std::optional<Aggregated> Remembered::find(std::span<const Word> values) const {
  const std::optional<RowId> row = read_.find(values);
  if (!row) return std::nullopt;
  const auto at = [&](std::size_t place) {
    return outcomes_.begin() + static_cast<std::ptrdiff_t>(place);
  };
  Aggregated result{{at(*row == 0 ? 0 : ends_[*row - 1]), at(ends_[*row])}, {}, {}};
  if (const auto told = told_.find(*row); told != told_.end()) result.told = told->second;
  return result;
}

void Remembered::add(std::span<const Word> values, const Aggregated& found) {
  const RowId row = read_.insert(values).first;
  outcomes_.insert(outcomes_.end(), found.outcomes.begin(), found.outcomes.end());
  ends_.push_back(outcomes_.size());
  if (!found.told.empty()) told_.emplace(row, found.told);
}

}  // namespace casus::infer
