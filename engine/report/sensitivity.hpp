// SPDX-License-Identifier: Apache-2.0
//
// What `casus sensitivity` prints: how far each thing that a rating depends on moves its score, as
// bars on one scale. Within "casus.sensitivity/1" keys are only added.
#pragma once

#include <string>
#include <vector>

#include "casus/sensitivity.hpp"
#include "report/style.hpp"

namespace casus::report {

/// Lives as long as what it refers to.
using Sensitivities = std::vector<const Sensitivity*>;

/// With `all`, every bar, else the ten longest of each case.
[[nodiscard]] std::string sensitivity_text(const Sensitivities& cases, bool all,
                                           const Style& style);
/// One statement a line.
[[nodiscard]] std::string sensitivity_prose(const Sensitivities& cases, bool all);
[[nodiscard]] std::string sensitivity_json(const Sensitivities& cases);

}  // namespace casus::report
