// SPDX-License-Identifier: Apache-2.0
//
// The places of rated subjects: the order of their values, also while subjects come and go.
#pragma once

#include <optional>
#include <span>

#include "infer/fixpoint.hpp"

namespace casus::infer {

/// The place of a rated subject; nothing for others.
[[nodiscard]] std::optional<std::uint32_t> place_of(const Fixpoint& fixpoint, RatingId rating,
                                                    std::span<const Word> subjects);
/// Gives a subject, a row of the subjects' store, a place among the others: nothing contributes to
/// it so far, and its score is to be folded. The places of those behind it rise.
void insert_place(Fixpoint& into, RatingId rating, RowId subject);
/// Takes a place away.
void erase_place(Fixpoint& from, RatingId rating, std::uint32_t place);

}  // namespace casus::infer
