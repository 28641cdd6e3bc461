// SPDX-License-Identifier: Apache-2.0
//
// Questions about the checked terms of a rule that several lints ask.
#pragma once

#include <optional>
#include <vector>

#include "check/program.hpp"

namespace casus::author {

/// A field of a relation.
struct Column {
  check::RelationId relation;
  std::uint32_t field = 0;
  friend bool operator==(const Column&, const Column&) = default;
};

/// By variable: the field of the first atom that it stands in, not counting those below `not`.
[[nodiscard]] std::vector<std::optional<Column>> columns_of(const check::Program& program,
                                                            const check::Terms& terms);
/// The conditions that hold together: `all` within `all` laid out flat.
[[nodiscard]] std::vector<check::ConditionId> conjuncts(const check::Terms& terms,
                                                        check::ConditionId body);
/// Adds the variables of an expression, those of a comprehension's body included.
void add_variables(const check::Terms& terms, check::ExprId expr,
                   std::vector<check::VariableId>& into);
void add_variables(const check::Terms& terms, check::ConditionId condition,
                   std::vector<check::VariableId>& into);
/// The number that an expression is, as rules write it; nothing for anything else.
[[nodiscard]] std::optional<double> constant_of(const check::Terms& terms, check::ExprId expr);

}  // namespace casus::author
