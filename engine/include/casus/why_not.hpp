// SPDX-License-Identifier: Apache-2.0
//
// Why a goal does not hold: how near each rule comes that could conclude it, and what is missing,
// as values that text, prose and JSON render alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casus/evaluation.hpp"

namespace casus {

struct WhyNot {
  /// What a comparison has, and what it needs.
  struct Shortfall {
    std::string what;  ///< "age", "total"; as written where it has no name
    std::string
        needs;  ///< "at least", "more than", "at most", "less than", "exactly", "other than"
    Value actual;
    Value needed;
    /// Between the two where they are numbers, durations or dates (then in days).
    std::optional<double> distance;
    std::string text;  ///< "age 68 years, needs at least 70 years: 2 years short"
  };

  struct Note {
    enum class Kind {
      nearest,       ///< the statement or conclusion that agrees in most values
      other_kind,    ///< stated, but as another kind than is asked for
      not_valid,     ///< stated, but not valid at the date of assessment
      too_unsure,    ///< known, at or below the threshold
      contradicted,  ///< held and denied, so that it does not stand
      denied,        ///< an explicit negative says otherwise
      displaced,     ///< a better value is kept
      against,       ///< what a `not` asks to be absent, and is there
      unknown,       ///< neither known nor denied; the question that the author asks about it
      no_value,      ///< what has no value: a field left open, a division by zero
      no_effect,     ///< the rule says nothing here: certainty 0, a negative weight
      excluded,      ///< each condition holds, but not all together
      no_rule,       ///< nothing concludes it
      repeated,      ///< told above, or it leads back to itself
      left_open,     ///< a statement that leaves open what is asked for
    };
    Kind kind = Kind::nearest;
    std::string text;
    std::vector<std::string> facts = {};  ///< ids
    std::string goal = {};                ///< of a conclusion that holds: what `why` explains
  };

  struct Attempt;
  struct RatingMiss;

  struct Condition {
    enum class State {
      ok,
      fails,
      not_reached,  ///< a variable of it has no value, as something else fails
    };
    State state = State::ok;
    std::string text;  ///< of what is ok, the sentence that meets it; of a shortfall, that of it
    std::string code;  ///< as the author wrote it
    Span span;
    std::vector<std::string> facts = {};  ///< ids of the statements that meet it
    std::optional<Shortfall> shortfall = {};
    std::string missing = {};  ///< of an atom that fails: as a goal asks for it
    std::vector<Note> notes = {};
    std::vector<Attempt> attempts;           ///< of a conclusion that is missing: nearest first
    std::size_t further = 0;                 ///< rules that are not among `attempts`
    std::optional<std::size_t> rating = {};  ///< into `WhyNot::ratings`
  };

  /// How near one rule comes.
  struct Attempt {
    std::string rule;  ///< empty: the goal itself, or the subjects of a rating
    std::string title;
    std::string text;     ///< what it would conclude
    bool denies = false;  ///< it would conclude that it is not so
    Span span;
    std::size_t fails = 0;
    std::size_t not_reached = 0;
    double distance = 0;   ///< the smaller the nearer, among those with as many open conditions
    bool partial = false;  ///< a limit on work ended the search: it may come nearer
    std::vector<Condition> conditions;  ///< in the order of the author
    std::vector<Note> notes;            ///< where all conditions hold: what keeps it from counting
    std::vector<std::pair<std::string, Value>> bindings;  ///< of its variables that have values
    /// Contributions: how far the points move what is asked for, as surely as the conditions hold
    /// that do; where known, and not 0.
    std::optional<double> amount = {};

    [[nodiscard]] std::size_t open() const { return fails + not_reached; }
  };

  /// A rating that lies elsewhere than the goal asks for.
  struct RatingMiss {
    Rating rating;
    std::string factor;  ///< of which the points are asked for; empty: the score
    double needed = 0;   ///< the score, or points, to reach
    double missing = 0;  ///< above 0: it has to rise by so many points; below: to fall
    /// Places in `rating.contributions` and `rating.limits` of what keeps it there, the largest
    /// first.
    std::vector<std::size_t> against;
    std::vector<std::size_t> limits;
    std::vector<Attempt> helping;  ///< rules that could move it and do not apply, nearest first
    std::size_t further = 0;       ///< such rules that are not among `helping`
    bool possible = true;          ///< else no score, or points of the factor, can be what is asked
    /// A place in `rating.limits`: no points move it as long as that limit stands.
    std::optional<std::size_t> held_by = {};
  };

  std::string goal;                ///< as asked
  bool holds = false;              ///< then nothing else is told
  std::optional<Verdict> verdict;  ///< as of `Answers`
  std::vector<std::string> contradictions;
  /// Nearest first; of a goal that no rule could conclude by itself one, the goal.
  std::vector<Attempt> attempts;
  std::size_t further = 0;  ///< rules that are not among `attempts`
  std::vector<Note> notes;
  std::vector<RatingMiss> ratings;
  std::vector<UnknownText> unknown_texts;  ///< as of `Missed`
  std::optional<LimitReached> limit;
  std::optional<Inexact> inexact;
  bool partial = false;  ///< some search ended before it was through
};

/// How much of it is found out.
struct WhyNotOptions {
  std::size_t most = 8;   ///< rules for a goal, and for each conclusion below
  std::size_t depth = 1;  ///< levels of conclusions below the goal that are explained
};

}  // namespace casus
