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

/// A column for each store of the recursion, such that rows rest on rows of the component that have
/// their own value there. Empty where there is none, or where a rule that recurs does more than
/// join, compare and compute numbers.
[[nodiscard]] std::map<StoreId, std::uint32_t> carried_columns(const Plan& plan,
                                                               const ComponentPlan& component);

}  // namespace casus::plan
