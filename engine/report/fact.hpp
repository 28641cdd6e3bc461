// SPDX-License-Identifier: Apache-2.0
//
// A single fact of a case: what it says, where it is from, and which reasons rest on it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "casus/evaluation.hpp"
#include "casus/source.hpp"
#include "report/style.hpp"

namespace casus::report {

/// The ratings whose subjects are rated because of it, for what no reason rests on.
using RatedByFact = std::vector<const Rating*>;

/// `rated` is asked only where no reason of a rating rests on the fact.
[[nodiscard]] std::string fact_text(const Evidence& fact, const Assessment& assessment,
                                    const std::function<RatedByFact()>& rated,
                                    const Sources& sources, const Style& style);

}  // namespace casus::report
