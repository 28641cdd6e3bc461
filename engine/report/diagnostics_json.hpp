// SPDX-License-Identifier: Apache-2.0
//
// Diagnostics and edits as members of JSON documents.
#pragma once

#include <vector>

#include "report/diagnostics.hpp"
#include "report/json.hpp"

namespace casus::report {

/// [{"range": {…}, "replacement": "…"}, …]
[[nodiscard]] json::array to_json(const std::vector<Edit>& edits, const Sources& sources);
/// All of them, with code, labels, notes and help.
[[nodiscard]] json::array to_json(const std::vector<DiagnosticGroup>& groups);

}  // namespace casus::report
