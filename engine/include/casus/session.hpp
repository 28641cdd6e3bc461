// SPDX-License-Identifier: Apache-2.0
//
// A case whose facts change. What follows from them is brought up to date with every change,
// without evaluating all again:
//
//   auto session = casus::Session::start(*rules.ruleset, *facts.facts).session;
//   auto changed = session->change({.drop = {"F12"}, .add = "[[pump]]\nname = \"P3\"\n"});
//   for (const casus::RatingChange& one : changed.ratings) …
//   auto undone = session->undo();
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/casus.hpp"

namespace casus {

/// What a scenario says about itself.
struct ScenarioHead {
  std::string title;
  std::string of_case;      ///< the name of the case that it is about; empty: of any
  bool written = false;     ///< whether the file has a table `[scenario]`
  Diagnostics diagnostics;  ///< of its head, and errors of syntax; where nothing is to be changed
  std::shared_ptr<const Sources> sources;
};
[[nodiscard]] ScenarioHead read_scenario_head(NamedText file);

/// Facts that go and facts that come, together.
struct FactChange {
  /// Ids ("F12", "trade.csv:12"), or atoms of facts as goals have them, which mean all facts that
  /// fit: `pump(name: "P3")`.
  std::vector<std::string> drop = {};
  /// TOML as in a case file, without `[case]` and `[[data]]`. It may name sources of the case. A
  /// table `[scenario]` may give it a `title`, name its `case` (which is not looked at), and have
  /// lists `drop` and `set` like those here.
  std::string add = {};
  /// Facts as rules write them. `pump(name: "P3", age: 12)` states one more, called `set`, or by
  /// its place `set 2` where several texts are given; `not spare(pump: "P3")` is an explicit
  /// negative. `F12(age: 12)` gives a fact that is there another age: it keeps its id, its other
  /// values and all that was said about it.
  std::vector<std::string> set = {};
  std::string name = {};  ///< of `add`, for diagnostics; empty: "change 1"
};

/// What a change has done to the rating of one subject.
struct RatingChange {
  struct Rated {
    double score = 0;
    std::string band;
    friend bool operator==(const Rated&, const Rated&) = default;
  };
  std::string rating;
  std::string module;
  std::vector<Value> subject;
  std::optional<Rated> before;  ///< nothing: it was not rated
  std::optional<Rated> after;   ///< nothing: it is not rated any more
  std::string title = {};       ///< the rating's, may be empty
  double scale_low = 0, scale_high = 0;
};

/// What a change has done to one conclusion.
struct ConclusionChange {
  std::string relation;
  bool holds = true;     ///< false: the denial of what `text` says
  std::string text;      ///< as a rule writes it
  Certainty before = 0;  ///< 0: it did not hold
  Certainty after = 0;
};

/// Not for several threads at once. What `Evaluation` says of threads holds for rules and facts.
/// One that was moved from may be assigned to or destroyed, and nothing else.
class Session {
 public:
  struct Started;
  struct Changed;

  /// Evaluates; `options` are as of `Evaluation::run`, and derivations are kept.
  [[nodiscard]] static Started start(const Ruleset& ruleset, const Facts& facts,
                                     const Options& options = {});
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  /// Either all of it is done, or nothing and the diagnostics say why: a fact that is not there to
  /// drop, text that a case file could not have.
  [[nodiscard]] Changed change(const FactChange& change);
  /// Takes back the last change that has not been taken back. Nothing is done where there is none.
  [[nodiscard]] Changed undo();
  /// Evaluates the facts as they are with rules as these say, in place of what was said before.
  /// That is no change: it is not taken back, and what was changed still can be.
  [[nodiscard]] Changed adjust(const std::vector<RuleAdjustment>& adjustments);
  /// How many changes can be taken back.
  [[nodiscard]] std::size_t changes() const;

  /// What follows from the facts as they are, for goals and `scores`. Good until the next change;
  /// like all that it returns by reference, and its copies. Its own `assessment()` is one without
  /// reasons of what `start` was given, whatever has changed since.
  [[nodiscard]] const Evaluation& now() const;
  /// Sums up the facts as they are, with reasons.
  [[nodiscard]] Assessment assessment() const;

 private:
  struct State;
  explicit Session(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct Session::Started {
  std::optional<Session> session;  ///< nothing where an error speaks against it
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};

struct Session::Changed {
  bool done = false;
  std::vector<std::string> gone;  ///< ids of facts
  std::vector<std::string> come;
  std::vector<RatingChange> ratings;          ///< of which the score is another, in declared order
  std::vector<ConclusionChange> conclusions;  ///< in declared order
  Diagnostics diagnostics;                    ///< of what came: warnings too
  std::shared_ptr<const Sources> sources;     ///< what the diagnostics quote
  /// What cut the work short: then not all that follows is known, nothing is told as gone or less
  /// sure, and the next change evaluates all again.
  std::optional<LimitReached> limit;
  std::string title = {};  ///< of the scenario
};

/// The ratings that a goal names, as they are; all where it is empty. Diagnostics where it is none.
struct RatingsRun {
  std::vector<Rating> ratings;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};
[[nodiscard]] RatingsRun ratings_of(const Session& session, const std::string& goal = {});

}  // namespace casus
