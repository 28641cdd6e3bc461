// SPDX-License-Identifier: Apache-2.0
//
// What it would take: the cheapest changes of a case after which a goal holds. What may change are
// the facts that the analyst marked `changeable`, at the cost given there, and what is not known.
//
//   auto session = casus::Session::start(*rules.ruleset, *facts.facts).session;
//   const auto run = casus::reach(*session, "stability(\"North-South\") >= firm");
//   for (const casus::ReachAnswer& one : run.reach->answers) std::cout << one.cost << '\n';
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casus/session.hpp"

namespace casus {

/// One thing that becomes otherwise.
struct ReachStep {
  enum class Kind {
    gone,      ///< the fact is not so any more
    undenied,  ///< it is not denied any more
    denied,    ///< it is known not to be so
    value,     ///< one or more of its fields are others
    known,     ///< nothing changes, but something is found out
  };
  Kind kind = Kind::known;
  std::string fact;      ///< its id; of what becomes known, only where a fact leaves a value open
  std::string relation;  ///< of the fact, or of what becomes known
  std::string was;       ///< what the fact says, or the question about what is not known
  std::string now;       ///< as of `FactChange::set`; empty: the fact is no more
  FactChange change;     ///< that does it
  double cost = 1;
  /// Kind value: fields and what they become, as a rule writes it.
  std::vector<std::pair<std::string, std::string>> fields = {};

  [[nodiscard]] bool changes() const { return kind != Kind::known; }
};

/// A set of changes after which the goal holds, while it does not after any part of them alone.
struct ReachAnswer {
  std::vector<ReachStep> steps;  ///< what changes, in order of the case file, then what is known
  double cost = 0;               ///< their sum
  std::vector<RatingChange> ratings = {};
};

/// A question to which there are answers that were not tried, and why; or a field of a fact, of
/// which there are values that were not; or a fact, whose fields were not changed together.
struct ReachUntried {
  std::string question;  ///< empty: a field or fact
  std::string why;
  std::string fact = {};   ///< its id; of a question, where that is about one of its fields
  std::string field = {};  ///< empty: a fact
};

struct Reach {
  CaseInfo info;
  std::string calculus;
  std::string goal;
  bool holds = false;  ///< as things are; then there are no answers
  /// The cheapest first, then those of fewer steps, then in order of their steps.
  std::vector<ReachAnswer> answers;
  std::size_t changeable = 0;  ///< facts that may change, and unknowns
  std::size_t bearing = 0;     ///< of these, those whose change may bear on the goal
  std::uint64_t tried = 0;     ///< sets of changes that were evaluated
  /// Where nothing was found: what came nearest of all that was tried, if the goal compares a
  /// rating and anything moved it the right way.
  std::optional<RatingChange> nearest = {};
  /// What bears on the goal; where there is any, nothing is said of other answers.
  std::vector<ReachUntried> untried = {};
  /// Every other answer costs at least this much; nothing: there is no other.
  std::optional<double> beyond = {};
  std::optional<LimitReached> limit;  ///< what ended the search
  /// More is not known than what was tried; as of `Gaps`. Then nothing is said of other answers.
  bool partial = false;
  Certainty certainty = 0;  ///< where it holds as things are
  /// The goal wants a score beyond its scale, or points beyond a factor, which ends there: nothing
  /// is tried.
  std::optional<double> scale_end = {};
  std::string no_band = {};  ///< then, where the goal names a band: what is amiss with that
  bool compares = false;     ///< the goal compares a score, so that there may be something nearest
  bool of_factor = false;    ///< `scale_end` is that of a factor
};

struct ReachOptions {
  std::size_t most_answers = 5;
  /// Sets to evaluate. All of 20 facts that may each be dropped fit in.
  std::uint64_t most_tried = 1U << 21U;
};

struct ReachRun {
  std::optional<Reach> reach;  ///< nothing where the goal is none
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};

/// Sets of changes are tried by rising cost. Each is evaluated, so that what is found holds; and
/// what is cheaper has been tried, or ruled out because no change left speaks for the goal. A fact
/// that may change may go, and any of its fields may become: another member of an enum, the other
/// bool, an end of the estimate given or of the field's range, a number or date that rules compare
/// it with, or one on either side of that: by 1 where it is whole or compared with 0, else by one
/// unit of the third digit; where rules reckon with a number, also 0 and a number far off. Of those
/// that do, the nearest to what it is. Fields are changed together where there are at most a
/// thousand ways to do so with the fact. What is not known becomes as `find_gaps` tries it. The
/// session is left as it was; its limits hold, and its timeout for the whole search.
[[nodiscard]] ReachRun reach(Session& session, const std::string& goal,
                             const ReachOptions& options = {});

}  // namespace casus
