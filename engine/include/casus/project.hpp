// SPDX-License-Identifier: Apache-2.0
//
// The project file `casus.toml`: which rules and facts a folder is about, and its settings. Reading
// it touches no file: paths stay as written, and whoever found the file knows the folder they count
// from.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/casus.hpp"
#include "casus/lint_settings.hpp"

namespace casus {

struct Project {
  std::vector<std::string> rules;  ///< [project] rules: files or folders, from the file's folder
  Span rules_span;                 ///< where they stand
  std::vector<std::string> facts;  ///< [project] facts
  Span facts_span;
  std::string certainty;            ///< [eval] certainty; empty where not given
  std::optional<double> threshold;  ///< [eval] threshold
  Span threshold_span;
  std::optional<Date> as_of;                ///< [eval] as_of
  std::optional<std::uint64_t> max_facts;   ///< [eval] max_facts
  std::optional<std::uint64_t> max_memory;  ///< [eval] max_memory, in bytes (megabytes as written)
  std::optional<std::chrono::milliseconds> timeout;  ///< [eval] timeout (seconds as written)
  std::optional<Grades> grades;  ///< [grades]: the whole table, what it leaves out as usual
  Diagnostics diagnostics;       ///< unknown keys and wrong values included
  std::shared_ptr<const Sources> sources;
  std::vector<std::string> scenarios = {};  ///< [project] scenarios
  Span scenarios_span = {};
  std::optional<LintSettings> lint = {};  ///< [lint], where there is one
};

[[nodiscard]] Project read_project(NamedText file);

}  // namespace casus
