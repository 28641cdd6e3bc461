// SPDX-License-Identifier: Apache-2.0
//
// How a project wants its rules and facts to be looked over: `[lint]` of `casus.toml`.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace casus {

struct LintSettings {
  enum class Level : std::uint8_t { off, warning, error };
  /// By the code of a lint or the name of a category; a lint's own wins.
  std::map<std::string, Level> levels = {};
  std::uint32_t most_conditions = 8;  ///< `too-many-conditions`: more are too many
  std::uint32_t stale_months = 120;   ///< `stale-fact`: older ones are stale
  std::uint32_t repeated_rules = 3;   ///< `repeated-number`: in so many rules or more
};

}  // namespace casus
