// SPDX-License-Identifier: Apache-2.0
//
// Where lints put what they find: at the level that the project asks for.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/lints.hpp"
#include "casus/diagnostic.hpp"
#include "casus/lint_settings.hpp"

namespace casus::author {

/// Which lints count, and how much.
class LintLevels {
 public:
  LintLevels(const LintSettings& settings, const std::vector<std::string>& only);
  /// Of any lint, asked for or not: what is not asked for may still be suppressed.
  [[nodiscard]] base::LintLevel of(const base::Lint& lint) const;
  /// Whether it is asked for; `code` may be that of a warning of the passes before.
  [[nodiscard]] bool shows(std::string_view code) const;

 private:
  const LintSettings& settings_;
  std::set<std::string, std::less<>> only_;
};

class Findings {
 public:
  explicit Findings(const LintLevels& levels) : levels_(levels) {}

  [[nodiscard]] bool wants(std::string_view lint) const;
  /// `lint` is a name. The message ends with it, so that it can be looked up and suppressed.
  Diagnostic& add(std::string_view lint, Span span, std::string_view message,
                  std::string label = {});

  Diagnostics diagnostics = {};

 private:
  const LintLevels& levels_;
  Diagnostic dropped_ = {};  ///< of a lint that is off
};

}  // namespace casus::author
