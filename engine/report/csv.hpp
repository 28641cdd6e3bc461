// SPDX-License-Identifier: Apache-2.0
//
// Comma-separated values as RFC 4180 has them: CRLF line ends, quotes where a field needs them.
#pragma once

#include <string>
#include <vector>

namespace casus::report {

[[nodiscard]] std::string csv_row(const std::vector<std::string>& fields);

}  // namespace casus::report
