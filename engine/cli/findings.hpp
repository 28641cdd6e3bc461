// SPDX-License-Identifier: Apache-2.0
//
// What `check` and `lint` found, in the format that is asked for.
#pragma once

#include <string_view>
#include <vector>

#include "cli/console.hpp"

namespace casus::cli {

struct FindingCounts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
};
[[nodiscard]] FindingCounts counts_of(const std::vector<report::DiagnosticGroup>& groups);

/// "2 errors, 1 warning"; empty where there is nothing.
[[nodiscard]] std::string counts_text(const FindingCounts& counts);

/// Shows them all. In the text form findings are messages, unless a file is to hold them. Returns
/// `exit`, or the code of what went wrong in writing.
[[nodiscard]] int show_findings(const std::vector<report::DiagnosticGroup>& groups,
                                std::string_view schema, Console& console, int exit);

}  // namespace casus::cli
