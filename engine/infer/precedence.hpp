// SPDX-License-Identifier: Apache-2.0
//
// Which of several reasons is kept or comes first where nothing else decides: the one whose facts
// come first in order of values. Row numbers never decide, because they depend on the order in
// which facts were written.
#pragma once

#include <span>

#include "infer/fixpoint.hpp"
#include "infer/machine/machine.hpp"
#include "model/show.hpp"

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

/// Whether a derivation of a row comes before another one of the same row by the same rule, which
/// is one of the plan. `premise(place)` is the row of a premise of the one, `others` are those of
/// the other. As `premises_precede`, but looks at nothing that the row itself tells.
template <class Premise>
[[nodiscard]] bool derivation_precedes(const Fixpoint& fixpoint, const RulePlan& rule,
                                       const Premise& premise, std::span<const RowId> others) {
  for (const plan::DecidingColumn& deciding : rule.deciding) {
    const RowId row = premise(deciding.premise);
    const RowId other = others[deciding.premise];
    if (row == other) continue;
    const Column& column =
        fixpoint.store(rule.premise_stores[deciding.premise]).column(deciding.column);
    const Word word = column.at(row);
    const Word other_word = column.at(other);
    if (word == other_word) continue;
    const int order = model::compare(word, other_word, deciding.base, fixpoint.symbols);
    if (order != 0) return order < 0;
  }
  return false;
}

/// Whether `rows` come before `others`: by store, then by values.
[[nodiscard]] bool rows_precede(const Fixpoint& fixpoint, std::span<const RowRef> rows,
                                std::span<const RowRef> others);

[[nodiscard]] bool presumption_precedes(const Fixpoint& fixpoint, const base::Symbols& symbols,
                                        const Presumption& presumption, const Presumption& other);

}  // namespace casus::infer
