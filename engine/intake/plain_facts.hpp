// SPDX-License-Identifier: Apache-2.0
//
// The plain tables of facts in a case file. Until they are read, each is a place in the text; then,
// a fact of which nothing is said but its fields, and that rightly, goes straight into a statement.
// Any other is read as the tree that the TOML library would have made of it.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "intake/field.hpp"
#include "intake/metadata.hpp"
#include "intake/plain_table.hpp"
#include "intake/quick_field.hpp"
#include "model/facts.hpp"

namespace casus::intake {

class PlainFacts {
 public:
  struct Row {
    model::RelationId relation;
    std::uint32_t begin = 0;  ///< of its header
  };

  /// All must outlive it. `symbols` is the facts' own table.
  PlainFacts(const Sources& sources, std::uint32_t file, const model::Schema& schema,
             base::Symbols& symbols);

  /// Keeps the place of a table; false where it is no fact's, or several may have the name.
  bool take(const PlainTable& table);
  void forget() { rows_.clear(); }

  [[nodiscard]] std::uint32_t file() const { return file_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// The statement of the table that begins there, as `read_statement` would read it; sets where
  /// it writes its id, if it does.
  [[nodiscard]] model::Statement read(FactReading& reading, const SourceIndex& sources,
                                      const Row& row, Span& id);
  /// Where that table writes a key's value; invalid where it has no such key.
  [[nodiscard]] Span place_of(std::uint32_t begin, std::string_view key) const;

 private:
  bool read_quickly(model::Statement& statement) const;
  [[nodiscard]] Table tree(const std::vector<PlainTable::Entry>& entries) const;
  [[nodiscard]] Span place_of(const PlainTable& table, std::string_view key) const;
  [[nodiscard]] Span header() const;
  [[nodiscard]] Span span(std::string_view part) const;
  [[nodiscard]] Span span(const PlainTable::Entry& entry) const;

  std::uint32_t file_;
  std::string_view text_;
  const model::Schema& schema_;
  std::vector<std::vector<QuickField>> fields_;  ///< by relation
  std::unordered_map<std::string_view, model::RelationId> relations_;
  std::vector<Row> rows_;
  PlainTable table_;  ///< being read
};

}  // namespace casus::intake
