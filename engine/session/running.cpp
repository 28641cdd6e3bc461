// SPDX-License-Identifier: Apache-2.0
#include "session/running.hpp"

#include <algorithm>
#include <utility>

#include "explain/joins.hpp"
#include "explain/summary.hpp"
#include "model/calculi.hpp"
#include "session/budget.hpp"
#include "session/notices.hpp"

namespace casus::session {
namespace {

/// What the run spent its time on; `given_up`: seconds of a run before it that came to nothing.
Profile profile_of(const EvaluationData& data, double given_up, double summary) {
  const infer::Profile& measured = *data.reasoned.profile;
  const infer::Fixpoint& fixpoint = *data.reasoned.fixpoint;
  Profile result;
  if (given_up > 0) result.phases.push_back({"exact attempt", given_up});
  result.phases.push_back({"planning", measured.planning});
  result.phases.push_back({"loading", measured.loading});
  result.phases.push_back({"rules", measured.rules_all - measured.ratings});
  result.phases.push_back({"ratings", measured.ratings});
  result.phases.push_back({"summary", summary});
  const explain::Planned planned{*fixpoint.program, *fixpoint.plan, *data.facts->sources};
  for (std::size_t r = 0; r < measured.rules.size(); ++r) {
    const infer::Profile::Rule& rule = measured.rules[r];
    if (rule.rounds == 0) continue;
    result.rules.push_back(
        {.plan = explain::planned_rule(planned, fixpoint.plan->rules[r], &measured.steps),
         .seconds = rule.seconds,
         .visited = rule.visited,
         .concluded = rule.concluded,
         .fresh = rule.fresh,
         .rounds = rule.rounds});
  }
  std::ranges::stable_sort(result.rules, std::ranges::greater(), &Profile::Rule::seconds);
  return result;
}

}  // namespace

Diagnostics bad_options(const Options& options) {
  const auto chance = [](double one) { return one >= 0 && one <= 1; };
  const Grades& grades = options.grades;
  Diagnostics result;
  if (!(options.threshold >= 0 && options.threshold < 1)) {
    result.push_back(error("", "the threshold is a number from 0 to below 1"));
  }
  if (!std::ranges::all_of(grades.reliability, chance) ||
      !std::ranges::all_of(grades.credibility, chance) || !chance(grades.unknown)) {
    result.push_back(error("", "the certainty of a mark is a number from 0 to 1"));
  }
  const std::uint32_t samples = options.probabilities.samples;
  if (samples < 1 || samples > infer::most_samples) {
    result.push_back(
        error("", "the worlds to draw are from 1 to " + std::to_string(infer::most_samples)));
  }
  for (const RuleAdjustment& one : options.adjustments) {
    if ((!one.certainty || chance(*one.certainty)) && one.weight >= 0) continue;
    result.push_back(error("", "a rule has a certainty from 0 to 1, and no weight below 0"));
  }
  if (!options.derivations && options.reasons) {
    result.push_back(error("", "reasons rest on derivations, and none are to be kept"));
  }
  if (options.timeout.count() < 0) {
    result.push_back(error("", "the time of a run is no less than nothing"));
  }
  return result;
}

Diagnostics loaded_for_others(const Ruleset& ruleset, const Facts& facts) {
  if (facts.data().rules == ruleset.shared()) return {};
  return {error("", "these facts were loaded for another rule base")};
}

Diagnostics refusals(const Ruleset& ruleset, Options& options) {
  Diagnostics result;
  const auto program = ruleset.data().program;
  std::string& calculus = options.certainty;
  if (calculus.empty()) calculus = program->calculus;
  if (calculus.empty()) calculus = calculi().front();
  if (std::ranges::find(calculi(), calculus) == calculi().end()) {
    result.push_back(error("", "there is no certainty calculus `" + calculus + '`'));
    return result;
  }
  result = bad_options(options);
  if (has_errors(result)) return result;
  if (options.threshold > 0 && !model::traits_of(calculus).threshold) {
    result.push_back(error("", "`" + calculus + "` takes no threshold"));
    return result;
  }
  return session::refused_by_calculus(*program, calculus);
}

Diagnostics refusals(const Ruleset& ruleset, const Facts& facts, Options& options) {
  Diagnostics result = refusals(ruleset, options);
  if (has_errors(result)) return result;
  return Evaluation::obstacles(ruleset, facts, options);
}

std::optional<Limit> summarise(EvaluationData& data, const infer::Budget& budget) {
  const infer::Fixpoint& fixpoint = *data.reasoned.fixpoint;
  const Sources& sources = *data.facts->sources;
  infer::Meter meter(budget);
  base::Symbols symbols(fixpoint.symbols);
  std::vector<assess::Rated> ratings;
  if (data.options.reasons) ratings = assess::assess(fixpoint, symbols, meter);
  data.assessment = explain::summarise({fixpoint, symbols}, ratings, data.options.grades, meter,
                                       data.options.reasons);
  data.assessment.warnings = notices(fixpoint);
  if (auto later = published_later(data.assessment)) {
    data.assessment.warnings.push_back(std::move(*later));
  }
  data.assessment.info.path = data.facts->info.path;
  data.assessment.inexact = data.reasoned.inexact;
  data.assessment.limit = limit(fixpoint, sources);
  if (data.assessment.limit) return data.assessment.limit->what;
  const auto stopped = session::stopped(*fixpoint.calculus, meter.stopped());
  if (stopped) data.assessment.limit = limit_in("the summary", *stopped);
  return stopped;
}

void evaluate(EvaluationData& data) {
  const Options& options = data.options;
  const End end = end_of(options);
  const bool exact = has_fallback(options);
  const infer::Budget budget = session::budget(options, exact ? half_way(end) : end);
  const double start = options.profile ? seconds_now() : 0;
  double given_up = 0;
  data.reasoned = reason(data.facts->rules->program, data.facts->facts, options, budget);
  double reasoned = options.profile ? seconds_now() : 0;
  const auto stopped = summarise(data, budget);
  if (exact && too_much(stopped)) {
    const infer::Budget rest = session::budget(options, end);
    if (options.profile) given_up = seconds_now() - start;
    data.reasoned = fall_back(data.reasoned, options, rest);
    if (options.profile) reasoned = seconds_now();
    (void)summarise(data, rest);
  }
  if (options.profile) data.profile = profile_of(data, given_up, seconds_now() - reasoned);
}

}  // namespace casus::session
