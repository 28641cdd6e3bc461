// SPDX-License-Identifier: Apache-2.0
//
// Why two assessments differ: two cases, one case at two dates, or under two versions of its rules.
// What turns the first into the second is done one thing after the other, and the case rated after
// each, so that the points of all causes add up to the difference.
//
//   const auto run = casus::difference({rules, before, {}}, {rules, after, {}});
//   for (const casus::Difference::Rated& one : run.difference->ratings) …
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/casus.hpp"
#include "casus/score_change.hpp"

namespace casus {

/// One of the two that are compared.
struct DifferenceSide {
  Ruleset ruleset;
  Facts facts;
  Options options;
};

struct Difference {
  enum class Cause {
    date,             ///< of assessment
    facts,            ///< what the cases state
    facts_and_date,   ///< of two cases with dates of their own
    weights,          ///< numbers behind `by`, `at` and `certainty` of rules that are else the same
    rules,            ///< everything else in them
    facts_and_rules,  ///< where each side's facts fit its own rules alone
  };
  struct Part {
    Cause cause = Cause::facts;
    double points = 0;                 ///< the sum of those of `changes`
    std::vector<ScoreChange> changes;  ///< the largest first
    std::shared_ptr<const Sources> sources;
  };
  /// One rated subject.
  struct Rated {
    std::optional<Rating> before;  ///< nothing: it is not rated there
    std::optional<Rating> after;
    /// In the order in which they were done; none where one side does not rate the subject. Their
    /// points add up to the difference of the scores.
    std::vector<Part> parts;
  };
  /// A fact of one id of which the sides say different things. Two facts are the same where their
  /// relation, values, kind, sign and certainty are; sources, quotes and notes do not count.
  struct ChangedFact {
    struct Part {
      std::string what;  ///< a field, "certainty", "kind", "in force"
      std::string before;
      std::string after;
    };
    std::string text;  ///< as the second side says it: "F3: Northland buys oil"
    std::vector<Part> parts;
  };
  CaseInfo before;
  CaseInfo after;
  std::string calculus;           ///< of the second
  std::vector<Rated> ratings;     ///< in the order of the first, then those of the second alone
  std::vector<std::string> gone;  ///< facts of the first alone: "F3: a spare (certainty 0.7)"
  std::vector<std::string> come;  ///< facts of the second alone
  std::vector<ChangedFact> changed;
  std::vector<std::string> lapsed;  ///< facts of both that count in the first alone: not valid then
  std::vector<std::string> begun;   ///< facts of both that count in the second alone
  std::optional<LimitReached> limit;
  /// Which side it kept from being rated whole: what is not rated there may be all the same.
  bool limit_before = false;
  bool limit_after = false;
  /// What is doubtful about each side, as `Assessment::warnings`.
  Diagnostics before_warnings;
  Diagnostics after_warnings;
  std::shared_ptr<const Sources> before_sources;  ///< which those of the first quote
  std::optional<Inexact> inexact;                 ///< of the second
  /// As `Assessment::contradictions`.
  std::vector<std::string> before_contradictions = {};
  std::vector<std::string> after_contradictions = {};
  /// The sides have other data files, with facts on which no rating rests: these are not compared.
  bool partial = false;
  /// Rules by name: how many say something else than on the first side, be it a weight, and how
  /// many are on one side alone.
  struct RuleCounts {
    std::size_t changed = 0, gone = 0, come = 0;
  };
  RuleCounts rules = {};
};

struct DifferenceRun {
  std::optional<Difference> difference;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};

/// Of one case at two dates the date changes first; of two cases each keeps its date, which changes
/// with the facts. Then weights change, then all else in the rules. Where the facts of the second
/// do not fit the rules of the first, rules change before facts. Subjects are the same that have
/// the same values; where each side rates one subject alone, these are compared. Under another
/// calculus than the other side's, the second side's counts for both.
[[nodiscard]] DifferenceRun difference(const DifferenceSide& before, const DifferenceSide& after);

}  // namespace casus
