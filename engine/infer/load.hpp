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

/// A statement's certainty at a date: its own or its marks', weakened by age where its relation has
/// a half-life: c * 2^(-age / half-life), age in days since it was observed, 30.436875 days a
/// month.
[[nodiscard]] double aged_certainty(const model::FactBase& facts, const model::Statement& statement,
                                    const model::Relation& relation, const Grades& grades,
                                    std::optional<model::Day> as_of);

}  // namespace casus::infer
