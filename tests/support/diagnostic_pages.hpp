// SPDX-License-Identifier: Apache-2.0
//
// Holds a diagnostic's page to its word: docs/diagnostics/E0201.md says under `## Fails` what leads
// to E0201, and under `## Works` the same, repaired. Each section's ```casus and ```toml blocks are
// written to a folder of their own, named by file=, else rules.casus and case.toml; then
// `casus check` is given all of them. A diagnostic that another command prints is shown with that
// command: a ```console block in the section, whose first `$ casus …` line is run instead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/command.hpp"

namespace casus::testing {

/// What is wrong with the page of `code`, ready to print. `## Fails` must print that code and no
/// other (an error also ends with another exit than 0), `## Works` none, with exit 0.
[[nodiscard]] std::vector<std::string> check_diagnostic_page(const std::string& code,
                                                             std::string_view page,
                                                             const Command& casus);

}  // namespace casus::testing
