// SPDX-License-Identifier: Apache-2.0
//
// Ratings without their reasons, for as many subjects as there are.
#pragma once

#include <span>

#include "assess/assess.hpp"
#include "explain/words.hpp"

namespace casus::explain {

/// What all subjects of a rating have in common: names and titles.
[[nodiscard]] Rating without_score(const Words& words, model::RatingId rating);

/// Adds to `into`, in place of what it may have had, what one subject has of its own. `subjects`:
/// the last values of the subject, as many as are to be shown.
void put_score(const Words& words, model::RatingId rating, const assess::Scored& scored,
               std::span<const model::Word> subjects, Rating& into);

}  // namespace casus::explain
