// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "casus/evaluation.hpp"
#include "casus/value.hpp"

namespace casus::explain {

/// Differs where values of one type do: literals round numbers.
[[nodiscard]] inline std::string exact(const Value& value) {
  const double* number = std::get_if<double>(&value.data);
  return number == nullptr ? value.literal : fmt::format("{} {}", *number, value.unit);
}

/// The same for one subject of one rating, whatever its score.
[[nodiscard]] inline std::string key_of(const Rating& rating) {
  std::string key = rating.module + '\n' + rating.rating;
  for (const Value& value : rating.subject) key += '\n' + exact(value);
  return key;
}

}  // namespace casus::explain
