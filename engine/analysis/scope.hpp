// SPDX-License-Identifier: Apache-2.0
//
// What a search for a goal has before it: what may change or be found out, and the rating that the
// goal compares.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/levers.hpp"
#include "analysis/target.hpp"
#include "casus/session.hpp"

namespace casus::analysis {

/// A rating that a goal compares with something, and which way it has to go.
struct Sought {
  model::RatingId rating;
  std::vector<Value> subject;
  bool rise = true;
  /// Whose points are compared; nothing: the score is.
  std::optional<std::uint32_t> factor = {};
  std::optional<double> end = {};  ///< of the scale, or factor, where that ends before it
  std::string no_band = {};        ///< where no band can be what is sought: what to say of it
};

/// What may change, or be found out, as things are.
struct Scope {
  Levers levers;
  std::optional<Sought> rating;
  bool partial = false;  ///< more is not known than could be asked
};

[[nodiscard]] Scope scope_of(const Session& session, const Target& target, const std::string& goal);

/// Whether something may be unknown that the goal rests on.
[[nodiscard]] bool may_be_open(const model::Schema& schema, const Target& target);

/// Adds questions that come up only once one thing has changed. A limit may end it.
[[nodiscard]] std::optional<LimitReached> look_behind(Session& session, const Target& target,
                                                      const std::string& goal, Scope& scope);

}  // namespace casus::analysis
