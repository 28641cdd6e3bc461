// SPDX-License-Identifier: Apache-2.0
//
// A single fact of a case: what it says, where it is from, and which reasons rest on it.
#pragma once

#include <string>

#include "casus/evaluation.hpp"
#include "casus/source.hpp"
#include "report/style.hpp"

namespace casus::report {

[[nodiscard]] std::string fact_text(const Evidence& fact, const Assessment& assessment,
                                    const Sources& sources, const Style& style);

}  // namespace casus::report
