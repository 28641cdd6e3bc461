// SPDX-License-Identifier: Apache-2.0
//
// Looks over rules and facts that are valid for what a careful author would not leave so. Each lint
// has a code, a name and a page; comments and settings turn it off where it does not apply.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "casus/casus.hpp"
#include "casus/lint_settings.hpp"

namespace casus {

struct RulesToLint {
  Ruleset ruleset;
  Diagnostics warnings = {};  ///< of loading them: a comment may suppress these too
};
struct CaseToLint {
  Evaluation evaluation;      ///< with reasons
  Diagnostics warnings = {};  ///< of loading its facts
};

struct Linted {
  Diagnostics diagnostics;  ///< ordered by place
  std::shared_ptr<const Sources> sources;
};

/// What there is to say about a rule base, and then about each of the cases that were evaluated
/// under it. `only`: lints or categories, by name or code; empty: all that are not off.
[[nodiscard]] std::vector<Linted> lint(const RulesToLint& rules,
                                       const std::vector<CaseToLint>& cases,
                                       const LintSettings& settings,
                                       const std::vector<std::string>& only = {});

}  // namespace casus
