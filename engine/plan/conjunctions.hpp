// SPDX-License-Identifier: Apache-2.0
//
// A body as alternatives of plain conjunctions: every `or` is multiplied out, so that a join only
// ever sees atoms, tests, bindings, negations and comprehensions side by side. The checker has
// bounded how many alternatives there can be.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "check/program.hpp"

namespace casus::plan {

using Variables = std::set<check::VariableId>;

struct Conjunct {
  /// What its facts mean for the members of a comprehension. An `or` is a source where all its
  /// sides bind a named variable that nothing beside it binds, or where no atom stands beside it;
  /// else it only tests.
  enum class Place : std::uint8_t {
    outside,  ///< of any `or`: they tell members apart, atom by atom
    source,   ///< they tell members apart, from whichever side they come
    filter,   ///< they say whether a member counts
  };
  check::ConditionId condition = {};
  Place place = Place::outside;
};
using Conjunction = std::vector<Conjunct>;

/// `outer`: the variables bound before the body is reached.
[[nodiscard]] std::vector<Conjunction> conjunctions(const check::Terms& terms,
                                                    check::ConditionId body,
                                                    const Variables& outer);

/// All variables that occur in a condition or expression, those of inner bodies included.
void collect(const check::Terms& terms, check::ConditionId condition, Variables& into);
void collect(const check::Terms& terms, check::ExprId expr, Variables& into);

/// The variables that the positive atoms and bindings of a conjunction can bind.
[[nodiscard]] Variables bindable(const check::Terms& terms, const Conjunction& conjunction);

}  // namespace casus::plan
