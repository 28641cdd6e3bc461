// SPDX-License-Identifier: Apache-2.0
//
// What a layout changes in files, for programs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "report/diagnostics.hpp"

namespace casus::report {

/// The first of the sources.
struct LaidOut {
  std::vector<Edit> edits;  ///< none: it is laid out already
  std::shared_ptr<const Sources> sources;

  [[nodiscard]] const std::string& name() const { return sources->name(0); }
  [[nodiscard]] bool changes() const { return !edits.empty(); }
};

/// {"schema":"casus.fmt/1","changed":N,"files":[{"file":"…","edits":[…]}],"diagnostics":[…]};
/// the diagnostics are those of files that could not be read as rules.
[[nodiscard]] std::string layouts_json(const std::vector<LaidOut>& files,
                                       const std::vector<DiagnosticGroup>& refused);

}  // namespace casus::report
