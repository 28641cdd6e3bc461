// SPDX-License-Identifier: Apache-2.0
//
// What is stated, concluded or denied, by values of some of its columns: what a case need not be
// asked for.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "infer/fixpoint.hpp"

namespace casus::analysis {

/// Columns with their values, rising. Of a fact's kind only another one than `fact` is there.
using Known = std::vector<std::pair<std::uint32_t, model::Word>>;

class Stated {
 public:
  /// `fixpoint` outlives this, and does not change.
  explicit Stated(const infer::Fixpoint& fixpoint) : fixpoint_(fixpoint) {}

  /// Whether some row has these values, or is denied for all that have them.
  [[nodiscard]] bool has(model::RelationId relation, const Known& known);
  /// The surest row that has these values.
  [[nodiscard]] std::optional<infer::RowRef> surest(model::RelationId relation,
                                                    const Known& known) const;
  /// Whether what has these values is less than sure, and not denied.
  [[nodiscard]] bool is_doubtful(model::RelationId relation, const Known& known) const;

 private:
  using Rows = std::set<std::vector<model::Word>>;

  void gather(plan::StoreId id, const std::vector<std::uint32_t>& columns, Rows& into) const;
  [[nodiscard]] bool is_denied(model::RelationId relation, const Known& known) const;

  const infer::Fixpoint& fixpoint_;
  std::map<std::pair<model::RelationId, std::vector<std::uint32_t>>, Rows> rows_;
};

}  // namespace casus::analysis
