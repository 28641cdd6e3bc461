// SPDX-License-Identifier: Apache-2.0
//
// What `casus gaps` prints: the open questions of a case by how far they could move its ratings.
// Within "casus.gaps/1" keys are only added.
#pragma once

#include <string>
#include <vector>

#include "casus/gaps.hpp"
#include "report/style.hpp"

namespace casus::report {

/// One case. All of it must outlive the call.
struct CaseGaps {
  const Gaps& gaps;
  const Sources& sources;
};

/// With `all`, every question, else those that fit into about a dozen lines a case.
[[nodiscard]] std::string gaps_text(const std::vector<CaseGaps>& cases, bool all,
                                    const Style& style);
/// One statement a line.
[[nodiscard]] std::string gaps_prose(const std::vector<CaseGaps>& cases, bool all);
[[nodiscard]] std::string gaps_json(const std::vector<CaseGaps>& cases);

}  // namespace casus::report
