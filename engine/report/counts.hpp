// SPDX-License-Identifier: Apache-2.0
//
// What `casus query --count` prints: how many answers a goal has, and no answer. Keys of
// "casus.count/1" are a contract; within it they are only added.
#pragma once

#include <string>
#include <vector>

#include "casus/evaluation.hpp"
#include "report/json.hpp"

namespace casus::report {

/// How many answers one goal has in one case.
struct CaseCount {
  std::string case_name;
  Count count;
};

/// The number alone; where there are several cases, one a line behind the name of each.
[[nodiscard]] std::string counts_text(const std::vector<CaseCount>& cases);
/// One statement a case.
[[nodiscard]] std::string counts_prose(const std::vector<CaseCount>& cases);
/// The sum of all cases, then each.
[[nodiscard]] std::string counts_json(const std::vector<CaseCount>& cases,
                                      const MoreMembers& more = {});
/// One case a line, each with its schema.
[[nodiscard]] std::string counts_ndjson(const std::vector<CaseCount>& cases);
/// A header row, then one case a row.
[[nodiscard]] std::string counts_csv(const std::vector<CaseCount>& cases);

}  // namespace casus::report
