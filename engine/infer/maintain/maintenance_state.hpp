// SPDX-License-Identifier: Apache-2.0
//
// What a maintained fixpoint has beside its rows: where rules look at which store, and the orders
// in which they run backwards.
#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "infer/machine/machine.hpp"
#include "infer/maintain/maintenance.hpp"
#include "infer/maintain/occurrences.hpp"
#include "plan/replan.hpp"

namespace casus::infer {

struct Maintenance::State {
  std::shared_ptr<Fixpoint> fixpoint;
  std::shared_ptr<model::FactBase> facts;
  Settings settings;
  std::unique_ptr<plan::Replanner> replanner;
  Machine::Extra extra;
  std::vector<std::vector<Occurrence>> occurrences;  ///< by StoreId
  std::vector<std::vector<std::uint32_t>> heads;     ///< by StoreId: the rules that fill it
  /// By rule: columns of what it concludes, and the variables that have these values.
  std::vector<std::vector<std::pair<std::uint32_t, check::VariableId>>> known_by_head;
  std::vector<std::uint32_t> component_of_rule;
  std::vector<std::uint32_t> component_of_store;
  std::map<std::pair<std::uint32_t, plan::Variables>, RulePlan> plans;
  bool broken = false;  ///< a revision did not come to its end

  void prepare();
  /// A rule with steps for where these variables are known.
  const RulePlan& plan(std::uint32_t rule, const plan::Variables& known);
};

}  // namespace casus::infer
