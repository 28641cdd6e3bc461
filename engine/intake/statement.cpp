// SPDX-License-Identifier: Apache-2.0
#include "intake/statement.hpp"

#include <algorithm>
#include <set>

#include "intake/case.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

using model::Statement;

/// Reads one table; remembers which fields are accounted for.
class TableReader {
 public:
  TableReader(FactReading& reading, const SourceIndex& sources, const model::Relation& relation,
              const Table& table, Statement& statement)
      : reading_(reading),
        sources_(sources),
        relation_(relation),
        table_(table),
        statement_(statement) {}

  void read() {
    for (const Entry& entry : table_.entries) {
      if (is_metadata(entry.key)) {
        read_metadata(reading_, entry, sources_, statement_);
      } else if (const auto number = relation_.find(entry.key)) {
        read_one(entry, *number);
      } else {
        refuse_unknown(entry);
      }
    }
    const bool denied = !statement_.holds;
    if (denied && !relation_.is_open()) refuse_denial();
    if (!denied && !has_broken_sign()) refuse_gaps();
  }

 private:
  void read_one(const Entry& entry, std::uint32_t number) {
    const model::Field& field = relation_.fields[number];
    const Given given{field, entry.key, entry.value};
    const bool estimate = field.type.numeric() && std::holds_alternative<Table>(entry.value.data);
    const auto word = estimate ? read_estimate(reading_, given, number, statement_.estimates)
                               : read_field(reading_, given);
    if (word) statement_.fields[number] = *word;
  }

  void refuse_unknown(const Entry& entry) {
    std::vector<std::string_view> known;
    for (const model::Field& field : relation_.fields) known.push_back(field.name);
    known.insert(known.end(), std::begin(model::metadata_keys), std::end(model::metadata_keys));
    const auto meant = refuse_key(reading_.plain, entry, in_ticks(relation_.name), known, table_,
                                  is_source_key(entry.key) ? "a `[[source]]`" : "");
    if (meant) meant_.insert(*meant);
  }

  /// One diagnostic for all fields that are neither given nor, probably, misspelt.
  void refuse_gaps() {
    std::vector<const model::Field*> missing;
    for (const model::Field& field : relation_.fields) {
      const bool given = table_.find(field.name) != nullptr || meant_.contains(field.name);
      if (!given && !field.open) missing.push_back(&field);
    }
    if (missing.empty()) return;
    std::vector<std::string_view> names;
    for (const model::Field* field : missing) names.push_back(field->name);
    Diagnostic& d =
        reading_.plain.report(error("E0604", in_ticks(relation_.name) + " lacks " + listed(names)));
    d.label(statement_.span);
    const bool cell = reading_.plain.notation == Notation::cells;
    const bool atom = reading_.plain.notation == Notation::atom;
    for (const model::Field* field : missing) {
      const bool text = atom && field->type.base == model::Base::text;
      const std::string needed = needs(reading_.schema, *field);
      d.advise((cell ? "fill in the cell of " + in_ticks(field->name)
                     : "add " + example(reading_.plain, field->name, text ? "\"…\"" : "…")) +
               ", " + needed + in_place(reading_.plain, field->span));
    }
    if (cell)
      d.advise("or leave the row out if a value is not known, or if it is a total or a note");
  }

  /// `holds` is there but could not be read: perhaps fields were left out on purpose.
  [[nodiscard]] bool has_broken_sign() const {
    const Entry* holds = table_.find("holds");
    return holds != nullptr && !std::holds_alternative<bool>(holds->value.data);
  }

  void refuse_denial() {
    reading_.plain
        .report(error("E0611", in_ticks(relation_.name) + " is not open, so it cannot be denied"))
        .label(table_.find("holds")->value.span, "an explicit negative")
        .advise(
            "leave the table out: what is not stated does not hold; or declare the fact `open`" +
            in_place(reading_.plain, relation_.span));
  }

  FactReading& reading_;
  const SourceIndex& sources_;
  const model::Relation& relation_;
  const Table& table_;
  Statement& statement_;
  std::set<std::string, std::less<>> meant_;
};

}  // namespace

Statement read_statement(FactReading& reading, const SourceIndex& sources,
                         model::RelationId relation, const Value& value) {
  const model::Relation& declared = reading.schema[relation];
  Statement statement;
  statement.relation = relation;
  statement.span = value.span;
  statement.fields.assign(declared.fields.size(), model::unknown_word);
  TableReader(reading, sources, declared, std::get<Table>(value.data), statement).read();
  return statement;
}

}  // namespace casus::intake
