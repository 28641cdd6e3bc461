// SPDX-License-Identifier: Apache-2.0
//
// Whether a recursion falls into parts that know nothing of each other (Wolfson and Silberschatz,
// "Distributed processing of logic programs", 1988). In
//
//     path(x, y) and edge(y, z)  then  path(x, z)
//
// every path rests on paths from the same place: `x` is carried through. So the paths from each
// place can be found by themselves.
#pragma once

#include "plan/plan.hpp"

namespace casus::plan {

/// For each of the component's stores that its rules fill or that these scan in recursion a column
/// such that each row rests on rows of the component that have its value there; for others 0.
/// Empty where there is no such choice, or a rule does more than join, compare and compute numbers.
[[nodiscard]] std::vector<std::uint32_t> carried_columns(const Plan& plan,
                                                         const ComponentPlan& component);

}  // namespace casus::plan
