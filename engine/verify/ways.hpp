// SPDX-License-Identifier: Apache-2.0
//
// All ways in which conditions can hold. Outside negations a way holds with a certainty. Inside,
// every way also says how surely it is ruled out: by what is known to be otherwise, by explicit
// negatives, by presumptions. `not (…)` is as sure as its least surely ruled out way.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "verify/world.hpp"

namespace casus::verify {

/// Values by VariableId; unknown_word is the value of what is not known.
using Values = std::vector<std::optional<Word>>;

using Variables = std::set<check::VariableId>;
/// Those that have a value or are known to have none.
[[nodiscard]] Variables known(const Values& values);

/// A row that a way rests on, with the atom that it matched.
using Matched = std::pair<check::ConditionId, Row>;

struct Way {
  Values values;
  double holds = 1;
  double ruled_out = 0;
  std::vector<Matched> rows;  ///< of all atoms
  /// What tells this way apart from others as a member of a comprehension.
  std::set<Matched> by_place;
  std::set<std::tuple<model::RelationId, bool, Row>> by_fact;  ///< `bool`: a single statement
};

/// Whether a way that does not hold is of interest.
enum class Mood { holding, possible };

struct Valued {
  Word word = model::unknown_word;
  double certainty = 1;
};

/// What conditions outside negations and comprehensions rest on in place of all that holds: the
/// premises of a proof.
struct Premises {
  std::map<RelationId, Rows> held, attested;
  std::map<std::uint32_t, Valued> aggregates;  ///< by ExprId; others are computed
};

[[nodiscard]] std::vector<Way> ways(const World& world, const check::Terms& terms,
                                    check::ConditionId body, const Values& values, Mood mood,
                                    const Premises* premises = nullptr);

[[nodiscard]] Valued value(const World& world, const check::Terms& terms, check::ExprId expr,
                           const Values& values, const Premises* premises = nullptr);

/// A member of a comprehension, and the ways that lead to it.
struct Member {
  Word value = 0;
  double certainty = 1;
  std::vector<Way> ways = {};
};
/// Those that count.
[[nodiscard]] std::vector<Member> members(const World& world, const check::Terms& terms,
                                          const check::Expr& aggregate, const Values& values);
/// What members make together.
[[nodiscard]] Valued gathered(const World& world, const check::Terms& terms,
                              const check::Expr& aggregate, const std::vector<Member>& members);

/// How surely no rule that overrides `rule` defeats what it says in one way in which it holds.
[[nodiscard]] double undefeated(const World& world, const check::Rule& rule,
                                const check::Conclusion& said, const Values& values);
/// The same of one rule that overrides it.
[[nodiscard]] double undefeated_by(const World& world, const check::Rule& by,
                                   const check::Rule& rule, const check::Conclusion& said,
                                   const Values& values);

void collect(const check::Terms& terms, check::ExprId expr, Variables& into);
void collect(const check::Terms& terms, check::ConditionId condition, Variables& into);
/// What the atoms and assignments of a conjunction bind.
[[nodiscard]] Variables binds(const check::Terms& terms,
                              const std::vector<check::ConditionId>& conjunction);

/// How the fact that a condition matches tells the members of a comprehension apart: outside any
/// `or` by the place where it matched; within one as a fact, wherever it matched, if nothing beside
/// the `or` has an atom or all sides bind a named variable that neither `known` nor what stands
/// beside the `or` binds; else not at all.
enum class Telling { by_place, by_fact, no };

/// Every `or` multiplied out.
using Conjunction = std::vector<std::pair<check::ConditionId, Telling>>;
[[nodiscard]] std::vector<Conjunction> alternatives(const check::Terms& terms,
                                                    check::ConditionId body,
                                                    const Variables& known);

/// The rows, without what single statements add to them; sorted.
[[nodiscard]] std::vector<std::pair<RelationId, Row>> rows_of(const std::vector<Matched>& matched,
                                                              const check::Terms& terms,
                                                              const model::Schema& schema);
[[nodiscard]] std::optional<check::ExprId> expr_at(const check::Terms& terms,
                                                   check::Expr::Kind kind, Span span);
/// Adds the relations that conditions ask for.
void relations_in(const check::Terms& terms, check::ConditionId id, std::set<RelationId>& into);

}  // namespace casus::verify
