// SPDX-License-Identifier: Apache-2.0
//
// Plain tables held against the schema: a fact of which nothing is said but its fields, all of them
// in order, is a row of words, and never a tree of values.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/symbols.hpp"
#include "casus/source.hpp"
#include "intake/plain_table.hpp"
#include "intake/quick_field.hpp"
#include "model/facts.hpp"
#include "model/schema.hpp"

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

  /// Keeps the row of a table; false where there is something to be said about it, or where it is
  /// no fact's.
  bool take(const PlainTable& table);
  void forget();

  [[nodiscard]] std::uint32_t file() const { return file_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// The statement of the next row. Texts get their symbols here, not when the row is taken, so
  /// that they get them in the order of all statements of the file.
  [[nodiscard]] model::Statement next();
  /// Where the table that begins there writes a field; invalid where it leaves it out.
  [[nodiscard]] Span place_of(std::uint32_t begin, std::string_view field) const;

 private:
  struct Relation {
    model::RelationId id;
    std::vector<QuickField> fields;
  };

  [[nodiscard]] const Relation* find(std::string_view name);
  [[nodiscard]] bool read(const PlainTable& table, const Relation& relation, model::Word* words);
  [[nodiscard]] std::optional<model::Word> word(const PlainTable::Entry& entry,
                                                const model::Field& field,
                                                const QuickField& quick) const;
  [[nodiscard]] Span span_of(const PlainTable::Entry& entry) const;

  std::uint32_t file_;
  std::string_view text_;
  const model::Schema& schema_;
  base::Symbols& symbols_;
  std::unordered_map<std::string_view, Relation> relations_;  ///< that plain tables may be about
  std::string_view last_name_;
  const Relation* last_ = nullptr;
  std::vector<Row> rows_;
  std::vector<model::Word> words_;  ///< of all rows; of a text, the place where it stands
  std::size_t next_ = 0;
  std::size_t next_word_ = 0;
};

}  // namespace casus::intake
