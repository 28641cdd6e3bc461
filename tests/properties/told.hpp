// SPDX-License-Identifier: Apache-2.0
//
// All that a fixpoint holds, as text that does not depend on the order of its rows, so that two of
// them can be compared.
#pragma once

#include <string>

#include "infer/fixpoint.hpp"

namespace casus::properties {

enum class Derivations { told, left_out };

/// Rows that hold, with certainties and derivations; ratings with what contributes to them;
/// contradictions, notices and what is undecided.
[[nodiscard]] std::string told(const infer::Fixpoint& fixpoint,
                               Derivations derivations = Derivations::told);

/// The lines of two such texts that are in one of them alone: nothing where they say the same.
[[nodiscard]] std::string difference(const std::string& one, const std::string& other);

/// Whether each derivation holds when it is told again.
[[nodiscard]] bool all_replay(const infer::Fixpoint& fixpoint);

}  // namespace casus::properties
