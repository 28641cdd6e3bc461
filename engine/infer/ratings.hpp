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

/// Folds one rated subject once more, of which contributions or limits are others now. Returns the
/// row that told of its score and band, and the one that does from now on; grades of rows are left
/// to who asks.
struct Refolded {
  RowId before = no_row;
  RowId after = no_row;
};
[[nodiscard]] Refolded refold(Fixpoint& into, RatingId rating, std::uint32_t place, Meter& meter);
/// Gives a subject, a row of the subjects' store, a place among the others: nothing contributes to
/// it so far, and its score is to be folded. The places of those behind it rise.
void insert_place(Fixpoint& into, RatingId rating, RowId subject);
/// Takes a place away.
void erase_place(Fixpoint& from, RatingId rating, std::uint32_t place);
/// Of the rows of one input that speak of one subject those that count.
[[nodiscard]] std::vector<RowId> counting_rows(const Fixpoint& fixpoint, RatingId rating,
                                               bool limits, std::uint32_t input,
                                               std::vector<RowId> rows);

/// The place of a rated subject; nothing for others.
[[nodiscard]] std::optional<std::uint32_t> place_of(const Fixpoint& fixpoint, RatingId rating,
                                                    std::span<const Word> subjects);
/// The row that tells of a place's score and band; `no_row` where there is none.
[[nodiscard]] RowId told_by(const Fixpoint& fixpoint, RatingId rating, std::uint32_t place);
/// All about the subject of a place.
[[nodiscard]] RatingRow rated_row(const Fixpoint& fixpoint, RatingId rating, std::uint32_t place);

/// The inputs of the fold for one rated subject: as they count, or with each uncertain contribution
/// and limit at the extreme that lowers (raises) the score.
enum class Extreme : std::uint8_t { as_is, lowest, highest };
[[nodiscard]] Folded fold_row(const model::Rating& rating, const RatingRow& row, Extreme extreme);

}  // namespace casus::infer
