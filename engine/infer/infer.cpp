// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "infer/fixpoint.hpp"
#include "infer/load/load.hpp"
#include "infer/profile.hpp"
#include "infer/run/runner.hpp"

namespace casus::infer {
namespace {

/// Of a derivation of a row of this store.
std::uint32_t most_premises(const plan::Plan& plan, const plan::StorePlan& store) {
  std::uint32_t most = 0;
  for (const RulePlan& rule : plan.rules) {
    if (&plan[rule.head] == &store) most = std::max(most, rule.premises);
  }
  return most;
}

}  // namespace

std::unique_ptr<Fixpoint> infer(std::shared_ptr<const check::Program> program,
                                std::shared_ptr<const model::FactBase> facts,
                                const Settings& settings) {
  auto result = std::make_unique<Fixpoint>();
  Profile* const profile = settings.profile;
  double before = profile != nullptr ? profile->clock() : 0;
  const auto lap = [&](double Profile::*phase) {
    if (profile == nullptr) return;
    const double now = profile->clock();
    profile->*phase += now - std::exchange(before, now);
  };
  result->program = std::move(program);
  result->facts = std::move(facts);
  const std::size_t relations = result->program->schema.relations.size();
  const auto plan = std::make_shared<const plan::Plan>(
      plan::plan(*result->program, plan::sizes_of(*result->facts, relations)));
  result->plan = plan;
  lap(&Profile::planning);
  result->calculus = make_calculus(settings.calculus);
  result->calculus->begin(settings.budget);
  result->as_of = settings.as_of ? settings.as_of : result->facts->info.as_of;
  result->threshold = settings.calculus.threshold;
  result->symbols = base::Symbols(result->facts->symbols);
  for (const plan::StorePlan& store : plan->stores) {
    result->stores.emplace_back(static_cast<std::uint32_t>(store.columns.size()),
                                result->calculus->full(), most_premises(*plan, store));
  }
  for (const plan::IndexPlan& index : plan->indexes) {
    result->indexes.emplace_back(index);
  }
  result->ratings.resize(result->program->schema.ratings.size());
  result->wild_negatives.resize(result->stores.size());
  result->undecided.resize(result->stores.size());
  result->incomplete.resize(result->stores.size());
  Meter meter(settings.budget);
  load(*result, settings.grades, meter);
  lap(&Profile::loading);
  if (meter.stopped()) {
    result->stopped = Stopped{*meter.stopped(), {}};
    return result;
  }
  Runner(*result, settings).run();
  lap(&Profile::rules_all);
  return result;
}

}  // namespace casus::infer
