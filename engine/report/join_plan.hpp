// SPDX-License-Identifier: Apache-2.0
//
// What `casus plan` prints: how rules will run, rule by rule. Keys of "casus.plan/1" are a
// contract; within it they are only added.
#pragma once

#include <string>
#include <vector>

#include "casus/join_plan.hpp"
#include "report/json.hpp"
#include "report/style.hpp"

namespace casus::report {

/// How rules run over the facts of one case. The texts that spans point into must outlive it.
struct CasePlan {
  std::string case_name;
  JoinPlan plan;
  const Sources& sources;
};

/// Rows of each relation, then the rules, group by group, with their steps numbered.
[[nodiscard]] std::string plans_text(const std::vector<CasePlan>& cases, const Style& style);
[[nodiscard]] std::string plans_json(const std::vector<CasePlan>& cases);

/// The members of a rule in "casus.plan/1", in an object that is open.
void write_members(JsonWriter& json, const PlannedRule& rule, const Sources& sources);

}  // namespace casus::report
