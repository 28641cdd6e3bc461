// SPDX-License-Identifier: Apache-2.0
//
// What the parts of the join planner share among themselves: steps on their way to a place in the
// order.
#pragma once

#include <vector>

#include "plan/join.hpp"

namespace casus::plan {

/// A step that waits for its registers.
struct JoinPlanner::Pending {
  Step step;
  std::set<Register> needs;
  std::set<Register> gives;
  std::vector<Column> columns;  ///< scans and unlisted steps only
  RelationId relation;          ///< scans and unlisted steps only
  bool scan = false;
  bool unlisted = false;
};

/// Variables have the registers of their own numbers.
[[nodiscard]] inline Register reg(check::VariableId variable) { return variable.value; }

[[nodiscard]] inline Instruction load(Register from) {
  return {.kind = Instruction::Kind::load, .type = {}, .operand = from};
}

}  // namespace casus::plan
