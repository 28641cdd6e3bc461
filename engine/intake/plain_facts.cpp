// SPDX-License-Identifier: Apache-2.0
#include "intake/plain_facts.hpp"

#include <algorithm>

#include "intake/case.hpp"
#include "intake/dates.hpp"
#include "intake/numeral.hpp"
#include "intake/statement.hpp"

namespace casus::intake {
namespace {

using model::Base;
using model::Statement;

using Kind = PlainTable::Entry::Kind;

/// A value's data, if it is no table, as the TOML library would give it.
Value::Data data_of(const PlainTable::Entry& entry) {
  if (entry.kind == Kind::text) return std::string(entry.value);
  if (entry.value == "true" || entry.value == "false") return entry.value == "true";
  if (const auto date = split_date(entry.value)) return *date;
  return *read_numeral(entry.value);
}

}  // namespace

PlainFacts::PlainFacts(const Sources& sources, std::uint32_t file, const model::Schema& schema,
                       base::Symbols& symbols)
    : file_(file), text_(sources.text(file)), schema_(schema), fields_(schema.relations.size()) {
  for (std::size_t i = 0; i < schema.relations.size(); ++i) {
    const model::Relation& relation = schema.relations[i];
    const auto same = std::ranges::count(schema.relations, relation.name, &model::Relation::name);
    const bool fact = relation.kind == model::RelationKind::fact;
    if (!fact || same > 1 || is_no_fact(relation.name)) continue;
    relations_.emplace(relation.name, i);
    for (const model::Field& field : relation.fields) {
      fields_[i].emplace_back(field, schema, symbols);
    }
  }
}

bool PlainFacts::take(const PlainTable& table) {
  const bool again = !rows_.empty() && schema_[rows_.back().relation].name == table.name;
  const auto it = again ? relations_.end() : relations_.find(table.name);
  if (!again && it == relations_.end()) return false;
  rows_.push_back(
      {again ? rows_.back().relation : it->second, static_cast<std::uint32_t>(table.begin)});
  return true;
}

Statement PlainFacts::read(FactReading& reading, const SourceIndex& sources, const Row& row,
                           Span& id) {
  (void)read_plain_table(text_, row.begin, table_);
  Statement statement;
  statement.relation = row.relation;
  statement.span = header();
  if (read_quickly(statement)) return statement;
  id = place_of(table_, "id");
  return read_statement(reading, sources, row.relation, {tree(table_.entries), header()});
}

/// False where something is to be said about the table, or it says more than its fields.
bool PlainFacts::read_quickly(Statement& statement) const {
  const model::Relation& relation = schema_[statement.relation];
  const auto& fields = relation.fields;
  statement.fields.assign(fields.size(), model::unknown_word);
  std::size_t expected = 0;  // most tables keep to the order of the declaration
  for (const PlainTable::Entry& entry : table_.entries) {
    const bool in_order = expected < fields.size() && fields[expected].name == entry.key;
    const auto number = in_order ? expected : relation.find(entry.key);
    if (!number) return false;
    const Base base = fields[*number].type.base;
    const bool in_quotes = base == Base::text || base == Base::enumeration;
    if (entry.kind != (in_quotes ? Kind::text : Kind::other)) return false;
    const auto word = fields_[statement.relation.index()][*number].read(entry.value);
    if (!word) return false;
    statement.fields[*number] = *word;
    expected = *number + 1;
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (statement.fields[i] == model::unknown_word && !fields[i].open) return false;
  }
  return true;
}

Table PlainFacts::tree(const std::vector<PlainTable::Entry>& entries) const {
  Table table;
  for (const PlainTable::Entry& entry : entries) {
    Value::Data data = entry.kind == Kind::table ? tree(entry.entries) : data_of(entry);
    table.entries.push_back(
        {std::string(entry.key), span(entry.key), {std::move(data), span(entry)}});
  }
  return table;
}

Span PlainFacts::place_of(std::uint32_t begin, std::string_view key) const {
  PlainTable table;
  (void)read_plain_table(text_, begin, table);
  return place_of(table, key);
}

Span PlainFacts::place_of(const PlainTable& table, std::string_view key) const {
  const auto entry = std::ranges::find(table.entries, key, &PlainTable::Entry::key);
  return entry == table.entries.end() ? Span{} : span(*entry);
}

/// Of the table that is being read.
Span PlainFacts::header() const {
  constexpr std::string_view brackets = "[[]]";
  const auto begin = static_cast<std::uint32_t>(table_.begin);
  return {file_, begin, begin + static_cast<std::uint32_t>(table_.name.size() + brackets.size())};
}

Span PlainFacts::span(std::string_view part) const {
  const auto begin = static_cast<std::uint32_t>(part.data() - text_.data());
  return {file_, begin, begin + static_cast<std::uint32_t>(part.size())};
}

/// Of the value, with the quotes of a text.
Span PlainFacts::span(const PlainTable::Entry& entry) const {
  Span result = span(entry.value);
  if (entry.kind == Kind::text) {
    --result.begin;
    ++result.end;
  }
  return result;
}

}  // namespace casus::intake
