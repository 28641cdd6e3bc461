// SPDX-License-Identifier: Apache-2.0
//
// What `casus reach` prints: the cheapest changes after which a goal holds, and how far the search
// went. Within "casus.reach/1" keys are only added. Of a step, `kind` says what has to become so:
// `gone`, `undenied`, `denied` and `value` are changes, `known` is something to find out.
#pragma once

#include <string>
#include <vector>

#include "casus/reach.hpp"
#include "report/style.hpp"

namespace casus::report {

/// The search in one case. It must outlive the call.
struct CaseReach {
  const Reach& reach;
  std::string about = {};                  ///< what the goal stands for, printable; empty: itself
  std::vector<std::string> commands = {};  ///< for each answer what shows it at work; or none
  std::string next = {};                   ///< the command to go on with, if any

  /// What holds less surely than this leaves it to be asked what would make it hold.
  static constexpr Certainty sure = 0.5;
};

/// With `all`, the command of every answer, else of the first.
[[nodiscard]] std::string reach_text(const std::vector<CaseReach>& cases, bool all,
                                     const Style& style);
/// One statement a line.
[[nodiscard]] std::string reach_prose(const std::vector<CaseReach>& cases);
[[nodiscard]] std::string reach_json(const std::vector<CaseReach>& cases);

}  // namespace casus::report
