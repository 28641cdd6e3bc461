// SPDX-License-Identifier: Apache-2.0
//
// What an evaluation says: ratings with their contributions, answers to goals, and what was noticed
// on the way. Plain values; nothing here refers back into the engine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/limit.hpp"
#include "casus/source.hpp"
#include "casus/value.hpp"

namespace casus {

/// Where a certainty lies that is no single number: in `bounds`, and where a probability was
/// estimated (95 of 100 such intervals hold the exact one).
struct Between {
  Certainty low = 0;
  Certainty high = 1;
  friend bool operator==(const Between&, const Between&) = default;
};

/// What stands in for probabilities that were too much work to compute exactly.
struct Inexact {
  enum class Kind { sampled, bounded };
  Kind kind = Kind::sampled;
  std::uint32_t samples = 0;  ///< worlds drawn
  std::uint32_t counted = 0;  ///< of these, those in which what is given holds; else all
  std::uint64_t seed = 0;
  double error = 0;  ///< sampled: no 95% interval reaches further than this from its estimate
  friend bool operator==(const Inexact&, const Inexact&) = default;
};

/// One rule's effect on one factor for one subject.
struct Contribution {
  std::string rule;    ///< "ageing_leader"
  std::string title;   ///< "Aged leader without a clear successor", may be empty
  std::string factor;  ///< "leadership"
  double amount = 0;   ///< points; negative where it undermines; 0 where it does not count
  double weight = 0;   ///< amount at full certainty, same sign
  Certainty certainty = 1;
  std::string because;  ///< the rule's sentence with values filled in; the title where it has none
  std::vector<std::string> facts;  ///< ids of the facts it rests on, in order of the case file
  std::vector<std::string> presumptions;                ///< "no spare for pump 3 (0.7)"
  std::vector<std::pair<std::string, Value>> for_each;  ///< the values of `for each`
  std::string source;                                   ///< the rule's own `source`
  Span span;                                            ///< the rule's name
  std::optional<Between> between = {};                  ///< of the certainty
  double alone = 0;  ///< points that it would count by itself: `amount`, where it counts
  /// Those given for its facts, and their sources that others name as origin; by alphabet.
  std::vector<std::string> origins = {};
  /// Where it does not count: the stronger one of the same origins that counts for both, by its
  /// place in `Rating::contributions`.
  std::optional<std::size_t> counted_with = {};
  std::string module = {};  ///< the rule's
};

struct FactorScore {
  enum class State {
    counted,
    balanced,       ///< contributions add up to nothing
    nothing_known,  ///< nothing contributes
    contradicted,   ///< nothing contributes but what is held and denied equally
  };
  std::string name;
  std::string title;
  double points = 0;         ///< after clamping, caps and floors
  double sum = 0;            ///< of its contributions, before clamping
  double low = 0, high = 0;  ///< the factor's bounds
  Span span;
  State state = State::counted;
  std::vector<std::string> contradictions = {};  ///< that keep rules from contributing
  /// Where nothing is known: ids of facts that its rules ask for and that nothing rests on. Those
  /// that name other subjects only are left out; of more than `most_unapplied` all but those that
  /// come first by the name of the fact, then by its values.
  std::vector<std::string> unapplied = {};
  static constexpr std::size_t most_unapplied = 20;
};

/// A `caps` or `floors` that applied or could have.
struct LimitEffect {
  std::string rule;
  std::string title;
  std::string factor;  ///< empty: the whole score
  bool caps = true;
  double at = 0;      ///< the limit
  double effect = 0;  ///< points it moved the score or factor by: a cap's are negative; 0: it did
                      ///< not bind
  Certainty certainty = 1;
  std::string because;
  std::vector<std::string> facts;
  Span span;
  std::optional<Between> between = {};         ///< of the certainty
  std::vector<std::string> presumptions = {};  ///< what it takes for granted, as of a contribution
  std::string module = {};                     ///< the rule's
};

/// A contribution or limit that a rule would have made, had another rule not overridden it.
struct DefeatedEffect {
  struct By {
    std::string rule;
    std::string because;
    Span span;
  };
  std::string rule;
  std::string title;
  std::string factor;            ///< empty: a limit of the whole score
  std::optional<double> amount;  ///< points that it would have counted; nothing for limits
  std::optional<double> at;      ///< the limit
  bool caps = true;              ///< limits only
  Certainty certainty = 1;
  std::string because;
  std::vector<std::string> facts;
  std::vector<By> by;  ///< in order of names
  Span span;
};

enum class ConfidenceLevel { low, moderate, high };

/// How well evidenced a rating is; says nothing about how likely anything is.
struct Confidence {
  ConfidenceLevel level = ConfidenceLevel::low;
  double index = 0;                  ///< 0..1, see docs/language.md
  std::vector<std::string> reasons;  ///< "one source", "2 presumptions"; most important first
};

/// How likely the event is that a rating declares, at its score: odds = base odds × 2^(points from
/// the starting point / `doubles_per`). Says nothing about how well that is evidenced.
struct Likelihood {
  std::string event;         ///< "the tie ends"
  std::string horizon;       ///< "5 years"
  double base = 0;           ///< probability at the starting point
  double doubles_per = 0;    ///< points; negative: points below the starting point double the odds
  double probability = 0;    ///< at the score
  double low = 0, high = 0;  ///< over the rating's range, the lower one first
  std::string term;          ///< "unlikely": see `likelihood_term`
  std::string low_term, high_term;
};

/// One of the seven terms of Intelligence Community Directive 203, Analytic Standards (Office of
/// the Director of National Intelligence, 2 January 2015), for a probability:
///   almost no chance 1–5%, very unlikely 5–20%, unlikely 20–45%, roughly even chance 45–55%,
///   likely 55–80%, very likely 80–95%, almost certain 95–99%.
/// The directive gives each boundary to two terms; here the one nearer to even has it, so that the
/// terms of p and 1 - p mirror each other. Whole percents decide, as reports show them. What is
/// rarer than 1% is still "almost no chance", what is surer than 99% still "almost certain": the
/// directive has no words beyond.
/// `probability` is from 0 to 1.
[[nodiscard]] std::string_view likelihood_term(double probability);
/// 0 to 100, for a probability from 0 to 1; halves go towards 50.
[[nodiscard]] int whole_percent(double probability);

struct Band {
  std::string name;
  double from = 0;  ///< lowest score that belongs to it
  double to = 0;    ///< first score that does not (the scale's top for the last band)
};

struct Rating {
  std::string rating;        ///< "stability"
  std::string module;        ///< that declares it, empty for a file without one
  bool shares_name = false;  ///< another module declares a rating of this name
  std::string title;
  std::string subject_title;  ///< what is rated: the relation of a one-atom `of`, else empty
  std::vector<Value> subject;
  double score = 0;  ///< `starts` and the points of all factors, after limits, within the scale
  std::string band;  ///< in which the score lies
  /// Where the score could lie if each uncertain contribution and limit counted anywhere between
  /// its present amount and its full weight: low with all strains and caps in full, high with all
  /// supports and floors; see docs/language.md, "Range".
  double range_low = 0, range_high = 0;
  Confidence confidence;
  double starts = 0;                     ///< points where nothing speaks for or against
  double scale_low = 0, scale_high = 0;  ///< no score is beyond
  std::vector<Band> bands;
  std::vector<FactorScore> factors;
  std::vector<Contribution> contributions;  ///< by factor, then the largest `alone` first
  std::vector<LimitEffect> limits;
  std::vector<DefeatedEffect> defeated;     ///< in order of names, then of values
  std::vector<std::string> contradictions;  ///< that keep caps and floors from applying
  /// Sentences about facts and conclusions both held and denied that its rules ask for, be it by
  /// way of others or for their absence, and whichever side is stronger.
  std::vector<std::string> disputed;
  std::optional<Likelihood> likelihood;  ///< where the rating declares one
  Span span;                             ///< the rating's name
};

/// A field given as an estimate, in its own unit. `likely` counts.
struct Estimate {
  std::string field;
  double low = 0, likely = 0, high = 0;
};

/// A statement of the case with everything the analyst said about it.
struct Evidence {
  std::string id;  ///< "F18"
  std::string relation;
  std::string text;           ///< the relation's `reads` filled in, or the atom
  std::string kind;           ///< fact, plan, perception, judgement
  bool holds = true;          ///< false: an explicit negative
  bool counted = true;        ///< false: not valid at the date of assessment
  bool used = false;          ///< some rating or conclusion rests on it
  bool contradicted = false;  ///< held and denied equally, so that it does not stand
  Certainty certainty = 1;
  std::string source;  ///< id, empty where not given
  std::string source_title, source_author, source_publisher, source_url;
  std::optional<Date> published;  ///< of the source
  std::string reliability;        ///< "B", empty where not given
  std::string credibility;        ///< "2", empty where not given
  std::string at, quote, note;
  std::string origin;  ///< where the source has it from, empty where not given
  std::optional<Date> observed;
  std::vector<Estimate> estimates = {};
  Span span;
};

struct CaseInfo {
  std::string name;  ///< file name without folder and ending
  std::string path;  ///< as given
  std::string title;
  std::string question;
  std::string horizon;
  std::optional<Date> as_of;
};

struct Statistics {
  std::uint64_t base_facts = 0;     ///< stated, as rules see them: equal ones are one
  std::uint64_t derived_facts = 0;  ///< conclusions, subjects, supports and limits; no ratings
  std::uint64_t rounds = 0;         ///< passes over the rules, all strata together
};

/// Everything that one case and one rule base say together.
struct Assessment {
  CaseInfo info;
  std::string calculus;
  double threshold = 0;         ///< conditions held above this certainty
  std::vector<Rating> ratings;  ///< by rating in declared order, then by subject
  /// In order of the case file, then records of data files that something rests on: of these the
  /// first `most_records`.
  std::vector<Evidence> evidence;
  static constexpr std::size_t most_records = 1000;
  std::size_t records = 0;                  ///< of data files, that say nothing but their fields
  std::size_t used_records = 0;             ///< of these, how many something rests on
  std::vector<std::string> contradictions;  ///< sentences about facts both held and denied
  /// Ids of facts that count though they were published, or observed, after the date of assessment.
  std::vector<std::string> published_later;
  /// What ratings rest on not being known: the question that the author asks about it (`asks`),
  /// else what is unknown.
  std::vector<std::string> questions;
  Diagnostics warnings;  ///< noticed while evaluating: each rule once
  std::optional<LimitReached> limit;
  std::optional<Inexact> inexact;
  Statistics statistics;
};

struct Answer {
  std::vector<std::pair<std::string, Value>> bindings;
  Certainty certainty = 1;
  std::optional<Between> between = {};
};

/// What is known of a goal of one atom, or of `not` and one atom, without variables.
enum class Verdict {
  yes,
  no,            ///< denied, or not stated where that means false
  unknown,       ///< neither stated nor denied, of something open
  contradicted,  ///< held and denied equally, so that neither stands
};

struct Answers {
  std::optional<Verdict> verdict = {};           ///< nothing for other goals, or after a limit
  std::vector<std::string> contradictions = {};  ///< of what such a goal asks for
  std::vector<std::string> variables;
  std::vector<Answer> answers;  ///< in order of values; none: the goal does not hold
  std::optional<LimitReached> limit;
  std::optional<Inexact> inexact;
  /// How likely each thing may be that is not among the answers, where that is not 0: after
  /// sampling, and in `bounds` where an aggregate was refused.
  std::optional<Between> others = {};
};

/// A text of a goal that neither facts nor rules have.
struct UnknownText {
  std::string text;
  std::string nearest;  ///< what it most likely stands for; empty where nothing is near
};

/// What may be behind a goal that has no answers.
struct Missed {
  /// Of a goal of one fact: statements of it of a kind that the goal does not ask for, as a
  /// judgement where it asks for a fact.
  std::vector<Evidence> other_kinds = {};
  std::vector<UnknownText> unknown_texts = {};
};

/// How many answers a goal has.
struct Count {
  std::size_t answers = 0;
  std::optional<LimitReached> limit;  ///< what came before all were found
  std::optional<Inexact> inexact;
};

}  // namespace casus
