// SPDX-License-Identifier: Apache-2.0
#include "session/reasoning.hpp"

#include <cmath>

#include "check/adjust.hpp"
#include "model/calculi.hpp"
#include "session/budget.hpp"

namespace casus::session {
namespace {

using Beyond = Probabilities::Beyond;

}  // namespace

infer::Settings settings_of(const Options& options, const infer::Budget& budget,
                            const std::optional<Inexact>& inexact) {
  infer::Settings settings;
  settings.calculus.name = options.certainty;
  settings.calculus.threshold = options.threshold;
  settings.calculus.exactness.max_nodes = options.probabilities.max_nodes;
  settings.calculus.exactness.samples = options.probabilities.samples;
  settings.calculus.exactness.seed = options.probabilities.seed;
  if (options.as_of) settings.as_of = options.as_of->day;
  settings.grades = options.grades;
  settings.budget = budget;
  settings.derivations = options.derivations;
  if (!inexact) return settings;
  if (inexact->kind == Inexact::Kind::bounded) {
    settings.calculus.name = "bounds";
  } else {
    settings.calculus.exactness.estimate = true;
  }
  return settings;
}

namespace {

/// Runs the rules, and measures that where the options ask for it.
Reasoned run(std::shared_ptr<const check::Program> program,
             std::shared_ptr<const model::FactBase> facts, infer::Settings settings,
             const Options& options) {
  Reasoned result;
  if (options.profile) {
    result.profile = std::make_unique<infer::Profile>();
    result.profile->clock = seconds_now;
    settings.profile = result.profile.get();
  }
  result.fixpoint = infer::infer(std::move(program), std::move(facts), settings);
  return result;
}

}  // namespace

Inexact sampled(const Probabilities& probabilities, double share) {
  // Wilson's interval is widest at 0.5: z / (2 sqrt(n + z^2)) to each side.
  constexpr double z = infer::normal_95;
  const std::uint32_t worlds = infer::worlds_drawn(probabilities.samples);
  const double counted = std::round(worlds * share);
  return {Inexact::Kind::sampled, worlds, static_cast<std::uint32_t>(counted), probabilities.seed,
          z / (2 * std::sqrt(counted + z * z))};
}

Between unseen(const Inexact& inexact) {
  constexpr double square = infer::normal_95 * infer::normal_95;
  return {0, square / (inexact.counted + square)};
}

Reasoned reason(std::shared_ptr<const check::Program> program,
                std::shared_ptr<const model::FactBase> facts, const Options& options,
                const infer::Budget& budget) {
  if (!options.adjustments.empty()) program = check::adjusted(*program, options.adjustments);
  return run(std::move(program), std::move(facts), settings_of(options, budget), options);
}

bool has_fallback(const Options& options) {
  return model::traits_of(options.certainty).has_fallback &&
         options.probabilities.beyond != Beyond::stop;
}

bool has_fallback(const Reasoned& reasoned, const Options& options) {
  return !reasoned.inexact && has_fallback(options);
}

Reasoned fall_back(const Reasoned& exact, const Options& options, const infer::Budget& budget) {
  const Inexact inexact = options.probabilities.beyond == Beyond::bounds
                              ? Inexact{.kind = Inexact::Kind::bounded}
                              : sampled(options.probabilities, 1);
  Reasoned result = run(exact.fixpoint->program, exact.fixpoint->facts,
                        settings_of(options, budget, inexact), options);
  result.inexact = inexact;
  return result;
}

std::optional<Limit> stopped(const infer::Calculus& calculus, std::optional<Limit> limit) {
  return limit ? limit : calculus.stopped();
}

bool too_much(std::optional<Limit> stopped) {
  return stopped == Limit::exactness || stopped == Limit::time;
}

}  // namespace casus::session
