// SPDX-License-Identifier: Apache-2.0
//
// What is not known, and how far it could move a rating: each open question is answered one way and
// the other, and the case rated with each answer. A `Gap` is a question, open or not, in the words
// of the case; analysis/unsettled.hpp finds what it is about.
//
//   auto session = casus::Session::start(*rules.ruleset, *facts.facts).session;
//   const auto run = casus::find_gaps(*session, "stability(\"North-South\")");
//   for (const casus::Gap& gap : run.gaps->gaps) std::cout << gap.question << '\n';
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casus/session.hpp"

namespace casus {

/// A rule that asks for what is not known.
struct GapReason {
  std::string rule;
  std::string title;
  std::string because;  ///< its sentence, with "any person" where there is no value yet
  Span span;            ///< the rule's name
};

/// What the answers do to one rating, or to the goal.
struct GapEffect {
  std::size_t rating = 0;  ///< into `Gaps::ratings`; 0 for a goal
  double low = 0,
         high = 0;  ///< least and greatest score over the answers, and of things as they are
  std::string low_band = {};  ///< of these scores; empty for a goal
  std::string high_band = {};
  /// Into `Gap::answers`: the first that gives this score; their number: things as they are.
  std::size_t low_answer = 0;
  std::size_t high_answer = 0;
  std::optional<double> always = {};  ///< what every answer gives, where there are several
};

/// A field of a fact that an answer has to fill in.
struct GapField {
  std::string name;
  std::string type;                       ///< "text", "int in years": as messages name it
  bool text = false;                      ///< whether its values stand in quotes
  bool open = false;                      ///< it may be left out
  std::vector<std::string> members = {};  ///< of an enum or bool, as rules write them
};

struct Gap {
  enum class Kind {
    unknown,      ///< of something open: neither stated nor denied
    presumption,  ///< the same, and a rule took its absence for granted
    field,        ///< a value that a fact leaves open
    unstated,     ///< of something closed, where what is not stated does not hold
  };
  Kind kind = Kind::unknown;
  std::string relation;
  std::string fact = {};                                  ///< kind field: the id of the fact
  std::vector<std::pair<std::string, Value>> known = {};  ///< fields that the question gives
  std::vector<GapField> fields = {};                      ///< those that it leaves to the answer
  std::string question;                                   ///< from `asks`, else made of the atom
  std::string atom;        ///< what answers begin with: `spare(pump: "P1")`, `F12()`
  Certainty presumed = 0;  ///< kind presumption: how surely absence is presumed
  /// What was tried, each a text for `FactChange::set`. That nothing is so is the last one where
  /// something open may be denied; where it is closed, that is how things are.
  std::vector<std::string> answers = {};
  /// Why there are none, or not all that there may be; empty otherwise.
  std::string untried = {};
  /// Of ratings that answers tell apart, or move: the largest span first.
  std::vector<GapEffect> effects = {};
  double span = 0;                      ///< the largest of `effects`
  std::vector<GapReason> reasons = {};  ///< in order of rules
  /// Kind presumption, of what is less than sure: how sure it is, and the facts that state it; none
  /// where rules conclude it.
  Certainty stated = 0;
  std::vector<std::string> stated_by = {};
};

/// Two questions that matter only together: a rule lacks what both ask for, and no answer that was
/// tried to one of them alone moves anything.
struct GapPair {
  std::array<Gap, 2> questions;  ///< without effects
  /// What was tried: an answer to each question, by its place in `Gap::answers`.
  std::vector<std::array<std::size_t, 2>> answers = {};
  std::string untried = {};             ///< as of `Gap`
  std::vector<GapEffect> effects = {};  ///< as of `Gap`, with places in `answers`
  double span = 0;                      ///< the largest of `effects`
};

struct Gaps {
  /// What `effects` are measured in.
  enum class Measure {
    score,      ///< of ratings
    certainty,  ///< of a goal without variables
    answers,    ///< of a goal with variables: how many there are
  };
  CaseInfo info;
  std::string calculus;
  std::string goal;  ///< as asked; empty: every rating
  Measure measure = Measure::score;
  std::vector<Rating> ratings;  ///< those concerned, as they are; none for a goal that is no rating
  double now = 0;               ///< of a goal that is no rating
  /// Those that move something, the largest span first, equal ones in the order in which their
  /// relations are declared; then those of which that is not known. Kind unstated comes behind all
  /// others.
  std::vector<Gap> gaps;
  /// Of those that are open, the largest span first.
  std::vector<GapPair> pairs = {};
  std::vector<Gap> still = {};  ///< questions of which no answer that was tried moves anything
  std::optional<LimitReached> limit;  ///< why not all questions were tried
  /// There are more: at most a thousand of one condition of a rule were asked, a thousand
  /// conclusions were followed down, and two hundred pairs tried.
  bool partial = false;
};

struct GapsRun {
  std::optional<Gaps> gaps;  ///< nothing where the goal is none
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};

struct GapsOptions {
  /// What nothing states of something closed is asked as well, and what is stated with one member
  /// of an enum or bool also with another that a rule wants.
  bool unstated = false;
};

/// A field of text is tried with a name that nothing else has and with those that rules compare it
/// with, one of an enum or bool with each member; a number or date at both ends of its range, and
/// at what rules compare it with and next to that on both sides. Where rules do not look at a
/// field, any value will do. Takes one change of the session for each answer; each
/// is undone, so that the facts are as before. A `goal` that names a rating concerns each of its
/// subjects that fits; none: every rating. The limits are those that the session was started with.
[[nodiscard]] GapsRun find_gaps(Session& session, const std::string& goal = {},
                                const GapsOptions& options = {});

}  // namespace casus
