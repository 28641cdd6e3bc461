// SPDX-License-Identifier: Apache-2.0
//
// What `casus eval --certainty all` prints: every rating under every calculus, and where the band
// depends on the choice.
#pragma once

#include <string>
#include <vector>

#include "report/ratings.hpp"

namespace casus::report {

/// One case under each calculus, in the order in which they are to be shown.
using Comparison = std::vector<CaseAssessment>;

[[nodiscard]] std::string comparisons_text(const std::vector<Comparison>& cases,
                                           const Style& style);
[[nodiscard]] std::string comparisons_prose(const std::vector<Comparison>& cases);
/// Schema "casus.comparison/1".
[[nodiscard]] std::string comparisons_json(const std::vector<Comparison>& cases);
/// One rated subject a line, each with the schema.
[[nodiscard]] std::string comparisons_ndjson(const std::vector<Comparison>& cases);
/// A header row, then one row for each rated subject and calculus.
[[nodiscard]] std::string comparisons_csv(const std::vector<Comparison>& cases);

/// "pump 3: the band depends on the calculus: RAISED in certain, LOW in the others";
/// one for each rating of which that is so. Printable.
[[nodiscard]] std::vector<std::string> band_warnings(const std::vector<Comparison>& cases);

}  // namespace casus::report
