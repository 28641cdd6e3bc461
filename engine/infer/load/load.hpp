// SPDX-License-Identifier: Apache-2.0
//
// From statements to rows: which statements hold at the date of assessment, how sure each is, and
// which of them attest one and the same fact.
#pragma once

#include "infer/budget.hpp"
#include "infer/fixpoint.hpp"

namespace casus::infer {

/// Fills the stores of facts, attested statements and explicit negatives; with a part of the facts
/// once the meter has stopped.
void load(Fixpoint& into, const Grades& grades, Meter& meter);

/// The rows that one statement attests.
struct StatedRows {
  RowRef fact;    ///< the fact, or the denial
  RowRef single;  ///< the statement by itself; invalid for denials
};
/// They are appended where they are new, with no grade.
[[nodiscard]] StatedRows stated_rows(Fixpoint& fixpoint, const model::Statement& statement,
                                     const Grades& grades);
/// Enters a statement or record, and returns its rows, whose grades stay as they are. Nothing where
/// it does not count at the date of assessment, or was withdrawn.
[[nodiscard]] std::optional<StatedRows> enter(Fixpoint& into, model::StatementId id,
                                              const Grades& grades);
/// Takes out a statement or record that was withdrawn, and returns its rows likewise. Nothing where
/// it did not count.
[[nodiscard]] std::optional<StatedRows> take_out(Fixpoint& from, model::StatementId id,
                                                 const Grades& grades);
/// How sure a row is by the statements behind it alone; none where there are none.
[[nodiscard]] Grade stated_grade(Fixpoint& fixpoint, RowRef row, const Grades& grades);

/// A statement's certainty at a date: its own or its marks', weakened by age where its relation has
/// a half-life: c * 2^(-age / half-life), age in days since it was observed, 30.436875 days a
/// month.
[[nodiscard]] double aged_certainty(const model::FactBase& facts, const model::Statement& statement,
                                    const model::Relation& relation, const Grades& grades,
                                    std::optional<model::Day> as_of);

}  // namespace casus::infer
