// SPDX-License-Identifier: Apache-2.0
//
// What would contribute to a rating, or limit it, were it not held and denied equally.
#pragma once

#include <vector>

#include "infer/fixpoint.hpp"

namespace casus::infer {

/// A row that a rule for this factor of this subject asks for, and that does not stand.
struct Contradicting {
  std::vector<Word> subjects;
  bool limit = false;        ///< the rule caps or floors the subject, whatever `factor`
  std::uint32_t factor = 0;  ///< that the rule contributes to
  RowRef held;
  friend auto operator<=>(const Contradicting&, const Contradicting&) = default;
};

/// Of all subjects of a rating, each once, sorted. Rules that ask for such rows by way of other
/// conclusions are not looked through. Costs nothing where there are no such rows.
[[nodiscard]] std::vector<Contradicting> contradicting(const Fixpoint& fixpoint, RatingId rating,
                                                       base::Symbols& symbols);

}  // namespace casus::infer
