// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "casus/value.hpp"

namespace casus::explain {

/// Differs where values of one type do: literals round numbers.
[[nodiscard]] inline std::string exact(const Value& value) {
  const double* number = std::get_if<double>(&value.data);
  return number == nullptr ? value.literal : fmt::format("{} {}", *number, value.unit);
}

}  // namespace casus::explain
