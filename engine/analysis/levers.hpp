// SPDX-License-Identifier: Apache-2.0
//
// What of a case may be otherwise, one thing at a time, and whether that can help a goal.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/demand.hpp"
#include "analysis/unsettled.hpp"
#include "casus/reach.hpp"
#include "check/influence.hpp"
#include "explain/words.hpp"

namespace casus::analysis {

/// One fact, or one open question, with all that may become of it. One of its steps is taken, or
/// several that set different fields.
struct Lever {
  /// Where a step sets a number or date: what it is now and becomes, so that a nearer one can be
  /// looked for.
  struct Along {
    model::Type type;
    double now = 0;
    double most = 0;
    std::vector<double> less = {};
  };
  struct Step {
    ReachStep most;
    /// That do less of the same at the same cost, the least first.
    std::vector<ReachStep> less = {};
    /// Steps of a lever for which this is the same do the same but for a value.
    std::uint32_t what = 0;
    std::optional<Along> along = {};
    /// The field that it sets, where it may be taken together with steps that set later ones.
    std::optional<std::uint32_t> field = {};
  };
  std::vector<Step> steps;
  bool only_helps = false;  ///< no step hurts the goal, whatever else is changed
  std::string fact = {};    ///< its id
  /// Of a question: what tells it from others, whatever else its fact says.
  std::string question = {};
  /// Of a question that comes up only with a change: ids of the facts of which one has changed.
  std::set<std::string> behind = {};
  /// Fields of the fact of which values may help that are not tried.
  std::vector<std::string> untried = {};
  bool apart = false;  ///< several fields may change, but too many ways to do so together
};

/// All that may become of a fact: each step, and of those that set fields each with each of later
/// ones.
[[nodiscard]] std::vector<ReachStep> ways_of(const Lever& lever);
/// What `Lever::question` is for a question, or for a field of a fact.
[[nodiscard]] std::string question_key(const ReachUntried& one);
/// Makes a change along with others.
void join_change(const FactChange& one, FactChange& into);
/// Makes `now` and `change` of a step those of its `fields`.
void write_fields(ReachStep& step);

struct Levers {
  std::vector<Lever> all;      ///< without steps that cannot help
  std::size_t changeable = 0;  ///< those included that cannot help
  /// Where other answers may help, or other values, than those that are tried.
  std::vector<ReachUntried> untried;
};

/// Facts that are marked as changeable, and questions but for those about what is closed; those
/// that only help come last. `influences` and `demand`: of the goal. Texts that are made up are put
/// into the symbols of `words`.
[[nodiscard]] Levers levers(const explain::Words& words, const Unsettleds& questions,
                            const check::Goal& goal, const check::Influences& influences,
                            const Demand& demand);

}  // namespace casus::analysis
