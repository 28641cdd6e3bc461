// SPDX-License-Identifier: Apache-2.0
//
// What a conclusion rests on in the end: statements of the case, and presumptions where something
// is not known. Found by replaying best derivations downwards.
#pragma once

#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/machine.hpp"

namespace casus::infer {

struct Lineage {
  std::vector<model::StatementId> statements;  ///< rising
  std::vector<Presumption> presumptions;       ///< in order of values
  std::vector<Word> registers;                 ///< of the replayed rule: variables first
};

/// Replays the best derivation of a row; empty for rows from data.
[[nodiscard]] std::vector<Seen> replay(const Fixpoint& fixpoint, RowRef row,
                                       base::Symbols& symbols);

[[nodiscard]] Lineage lineage(const Fixpoint& fixpoint, RowRef row, base::Symbols& symbols);
/// Of a replayed derivation that is no row (a goal's answer).
[[nodiscard]] Lineage lineage(const Fixpoint& fixpoint, const std::vector<Seen>& seen,
                              base::Symbols& symbols);

}  // namespace casus::infer
