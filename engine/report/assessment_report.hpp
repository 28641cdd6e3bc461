// SPDX-License-Identifier: Apache-2.0
//
// The assessment as an analyst hands it in: judgement first, then what supports and strains it,
// then the evidence with its quotes, gaps and conflicts, and how to repeat it. Every sentence comes
// from the values; the report invents no cause. Likelihood has a section of its own, and confidence
// never shares a sentence with it or with the score.
#pragma once

#include <string>
#include <vector>

#include "report/ratings.hpp"
#include "report/style.hpp"

namespace casus::report {

struct ReportOptions {
  std::string command;  ///< what repeats this report; empty: not said
  std::string version;  ///< "casus 0.1.0"; empty: not said
};

/// At most 80 columns, fewer where the style is narrower.
[[nodiscard]] std::string report_text(const CaseAssessment& one, const Style& style,
                                      const ReportOptions& options);

/// The sentences of the key judgement, the most important first.
[[nodiscard]] std::vector<std::string> key_judgement(const Rating& rating);

}  // namespace casus::report
