// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with the rows of a decision table as a whole: E0514 where two contradict each
// other, W0502 where one is missing, W0503 where one never decides.
#pragma once

#include <vector>

#include "check/environment.hpp"

namespace casus::check {

/// `columns`: the parameter of each column as written, or the number of parameters for `result`.
void report_table_findings(const Environment& env, const Table& table,
                           const std::vector<std::size_t>& columns);

}  // namespace casus::check
