// SPDX-License-Identifier: Apache-2.0
//
// Bodies that no facts can satisfy: comparisons with constants that contradict each other or the
// declared range of a field. Such a rule is not wrong, but never fires, so it is a warning.
#pragma once

#include "check/environment.hpp"

namespace casus::check {

void warn_of_contradictions(const Environment& env, const Terms& terms, ConditionId body);

}  // namespace casus::check
