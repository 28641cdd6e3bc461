// SPDX-License-Identifier: Apache-2.0
//
// A recursion that does not fall into parts (see divided/parts.hpp): where a rule goes through many
// rows of a round, each processor takes a share of them. All see the state at the round's beginning
// and sift what they conclude; what is left is taken in on one thread, in the order of shares. So
// rows have the numbers that they would have without, and the derivations, on any number of
// processors.
#pragma once

#include <cstdint>
#include <vector>

#include "infer/run/runner.hpp"

namespace casus::infer {

/// What rule `r` concludes from these rows, in the round under way of `runner`, which goes on as if
/// it had done the work. False where the rule is to be run as usual: nothing is done then.
[[nodiscard]] bool run_in_shares(Runner& runner, Fixpoint& fixpoint, const Settings& settings,
                                 std::uint32_t r, const std::vector<Step>& steps,
                                 const std::vector<RowId>& rows);

}  // namespace casus::infer
