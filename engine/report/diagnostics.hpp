// SPDX-License-Identifier: Apache-2.0
//
// Diagnostics for people and for programs. The text form is the one of docs/diagnostics: header
// with code, place, the author's own lines with marks below them, notes, and what to do next.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "report/style.hpp"

namespace casus::report {

/// Every diagnostic in the order given, one empty line between two; at most `most` errors, then
/// "… and 3 more errors". Warnings do not count. Empty for no diagnostics.
[[nodiscard]] std::string diagnostics_text(const Diagnostics& diagnostics, const Sources& sources,
                                           const Style& style, std::size_t most = 20);

/// One line each, for editors: "rules/a.casus:9:12: error[E0201]: no fact is called `succesor`".
[[nodiscard]] std::string diagnostics_concise(const Diagnostics& diagnostics,
                                              const Sources& sources);

/// Diagnostics and the texts that they quote.
struct DiagnosticGroup {
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};

/// {"schema":"casus.check/1","errors":N,"warnings":N,"diagnostics":[…]}, all of them.
[[nodiscard]] std::string diagnostics_json(const std::vector<DiagnosticGroup>& groups,
                                           std::string_view schema = "casus.check/1");

/// SARIF 2.1.0.
[[nodiscard]] std::string diagnostics_sarif(const std::vector<DiagnosticGroup>& groups);
/// Workflow commands of GitHub Actions, one line each.
[[nodiscard]] std::string diagnostics_github(const Diagnostics& diagnostics,
                                             const Sources& sources);
/// A Code Quality report of GitLab.
[[nodiscard]] std::string diagnostics_gitlab(const std::vector<DiagnosticGroup>& groups);

}  // namespace casus::report
