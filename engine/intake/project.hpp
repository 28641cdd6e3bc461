// SPDX-License-Identifier: Apache-2.0
//
// The project file `casus.toml`: where rules and facts lie, how Admiralty marks count, and settings
// that a flag or an environment variable may override.
//
//   [project]
//   rules = ["rules"]              # files or folders, from the project root
//   facts = ["facts"]
//   scenarios = ["scenarios"]
//   [grades]
//   reliability = { A = 1.0, B = 0.9 }   # marks left out keep their value
//   credibility = { 1 = 1.0, 2 = 0.9 }
//   unknown = 0.5
//   [eval]
//   certainty = "weakest-link"
//   threshold = 0.2
//   as_of = 2015-01-31
//   max_facts = 1000000
//   max_memory = 512               # megabytes
//   timeout = 30                   # seconds
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/lint_settings.hpp"
#include "casus/source.hpp"
#include "model/facts.hpp"

namespace casus::intake {

struct Project {
  std::vector<std::string> rules;
  Span rules_span;
  std::vector<std::string> facts;
  Span facts_span;
  std::vector<std::string> scenarios;
  Span scenarios_span;
  std::optional<Grades> grades;          ///< where there is a `[grades]`
  std::optional<std::string> certainty;  ///< a calculus by its name, which is not checked here
  Span certainty_span;
  std::optional<double> threshold;  ///< 0..1, 1 excluded
  Span threshold_span;
  std::optional<model::Day> as_of;
  std::optional<std::int64_t> max_facts;   ///< above 0
  std::optional<std::int64_t> max_memory;  ///< megabytes, above 0
  std::optional<double> timeout;           ///< seconds, above 0
  std::optional<LintSettings> lint;        ///< `[lint]`: intake/lint_table.hpp
};

struct ProjectReading {
  Project project;
  Diagnostics diagnostics;
};

/// Reads `sources[file]`; unknown tables and keys are refused. With errors, the project holds what
/// could be read and must not be used.
[[nodiscard]] ProjectReading read_project(const Sources& sources, std::uint32_t file);

}  // namespace casus::intake
