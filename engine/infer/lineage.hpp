// SPDX-License-Identifier: Apache-2.0
//
// What a conclusion rests on in the end: statements of the case, and presumptions where something
// is not known. Found by replaying best derivations downwards.
#pragma once

#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/machine.hpp"

namespace casus::infer {

/// "No row like this is known", taken for granted with a certainty.
struct Presumption {
  RelationId relation;
  std::vector<std::pair<std::uint32_t, Word>> asked;  ///< column, value
  double certainty = 0;
  friend bool operator==(const Presumption&, const Presumption&) = default;
};

struct Lineage {
  std::vector<model::StatementId> statements;  ///< rising
  std::vector<Presumption> presumptions;
  std::vector<Word> registers;  ///< of the replayed rule: variables first
};

/// Replays the best derivation of a row; empty for rows from data.
[[nodiscard]] std::vector<Seen> replay(const Fixpoint& fixpoint, RowRef row,
                                       base::Symbols& symbols);

[[nodiscard]] Lineage lineage(const Fixpoint& fixpoint, RowRef row, base::Symbols& symbols);
/// Of a replayed derivation that is no row (a goal's answer).
[[nodiscard]] Lineage lineage(const Fixpoint& fixpoint, const std::vector<Seen>& seen,
                              base::Symbols& symbols);

[[nodiscard]] Presumption presumption_of(const Fixpoint& fixpoint,
                                         const Absence::Presumed& presumed);

}  // namespace casus::infer
