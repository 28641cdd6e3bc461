// SPDX-License-Identifier: Apache-2.0
//
// A body as alternatives of plain conjunctions: every `or` is multiplied out, so that a join only
// ever sees atoms, tests, bindings, negations and comprehensions side by side. The checker has
// bounded how many alternatives there can be.
#pragma once

#include <set>
#include <vector>

#include "check/program.hpp"

namespace casus::plan {

struct Conjunct {
  check::ConditionId condition = {};
  bool under_or = false;  ///< stands inside an alternative
};
using Conjunction = std::vector<Conjunct>;

[[nodiscard]] std::vector<Conjunction> conjunctions(const check::Terms& terms,
                                                    check::ConditionId body);

using Variables = std::set<check::VariableId>;

/// All variables that occur in a condition or expression, those of inner bodies included.
void collect(const check::Terms& terms, check::ConditionId condition, Variables& into);
void collect(const check::Terms& terms, check::ExprId expr, Variables& into);

/// The variables that the positive atoms and bindings of a conjunction can bind.
[[nodiscard]] Variables bindable(const check::Terms& terms, const Conjunction& conjunction);

}  // namespace casus::plan
