// SPDX-License-Identifier: Apache-2.0
//
// Casus in a few lines: load rules, load a case, evaluate, print a rating and its reasons.
//
//   auto rules = casus::Ruleset::load({{"rules.casus", rule_text}});
//   auto facts = casus::Facts::load(*rules.ruleset, {"case.toml", fact_text});
//   auto run = casus::Evaluation::run(*rules.ruleset, *facts.facts);
//   for (const casus::Rating& rating : run.evaluation->assessment().ratings)
//     std::cout << rating.subject[0].text << ' ' << rating.band << ' ' << rating.score << '\n';
//
// What these functions return holds diagnostics; the rule base, facts or evaluation is absent where
// one of them is an error. Thrown are only `std::bad_alloc` and, where an assumption of the library
// itself or of a function that says so is broken, `std::logic_error`.
//
// Lifetime. What a handle returns by reference lives as long as it or a copy of it: keep the handle
// of `Evaluation::run(…).evaluation` before going through its assessment.
//
// Threads. The three handles are cheap to copy and immutable. Threads may share one, and copies of
// one, and call all its const functions at once, without locks of their own; so too whatever these
// return by reference (`Assessment`, `Sources`). What a thread is told depends on no other thread
// and on no goal asked before. An evaluation answers one goal at a time, and others wait; for goals
// in parallel, each thread runs an evaluation of its own from the shared rules and facts. Loading,
// evaluating and timelines may go on in any number of threads. Only a handle that is assigned to or
// moved from needs a lock, as any value does.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/answer_list.hpp"
#include "casus/evaluation.hpp"
#include "casus/explanation.hpp"
#include "casus/facts.hpp"
#include "casus/grades.hpp"
#include "casus/join_plan.hpp"
#include "casus/profile.hpp"
#include "casus/ruleset.hpp"
#include "casus/why_not.hpp"

namespace casus {

/// How much work exact probabilities are worth, and what to do beyond that.
struct Probabilities {
  enum class Beyond {
    sample,  ///< estimate them from sampled worlds
    bounds,  ///< give lower and upper bounds
    stop,    ///< end the run as other limits do
  };
  std::uint64_t max_nodes = 2'000'000;  ///< of decision diagrams; 0: nothing is computed exactly
  Beyond beyond = Beyond::sample;
  /// Worlds to draw, 1 to 2^24, in whole words of 64: `Inexact::samples` says how many were drawn.
  std::uint32_t samples = 16'384;
  std::uint64_t seed = 1;  ///< the same seed draws the same worlds
};

/// A rule as if it had been written otherwise.
struct RuleAdjustment {
  std::string rule;
  std::string module;                       ///< empty for a file without one
  std::optional<Certainty> certainty = {};  ///< in place of its own, 0..1
  double weight = 1;                        ///< its contributions count so many times, 0 or more
  friend bool operator==(const RuleAdjustment&, const RuleAdjustment&) = default;
};

/// Values out of their range are refused by `Evaluation::run`.
struct Options {
  std::string certainty;      ///< calculus; empty: the modules', else weakest-link
  std::optional<Date> as_of;  ///< overrides the case's date
  double threshold = 0;       ///< a condition holds above this, 0 to below 1; see takes_threshold
  /// Derived facts, those included in whose place better values are kept; 0: no limit.
  std::uint64_t max_facts = 0;
  std::uint64_t max_memory = 0;  ///< bytes the whole process ever held; 0: no limit
  /// For the run, and once more for each goal asked of it; 0: no limit. Where exact probabilities
  /// have something beyond them, they get half of it.
  std::chrono::milliseconds timeout{0};
  /// No run or goal goes on beyond, whatever `timeout` says.
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
  Grades grades = {};
  Probabilities probabilities = {};
  /// Whether the assessment has ratings, with what they rest on. Without, it has none, and lists as
  /// evidence only what is in `published_later`, none of it as used: for goals, and for `scores`.
  bool reasons = true;
  /// Whether it is kept how each fact came about. Without, memory and time are saved, goals have
  /// the same answers, and nothing can be explained or scored: `why` and `scores` are refused, and
  /// so are `reasons`. Kept all the same where answers depend on it.
  bool derivations = true;
  /// At most one a rule; of rules that are not there nothing comes.
  std::vector<RuleAdjustment> adjustments = {};
  bool profile = false;  ///< whether the run measures what it spends its time on
  /// Polled by the run and by goals asked of it, so it has to outlive the evaluation; true ends
  /// them at once.
  const std::atomic<bool>* interrupted = nullptr;
};

/// Which of the options' limits is reached before any run: the deadline, the memory, or an
/// interrupt. For work that comes first, as reading files does; `where` says what was going on.
[[nodiscard]] std::optional<LimitReached> limit_reached(const Options& options,
                                                        const std::string& where);

class Evaluation {
 public:
  struct Run;
  struct Asked;
  struct Listed;
  struct Counted;
  struct Explained;
  struct Unexplained;

