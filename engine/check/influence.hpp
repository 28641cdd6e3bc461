// SPDX-License-Identifier: Apache-2.0
//
// In which direction facts may move a goal: whether more of a relation can only speak for it, only
// against it, both, or not at all. Read off the rules, whatever the facts: a `not` turns a
// direction round, what undermines or caps a rating turns it round, and where a value rather than
// its being there decides, both are possible.
#pragma once

#include <vector>

#include "check/program.hpp"

namespace casus::check {

/// What more of something may do.
struct Influence {
  bool raises = false;  ///< make the goal true, or surer
  bool lowers = false;  ///< make it false, or less sure

  [[nodiscard]] bool any() const { return raises || lowers; }
  friend bool operator==(const Influence&, const Influence&) = default;
};

struct Influences {
  /// By RelationId: one more row. An explicit negative counts as less of its relation.
  std::vector<Influence> rows;
  /// By RelationId and field: that a row has a larger value there. Only where more rows raise.
  std::vector<std::vector<Influence>> larger;
};

/// It holds where what counts for evidence does not depend on other evidence: not for
/// contributions that go back to given origins.
[[nodiscard]] Influences influences(const Program& program, const Goal& goal);

}  // namespace casus::check
