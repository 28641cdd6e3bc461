// SPDX-License-Identifier: Apache-2.0
//
// The aggregate that makes ratings: for every subject the best witness of each rule, folded into
// factors and a score, and written back as rows that later rules may read.
#pragma once

#include "infer/fixpoint.hpp"
#include "infer/fold.hpp"

namespace casus::infer {

/// Folds one rating whose contributions and limits are complete. Rates nobody where `meter` stops.
void rate(Fixpoint& into, RatingId rating, Meter& meter);

/// The place of a rated subject; nothing for others.
[[nodiscard]] std::optional<std::uint32_t> place_of(const Fixpoint& fixpoint, RatingId rating,
                                                    std::span<const Word> subjects);
/// All about the subject of a place.
[[nodiscard]] RatingRow rated_row(const Fixpoint& fixpoint, RatingId rating, std::uint32_t place);

/// The inputs of the fold for one rated subject: as they count, or with each uncertain contribution
/// and limit at the extreme that lowers (raises) the score.
enum class Extreme : std::uint8_t { as_is, lowest, highest };
[[nodiscard]] Folded fold_row(const model::Rating& rating, const RatingRow& row, Extreme extreme);

}  // namespace casus::infer