  [[nodiscard]] static Run run(const Ruleset& ruleset, const Facts& facts,
                               const Options& options = {});

  /// What there is about the facts that keeps `run` from starting: that they were loaded for other
  /// rules, a date that rules or facts need and nobody gives. Bad options it refuses besides.
  [[nodiscard]] static Diagnostics obstacles(const Ruleset& ruleset, const Facts& facts,
                                             const Options& options = {});

  [[nodiscard]] const Assessment& assessment() const;
  [[nodiscard]] const Sources& sources() const;
  /// Nothing where none was asked for. Of a run for which something stood in for exact
  /// probabilities, the rules are those of what stood in.
  [[nodiscard]] const std::optional<Profile>& profile() const;
  /// Calls `use` with one rating after the other, in the order of `assessment().ratings`, until it
  /// returns false: for as many as there are, as none is kept. Each has its scores, bands, range,
  /// confidence and likelihood alone, and lives until `use` returns. Returns what cut it short, if
  /// anything did. `use` asks this evaluation nothing. Throws `std::logic_error` where no
  /// derivations were kept.
  [[nodiscard]] std::optional<LimitReached> scores(
      const std::function<bool(const Rating&)>& use) const;

  /// All answers to a goal, an atom or any condition as rules write it.
  [[nodiscard]] Asked query(const std::string& goal) const;
  /// The same where `given`, another goal, is known to hold; only in `probability`. An error where
  /// it cannot hold.
  [[nodiscard]] Asked query(const std::string& goal, const std::string& given) const;
  /// The same answers, to be told one after the other: for as many as there are.
  [[nodiscard]] Listed list(const std::string& goal) const;
  [[nodiscard]] Listed list(const std::string& goal, const std::string& given) const;
  /// How many answers `query` would give, without making them and reckoning how sure each is.
  [[nodiscard]] Counted count(const std::string& goal) const;
  [[nodiscard]] Counted count(const std::string& goal, const std::string& given) const;
  /// What may be behind it that a goal has no answers. Takes a look at all facts and their texts,
  /// whatever the limits. Nothing of a text that is no goal: `query` says what is wrong with it.
  [[nodiscard]] Missed missed(const std::string& goal) const;
  /// Which derivations of a conclusion are told: what its certainty rests on, or every one. Others
  /// than the best are found again by running rules, within the limits.
  enum class Told : std::uint8_t { best, all };
  /// Why a goal holds: one tree an answer, at most `most` of them.
  [[nodiscard]] Explained why(const std::string& goal, std::size_t most = 10,
                              Told told = Told::best) const;
  /// Why it does not: how near the rules come that could conclude it. Looks at no more than a bound
  /// of rows; `WhyNot::partial` says where that ended a search.
  [[nodiscard]] Unexplained why_not(const std::string& goal,
                                    const WhyNotOptions& options = {}) const;
  /// Whether an explanation of this evaluation is a proof: re-derives it from its leaves by means
  /// that share nothing with the inference, as docs/language.md says under "Verified". Takes any
  /// explanation, also one that was tampered with, and holds its values against rules and facts;
  /// its sentences are not read. Has no indexes, and is ended by no limit: of a large case it may
  /// take much longer than the run.
  [[nodiscard]] Verification verify(const Explanation& explanation) const;
  /// For the library itself.
  [[nodiscard]] const std::shared_ptr<const session::EvaluationData>& shared() const {
    return data_;
  }

 private:
  friend class Session;
  explicit Evaluation(std::shared_ptr<const session::EvaluationData> data)
      : data_(std::move(data)) {}
  std::shared_ptr<const session::EvaluationData> data_;
};

struct Evaluation::Run {
  std::optional<Evaluation> evaluation;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};
struct Evaluation::Asked {
  std::optional<Answers> answers;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;  ///< the goal's text included
  bool impossible = false;                 ///< no answers because what is given cannot hold
};
struct Evaluation::Listed {
  std::optional<AnswerList> answers;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
  bool impossible = false;  ///< as of `Asked`
};
struct Evaluation::Counted {
  std::optional<Count> count;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
  bool impossible = false;  ///< as of `Asked`
};
struct Evaluation::Explained {
  std::optional<Explanation> explanation;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};

struct Evaluation::Unexplained {
  std::optional<WhyNot> why_not;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};

struct PlannedJoins {
  std::optional<JoinPlan> plan;  ///< nothing where the facts were loaded for other rules
  Diagnostics diagnostics;
};

/// How the rules would run over these facts. Nothing is run.
[[nodiscard]] PlannedJoins join_plan(const Ruleset& ruleset, const Facts& facts);

/// Names of the calculi this library has, the default first.
[[nodiscard]] const std::vector<std::string>& calculi();
/// Whether `Options::threshold` may be above 0 with this calculus.
[[nodiscard]] bool takes_threshold(const std::string& calculus);
[[nodiscard]] std::string version();

}  // namespace casus
