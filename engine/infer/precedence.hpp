// SPDX-License-Identifier: Apache-2.0
//
// Which of two derivations of one fact is kept when they are equally sure and equally high: the one
// by the earlier rule, then the one whose premises come first in order of values. Row numbers never
// decide, because they depend on the order in which facts were written.
#pragma once

#include <span>

#include "infer/fixpoint.hpp"

namespace casus::infer {

/// Whether `premises` come before `others`, both of the same rule.
[[nodiscard]] bool premises_precede(const Fixpoint& fixpoint, const plan::RulePlan& rule,
                                    std::span<const RowId> premises, std::span<const RowId> others);

}  // namespace casus::infer
