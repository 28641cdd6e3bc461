// SPDX-License-Identifier: Apache-2.0
//
// What a conclusion rests on in the end: statements of the case, and presumptions where something
// is not known. Found by replaying derivations downwards: the best one of each row, or all that
// make it surer together. What goes back to the same origins as something stronger, and so does not
// count, is left out.
#pragma once

#include <span>
#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/machine.hpp"

namespace casus::infer {

struct Lineage {
  std::vector<model::StatementId> statements;  ///< rising
  std::vector<Presumption> presumptions;       ///< in order of values
  std::vector<Seen> seen;                      ///< the row's best derivation; empty for data

  /// Of the replayed rule: variables first.
  [[nodiscard]] std::span<const Word> registers() const {
    return seen.empty() ? std::span<const Word>() : seen.back().registers;
  }
};

struct Replayed {
  std::uint32_t rule = 0;  ///< into Plan::rules
  Grade grade = Grade::none;
  std::vector<Seen> seen;
  std::optional<std::size_t> counted_with = {};  ///< of the Way; a place in the same list
};
/// Replays the derivations of a row, the best first; none for rows from data.
[[nodiscard]] std::vector<Replayed> replay(const Fixpoint& fixpoint, RowRef row,
                                           base::Symbols& symbols);
/// Replays one derivation of a row.
[[nodiscard]] std::vector<Seen> replay(const Fixpoint& fixpoint, RowRef row, const Way& way,
                                       base::Symbols& symbols);

[[nodiscard]] Lineage lineage(const Fixpoint& fixpoint, RowRef row, base::Symbols& symbols);
/// The same for conditions that have been replayed.
[[nodiscard]] Lineage lineage(const Fixpoint& fixpoint, std::vector<Seen> seen,
                              base::Symbols& symbols);

}  // namespace casus::infer
