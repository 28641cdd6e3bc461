// SPDX-License-Identifier: Apache-2.0
//
// How many plain conjunctions a body makes when every `or` is multiplied out, and how many ways a
// negation has to look at. Joins are planned for each of them, so there are bounds.
#pragma once

#include "check/environment.hpp"

namespace casus::check {

inline constexpr std::uint32_t most_alternatives = 256;
/// Of one negation: inside it an atom over something open may stand for what is listed or for what
/// is not, and the negations in it are looked at either way.
inline constexpr std::uint32_t most_ways = 4096;
/// Open atoms of one conjunction past this many are taken for unlisted, and choose nothing.
inline constexpr std::uint32_t most_choosing = 6;

/// The ways in which the inside of a negation may hold, each way of negations in it counted; at
/// most one more than `most_ways`.
[[nodiscard]] std::uint32_t negated_ways(const Terms& terms, const model::Schema& schema,
                                         ConditionId body);
/// The same, but with negations in it taken for one condition.
[[nodiscard]] std::uint32_t negated_choices(const Terms& terms, const model::Schema& schema,
                                            ConditionId body);

/// False, and reported (E0407), where a body or one inside it has more.
[[nodiscard]] bool alternatives_bounded(const Environment& env, const Terms& terms,
                                        ConditionId body, Span name);

}  // namespace casus::check
