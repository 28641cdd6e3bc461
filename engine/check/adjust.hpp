// SPDX-License-Identifier: Apache-2.0
//
// Rules as if their authors had been surer or less sure of them, or had given them other weights.
#pragma once

#include <memory>
#include <vector>

#include "casus/casus.hpp"
#include "check/program.hpp"

namespace casus::check {

/// The program with other certainties and weights. Rules, conditions and spans keep their numbers
/// and places, so that facts held against `program`, which has to outlive the result, go with it.
[[nodiscard]] std::shared_ptr<const Program> adjusted(
    const Program& program, const std::vector<RuleAdjustment>& adjustments);

}  // namespace casus::check
