// SPDX-License-Identifier: Apache-2.0
//
// The statements of a case that count at its date, as the rows that they attest.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "verify/calculus.hpp"
#include "verify/world.hpp"

namespace casus::verify {

class Statements {
 public:
  Statements(const World& world, const model::FactBase& facts, const Grades& grades,
             const Calculus& calculus);

  /// Those that say this row, its kind last, or deny it.
  [[nodiscard]] const std::vector<model::StatementId>& of(RelationId relation, bool denied,
                                                          const Row& row) const;
  /// How sure all together make a row.
  [[nodiscard]] double certainty(const std::vector<model::StatementId>& ids) const;
  [[nodiscard]] double certainty(model::StatementId id) const;
  /// The row that a statement attests by itself: with its source and certainty.
  [[nodiscard]] Row attested(model::StatementId id, Row row) const;
  /// Where it has it from: the origin given, else its source; nothing where neither is.
  [[nodiscard]] std::string origin(model::StatementId id) const;
  /// The one of this name, if it counts.
  [[nodiscard]] std::optional<model::StatementId> named(const std::string& name) const;
  /// Whether some statement names this as its origin.
  [[nodiscard]] bool is_given(const std::string& origin) const { return given_.contains(origin); }
  /// Enters all rows into the world: what is held, with what single statements say.
  void enter(World& world) const;
  [[nodiscard]] const model::FactBase& facts() const { return facts_; }

 private:
  using Rows = std::map<Row, std::vector<model::StatementId>>;

  const World& world_;
  const model::FactBase& facts_;
  const Grades& grades_;
  const Calculus& calculus_;
  std::vector<Rows> held_, denied_;  ///< by RelationId
  std::set<std::string> given_;
  mutable std::unordered_map<std::string, model::StatementId> by_name_;  ///< once it is asked for
};

}  // namespace casus::verify
