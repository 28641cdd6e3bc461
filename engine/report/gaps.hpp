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

/// "P1 (FAIR 36.0) from 30.0 to 50.0, presumed absent, 0.7": what hangs on a question.
[[nodiscard]] std::string effect_text(const Gaps& gaps, const Gap& gap);
/// The same for the first question of a pair, with the other one.
[[nodiscard]] std::string effect_text(const Gaps& gaps, const GapPair& pair);
/// How many open questions moved nothing, whatever was tried.
[[nodiscard]] std::size_t unmoved(const Gaps& gaps);
/// "2 open questions moved nothing at the values tried"
[[nodiscard]] std::string unmoved_text(std::size_t count);
/// "P1: FAIR, 36.0 of 100; P2: GOOD, 80.0 of 100"
[[nodiscard]] std::string ratings_line(const Gaps& gaps);

}  // namespace casus::report
