// SPDX-License-Identifier: Apache-2.0
//
// Facts that are held and denied.
#pragma once

#include "infer/fixpoint.hpp"

namespace casus::infer {

/// Once all rows of a component are known: where a fact is held and denied, the stronger stands;
/// equals leave it unknown. Adds to what the fixpoint says of contradictions, of what is undecided
/// and of denials of any value.
void resolve_contradictions(Fixpoint& fixpoint, const ComponentPlan& component);

}  // namespace casus::infer
