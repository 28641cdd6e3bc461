// SPDX-License-Identifier: Apache-2.0
//
// What rules say of rated subjects: contributions and limits, each a row of the store of its rule.
#pragma once

#include <span>
#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/rate/rating_rows.hpp"

namespace casus::infer {

[[nodiscard]] const check::Conclusion& conclusion_of(const Fixpoint& fixpoint,
                                                     const plan::RatingInput& input);
/// A weight counted with a certainty, rounded to millionths of a point.
[[nodiscard]] Micros points_at(Micros weight, double certainty);

/// What a row of a contribution or limit store means, by itself.
[[nodiscard]] Contributed contributed(const Fixpoint& fixpoint, const plan::RatingPlan& plan,
                                      InputRow from);
[[nodiscard]] Limited limited(const Fixpoint& fixpoint, const plan::RatingPlan& plan,
                              InputRow from);

/// Lists for each subject the rows that count. Rows that speak of subjects which are not rated are
/// told of in `Fixpoint::unrated`.
void list_inputs(Fixpoint& fixpoint, const plan::RatingPlan& plan, RatingRows& rated);
/// Of the rows of one input that speak of one subject those that count.
[[nodiscard]] std::vector<RowId> counting_rows(const Fixpoint& fixpoint, RatingId rating,
                                               bool limits, std::uint32_t input,
                                               std::vector<RowId> rows);

/// Makes `row` the subject, contributions and limits of a place. They come in order of names and
/// values: rows of stores are numbered as they were derived.
void read_inputs(const Fixpoint& fixpoint, const plan::RatingPlan& plan, const RatingRows& rated,
                 std::uint32_t place, RatingRow& row);

}  // namespace casus::infer
