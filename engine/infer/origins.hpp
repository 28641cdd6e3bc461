// SPDX-License-Identifier: Apache-2.0
//
// Where evidence comes from in the end. What several facts or rules say counts once where all of it
// goes back to the same origins: a rumour is not more likely for being reprinted.
#pragma once

#include <set>
#include <string>

#include "infer/lineage.hpp"

namespace casus::infer {

/// Names of origins. One that is the id of a source is that source.
using Origins = std::set<std::string>;

/// Whom a statement goes back to: its origin, else its source; empty where neither is given.
[[nodiscard]] std::string origin_of(const model::FactBase& facts,
                                    const model::Statement& statement);

/// The origins given for the statements of a lineage, and their sources where a statement that
/// counts names these as its origin. Statements without either are left aside.
[[nodiscard]] Origins origins(const Fixpoint& fixpoint, const Lineage& lineage);
/// The same, where the source stands for an origin that is not given.
[[nodiscard]] Origins origins_or_sources(const Fixpoint& fixpoint, const Lineage& lineage);

}  // namespace casus::infer
