// SPDX-License-Identifier: Apache-2.0
//
// What a rating depends on, and how much: one thing at a time is moved through all that it may be,
// and the case rated again; on request two at a time, or all at once at random.
//
//   auto session = casus::Session::start(*rules.ruleset, *facts.facts).session;
//   const auto run = casus::find_sensitivity(*session, "stability(\"North-South\")");
//   for (const casus::Driver& one : run.sensitivity->drivers) std::cout << one.name << '\n';
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/session.hpp"

namespace casus {

/// Where the band changes on the way from one end of a range to the other.
struct Flip {
  double last = 0;   ///< the last value tried that still gives `from`
  double first = 0;  ///< the next one, which gives `to`: one step of the range further
  std::string from;  ///< bands
  std::string to;
};

/// Something that a rating depends on, with the range through which it was moved. A range has
/// `steps` equal steps, of which all that is told is a multiple.
struct Driver {
  enum class Kind {
    fact,       ///< its certainty: 0 is without it
    estimate,   ///< a field given as an estimate: from its low to its high value
    certainty,  ///< of a rule
    weight,     ///< of a rule: how many times its own
    gap,        ///< an open question: no range, but answers
  };
  Kind kind = Kind::fact;
  std::string name;                ///< the fact's sentence, the rule's title or name, the question
  std::vector<std::string> facts;  ///< ids: several that state one fact
  std::string field = {};          ///< estimate
  std::string unit = {};           ///< estimate
  std::string rule = {};           ///< certainty, weight
  std::string module = {};         ///< of the rule
  std::string relation = {};       ///< gap
  std::optional<double> now =
      {};  ///< where in the range the case stands, if it has one value there
  double from = 0, to = 0;
  std::uint32_t steps = 0;
  double low = 0, high = 0;        ///< least and greatest score of all that was tried
  double low_at = 0, high_at = 0;  ///< the value that gives it; none of gaps
  std::string low_answer = {};     ///< gap: as `FactChange::set` has it
  std::string high_answer = {};
  std::string low_band;
  std::string high_band;
  bool unrated = false;     ///< at some value tried the subject is not rated
  bool refused = false;     ///< some value tried cannot stand in the case beside the rest
  std::vector<Flip> flips;  ///< in rising order; none of gaps
  std::string stated_as =
      {};  ///< fact, estimate: "plan", "perception" or "judgement"; empty: "fact"
  [[nodiscard]] double span() const { return high - low; }
};

/// What two things do together beyond what each does alone.
struct Interaction {
  enum class End { low, high };
  std::size_t one = 0, other = 0;  ///< into `Sensitivity::drivers`
  End one_end = End::low;          ///< to which of its two scores it was moved
  End other_end = End::low;
  double one_alone = 0;  ///< by how much that moves the score
  double other_alone = 0;
  double together = 0;
  [[nodiscard]] double beyond() const { return together - one_alone - other_alone; }
};

/// The score over many draws.
struct Drawn {
  std::uint32_t draws = 0;  ///< that were evaluated
  std::uint64_t seed = 0;
  std::uint32_t unrated = 0;  ///< draws in which the subject is not rated
  std::uint32_t refused = 0;  ///< draws that could be no case
  std::size_t estimates = 0;  ///< how many estimates, weights and facts were drawn
  std::size_t weights = 0;
  std::size_t facts = 0;
  double mean = 0;
  double low = 0, median = 0, high = 0;  ///< 5 %, 50 % and 95 % of the draws lie at or below
  std::vector<std::uint32_t> bands;      ///< draws in each of `Rating::bands`
};

struct Sensitivity {
  CaseInfo info;
  std::string calculus;
  std::string goal;
  Rating rating;       ///< as it is
  double weights = 0;  ///< the share by which weights were moved
  /// Those that move the score, the largest span first, equal ones as facts, estimates, rules and
  /// questions in order of the case and the rules; then those without which there is no rating.
  std::vector<Driver> drivers;
  bool paired = false;             ///< whether pairs were tried
  std::vector<Interaction> pairs;  ///< the largest first
  std::optional<Drawn> drawn;
  std::optional<LimitReached> limit;  ///< why not everything was tried
};

struct SensitivityOptions {
  double weights = 0.5;     ///< weights go from 1 less this to 1 and this: above 0, up to 1
  bool pairs = false;       ///< whether the largest are moved two at a time
  std::uint32_t draws = 0;  ///< how often everything is drawn at random
  std::uint64_t seed = 1;   ///< the same seed draws the same
};
/// Of so many drivers, the largest, all pairs are tried.
inline constexpr std::size_t most_paired = 12;
/// Steps of a range; a whole number goes in fewer where its range has fewer.
inline constexpr std::uint32_t most_steps = 1000;
/// Equal parts of a range whose ends are tried: within one of them at most one flip is found, and
/// where the subject begins to be rated. Around the least and the greatest score more are tried,
/// down to single steps. Where neither end nor the middle of the range moves the score no more are
/// tried.
inline constexpr std::uint32_t sampled_steps = 16;

struct SensitivityRun {
  std::optional<Sensitivity> sensitivity;  ///< nothing where the goal is rated nowhere in the case
  Diagnostics diagnostics;                 ///< errors where the goal names no rating, or several
  std::shared_ptr<const Sources> sources;
  /// What came before it was known how the subject is rated: then there is no sensitivity.
  std::optional<LimitReached> limit = {};
};

/// Takes twenty to fifty evaluations for each fact, estimate and rule that moves the score. The
/// session is as before when it returns.
///
/// Draws: estimates from the triangle of their three values, weights evenly within `weights`, and
/// in `probability` each uncertain fact as stated for certain with its certainty, else not at all.
/// Other certainties are no chances, and stay: see docs/decisions/0029-draws.md.
[[nodiscard]] SensitivityRun find_sensitivity(Session& session, const std::string& goal,
                                              const SensitivityOptions& options = {});

}  // namespace casus
