// SPDX-License-Identifier: Apache-2.0
//
// Which relations depend on which, and in what order they can be derived. A rating is one node,
// which depends on all that its subjects, contributions and limits read. What depends on its own
// absence, on an aggregate of itself or on its own rating has no meaning and is refused.
#pragma once

#include <vector>

#include "check/environment.hpp"

namespace casus::check {

/// One relation is read for another.
struct Dependency {
  enum class Manner : std::uint8_t {
    positive,
    negative,
    rising,     ///< in a comprehension that recursion may use
    aggregate,  ///< in any other
    best,       ///< a least or greatest value, used as recursion may not
    rating
  };
  RelationId from;  ///< the one that is concluded
  RelationId to;    ///< the one that is read
  Manner manner = Manner::positive;
  Span span;                        ///< where it is read: `not`, or the name
  std::uint32_t rule = 0xFFFFFFFF;  ///< its number; none for the subjects of a rating
  RuleId overriding = {};           ///< read because this rule overrides that one
  std::string objection = {};       ///< why an aggregate or best value may not stand in a circle
};

/// All dependencies of a program, in the order of its rules.
[[nodiscard]] std::vector<Dependency> dependencies(const Program& program, const Sources& sources);

/// Relations in an order in which each depends only on earlier ones and on those of its own
/// component. The order depends on the declarations, never on the rules. Reports what cannot be
/// ordered (E0402, E0403, E0404, E0408).
[[nodiscard]] std::vector<Component> stratify(const Environment& env,
                                              const std::vector<Dependency>& dependencies);

/// Negation and denial against open and closed (E0405, E0406).
void mark_resting_on_open(Program& program, const std::vector<Dependency>& dependencies);
void check_openness(const Environment& env, const std::vector<Dependency>& dependencies,
                    const std::vector<Component>& components);

/// Recursion that makes new values in every round (W0403).
void warn_of_growth(const Environment& env, const std::vector<Component>& components);

}  // namespace casus::check
