// SPDX-License-Identifier: Apache-2.0
//
// Which of several reasons is kept or comes first where nothing else decides: the one whose facts
// come first in order of values. Row numbers never decide, because they depend on the order in
// which facts were written.
#pragma once

#include <span>

#include "infer/fixpoint.hpp"
#include "infer/machine/machine.hpp"

namespace casus::infer {

/// Below, at or above 0: the order of two rows of one store.
[[nodiscard]] int compare_rows(const Fixpoint& fixpoint, RowRef row, RowRef other);

/// Puts rows of one store in the order of their values. False, with the rows as they were, where a
/// limit was reached.
[[nodiscard]] bool sort_rows(const Fixpoint& fixpoint, StoreId store, std::vector<RowId>& rows,
                             Meter& meter);

/// Whether a rule comes before another, both by their place in the plan: by module and name, so
/// that the order in which rules stand in files never shows.
[[nodiscard]] bool rule_precedes(const Fixpoint& fixpoint, std::uint32_t rule, std::uint32_t other);

/// Whether `premises` come before `others`, both of the same rule.
[[nodiscard]] bool premises_precede(const Fixpoint& fixpoint, const RulePlan& rule,
                                    std::span<const RowId> premises, std::span<const RowId> others);

/// Whether `rows` come before `others`: by store, then by values.
[[nodiscard]] bool rows_precede(const Fixpoint& fixpoint, std::span<const RowRef> rows,
                                std::span<const RowRef> others);

[[nodiscard]] bool presumption_precedes(const Fixpoint& fixpoint, const base::Symbols& symbols,
                                        const Presumption& presumption, const Presumption& other);

}  // namespace casus::infer
