// SPDX-License-Identifier: Apache-2.0
//
// How many plain conjunctions a body makes when every `or` is multiplied out. Joins are planned for
// each of them, so there is a bound.
#pragma once

#include "check/environment.hpp"

namespace casus::check {

inline constexpr std::uint32_t most_alternatives = 256;

/// False, and reported (E0407), where a body or one inside it has more alternatives.
[[nodiscard]] bool alternatives_bounded(const Environment& env, const Terms& terms,
                                        ConditionId body, Span name);

}  // namespace casus::check
