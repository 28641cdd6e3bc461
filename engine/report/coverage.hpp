// SPDX-License-Identifier: Apache-2.0
//
// What tests have not seen of the rules: for people, and for tools that gather such numbers.
#pragma once

#include <string>
#include <vector>

#include "casus/coverage.hpp"
#include "report/style.hpp"

namespace casus::report {

/// "coverage 87.5%: rules 9 of 10, conditions 30 of 36, rows 4 of 4, bands 3 of 5", then each line
/// with something that was not seen, and the facts that nothing rests on.
[[nodiscard]] std::string coverage_text(const Coverage& coverage, const Style& style);
/// The first line of it.
[[nodiscard]] std::string coverage_line(const Coverage& coverage);
/// {"schema":"casus.coverage/1",…}
[[nodiscard]] std::string coverage_json(const Coverage& coverage);
/// The format of lcov: rules are functions, the two outcomes of conditions branches.
[[nodiscard]] std::string coverage_lcov(const Coverage& coverage);
/// One page for itself: no scripts, nothing to be fetched.
[[nodiscard]] std::string coverage_html(const Coverage& coverage);

/// A line and what was not seen in it: "never true". In the order of files and lines.
struct Uncovered {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
  std::vector<std::string> marks;
};
[[nodiscard]] std::vector<Uncovered> uncovered(const Coverage& coverage);
/// "87.5%"; 100% only where all was seen.
[[nodiscard]] std::string share_text(const Coverage::Share& share);

}  // namespace casus::report
