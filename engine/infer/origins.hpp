// SPDX-License-Identifier: Apache-2.0
//
// Where evidence comes from in the end. What several facts or rules say counts once where all of it
// goes back to the same origins: a rumour is not more likely for being reprinted.
#pragma once

#include <compare>
#include <optional>
#include <set>
#include <string>

#include "infer/lineage.hpp"

namespace casus::infer {

/// Whom a statement goes back to.
struct Origin {
  std::string name;
  bool is_source = false;  ///< `name` is the id of a source, as no origin is given
  friend auto operator<=>(const Origin&, const Origin&) = default;
};
using Origins = std::set<Origin>;

/// The statement's origin, else its source; nothing where neither is given.
[[nodiscard]] std::optional<Origin> origin_of(const model::FactBase& facts,
                                              const model::Statement& statement);

/// The origins given for the statements of a lineage. Statements without one are left aside.
[[nodiscard]] Origins origins(const Fixpoint& fixpoint, const Lineage& lineage);
/// The same, where the source stands for an origin that is not given.
[[nodiscard]] Origins origins_or_sources(const Fixpoint& fixpoint, const Lineage& lineage);

}  // namespace casus::infer
