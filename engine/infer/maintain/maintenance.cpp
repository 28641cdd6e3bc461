// SPDX-License-Identifier: Apache-2.0
#include "infer/maintain/maintenance.hpp"

#include <utility>

#include "infer/ask/query.hpp"
#include "infer/maintain/maintenance_pass.hpp"

namespace casus::infer {

using model::StatementId;
using plan::Variables;

void Maintenance::State::prepare() {
  const plan::Plan& plan = *fixpoint->plan;
  plans.clear();
  extra = {};
  replanner = std::make_unique<plan::Replanner>(*fixpoint->program, plan, sizes_of(*fixpoint),
                                                plan::Replanner::Indexes::shared);
  occurrences = infer::occurrences(*fixpoint, *replanner);
  heads.assign(plan.stores.size(), {});
  known_by_head.clear();
  for (std::uint32_t rule = 0; rule < plan.rules.size(); ++rule) {
    known_by_head.push_back(replanner->known_by_head(rule));
  }
  component_of_rule.assign(plan.rules.size(), 0);
  component_of_store.assign(plan.stores.size(), 0);
  for (std::uint32_t c = 0; c < plan.components.size(); ++c) {
    for (const StoreId store : plan.components[c].stores) component_of_store[store.index()] = c;
    for (const std::uint32_t rule : plan.components[c].rules) {
      component_of_rule[rule] = c;
      heads[plan.rules[rule].head.index()].push_back(rule);
    }
  }
  for (std::size_t i = 0; i < plan.indexes.size(); ++i) {
    fixpoint->indexes[i].catch_up(fixpoint->store(plan.indexes[i].store));
  }
}

const RulePlan& Maintenance::State::plan(std::uint32_t rule, const Variables& known) {
  const auto [it, added] = plans.try_emplace({rule, known});
  if (added) {
    it->second = replanner->replan(rule, known);
    for (std::size_t i = extra.index_plans.size(); i < replanner->indexes().size(); ++i) {
      extra.index_plans.push_back(replanner->indexes()[i]);
      extra.indexes.emplace_back(replanner->indexes()[i]);
    }
  }
  return it->second;
}

Maintenance::Maintenance(std::shared_ptr<Fixpoint> fixpoint, std::shared_ptr<model::FactBase> facts,
                         Settings settings)
    : state_(std::make_unique<State>()) {
  state_->fixpoint = std::move(fixpoint);
  state_->facts = std::move(facts);
  state_->settings = std::move(settings);
  state_->prepare();
}

Maintenance::~Maintenance() = default;
Maintenance::Maintenance(Maintenance&&) noexcept = default;

const std::shared_ptr<Fixpoint>& Maintenance::fixpoint() const { return state_->fixpoint; }

Revision Maintenance::revise(std::span<const StatementId> gone, std::span<const StatementId> come,
                             const Budget& budget) {
  Settings settings = state_->settings;
  settings.budget = budget;
  Fixpoint& fixpoint = *state_->fixpoint;
  if (!state_->broken && !fixpoint.stopped) {
    fixpoint.calculus->begin(budget);
    state_->broken = true;
    Pass pass(*state_, settings);
    if (pass.run(gone, come)) {
      state_->broken = false;
      return {pass.take_changes(), nullptr};
    }
  }
  Revision result;
  // What runs have made of texts keeps its numbers, since statements may speak of it.
  state_->facts->symbols.absorb(fixpoint.symbols);
  result.before = state_->fixpoint;
  state_->fixpoint = infer(fixpoint.program, state_->facts, settings);
  state_->broken = false;
  state_->prepare();
  return result;
}

}  // namespace casus::infer
