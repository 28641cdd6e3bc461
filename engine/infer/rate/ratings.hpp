// SPDX-License-Identifier: Apache-2.0
//
// The aggregate that makes ratings: for every subject the best witness of each rule, folded into
// factors and a score, and written back as rows that later rules may read.
#pragma once

#include <cstdint>

#include "infer/fixpoint.hpp"
#include "infer/rate/fold.hpp"

namespace casus::infer {

/// Folds one rating whose contributions and limits are complete. Rates nobody where `meter` stops.
void rate(Fixpoint& into, RatingId rating, Meter& meter);

/// The row that told of a subject's score and band, and the one that does from now on.
struct Refolded {
  RowId before = no_row;
  RowId after = no_row;
};
/// Folds one rated subject once more, of which contributions or limits are others now. Grades of
/// rows are left to who asks.
[[nodiscard]] Refolded refold(Fixpoint& into, RatingId rating, std::uint32_t place, Meter& meter);

/// The row that tells of a place's score and band; `no_row` where there is none.
[[nodiscard]] RowId told_by(const Fixpoint& fixpoint, RatingId rating, std::uint32_t place);
/// All about the subject of a place.
[[nodiscard]] RatingRow rated_row(const Fixpoint& fixpoint, RatingId rating, std::uint32_t place);

/// How inputs count: as they do, or each uncertain one at the extreme that lowers (raises) the
/// score.
enum class Extreme : std::uint8_t { as_is, lowest, highest };
/// Folds the contributions and limits of one rated subject.
[[nodiscard]] Folded fold_row(const model::Rating& rating, const RatingRow& row, Extreme extreme);

}  // namespace casus::infer
