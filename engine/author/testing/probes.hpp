// SPDX-License-Identifier: Apache-2.0
//
// What there is to see of a rule's body: each condition with those that come before it, and the
// places where tables are looked up.
#pragma once

#include <vector>

#include "check/program.hpp"

namespace casus::author {

/// A condition to be seen true and false where `before` holds. One that waits for a variable's
/// value has before it what gives it one, wherever the author wrote that.
struct ConditionProbe {
  std::vector<check::ConditionId> before;
  check::ConditionId condition;
};
/// In the order of the author. The sides of an `or` each have their conditions.
[[nodiscard]] std::vector<ConditionProbe> condition_probes(const check::Terms& terms,
                                                           check::ConditionId body);

/// A table that is looked up where `before` holds.
struct TableProbe {
  std::vector<check::ConditionId> before;
  check::ExprId table;
};
/// In a rule's conditions and conclusions.
[[nodiscard]] std::vector<TableProbe> table_probes(const check::Rule& rule);

/// Variables that have a value wherever all of these hold.
[[nodiscard]] std::vector<check::VariableId> bound_by(
    const check::Terms& terms, const std::vector<check::ConditionId>& conditions);

}  // namespace casus::author
