// SPDX-License-Identifier: Apache-2.0
//
// What makes texts adds to a table of symbols, which only one thread at a time may do; and it
// counts as work in proportion to them.
#pragma once

#include "plan/plan.hpp"

namespace casus::plan {

/// Whether the result is a text that may be new.
[[nodiscard]] bool makes_text(check::Function function);
[[nodiscard]] bool makes_text(const Code& code);
/// Whether any of its steps, arguments or certainties does.
[[nodiscard]] bool makes_text(const RulePlan& rule);

}  // namespace casus::plan
