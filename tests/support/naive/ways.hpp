// SPDX-License-Identifier: Apache-2.0
//
// All ways in which conditions can hold. Outside negations a way holds with a certainty. Inside,
// every way also says how surely it is ruled out: by what is known to be otherwise, by explicit
// negatives, by presumptions. `not (…)` is as sure as its least surely ruled out way.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "support/naive/world.hpp"

namespace casus::naive {

/// Values by VariableId; unknown_word is the value of what is not known.
using Values = std::vector<std::optional<Word>>;

/// A row that a way rests on, with the atom that it matched.
using Matched = std::pair<check::ConditionId, Row>;

struct Way {
  Values values;
  double holds = 1;
  double ruled_out = 0;
  std::vector<Matched> rows;    ///< of all atoms
  std::vector<Matched> shared;  ///< of atoms outside any `or`
};

/// Whether a way that does not hold is of interest.
enum class Mood { holding, possible };

[[nodiscard]] std::vector<Way> ways(const World& world, const check::Terms& terms,
                                    check::ConditionId body, const Values& values, Mood mood);

struct Valued {
  Word word = model::unknown_word;
  double certainty = 1;
};
[[nodiscard]] Valued value(const World& world, const check::Terms& terms, check::ExprId expr,
                           const Values& values);

using Variables = std::set<check::VariableId>;
void collect(const check::Terms& terms, check::ExprId expr, Variables& into);
void collect(const check::Terms& terms, check::ConditionId condition, Variables& into);
/// What the atoms and assignments of a conjunction bind.
[[nodiscard]] Variables binds(const check::Terms& terms,
                              const std::vector<check::ConditionId>& conjunction);

/// Every `or` multiplied out; `second` of a conjunct: it stands under an `or`.
using Conjunction = std::vector<std::pair<check::ConditionId, bool>>;
[[nodiscard]] std::vector<Conjunction> alternatives(const check::Terms& terms,
                                                    check::ConditionId body);

}  // namespace casus::naive
