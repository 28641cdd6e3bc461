// SPDX-License-Identifier: Apache-2.0
//
// The table `[lint]` of the project file:
//
//   [lint]
//   style = "off"                 # a category
//   repeated-number = "error"     # a lint, by name or code
//   stale-fact = { level = "warning", months = 24 }
#pragma once

#include "casus/lint_settings.hpp"
#include "intake/reading.hpp"

namespace casus::intake {

/// Reads the value of `lint`; what is no lint, level or option is refused.
void read_lint(Reading& reading, const Entry& entry, LintSettings& settings);

}  // namespace casus::intake
