// SPDX-License-Identifier: Apache-2.0
#include "intake/plain_facts.hpp"

#include <algorithm>

#include "intake/metadata.hpp"

namespace casus::intake {
namespace {

using model::Base;
using model::Statement;
using model::Word;

constexpr std::string_view brackets = "[[]]";

/// Tables of these names are no facts.
bool is_reserved(std::string_view name) {
  return name == "case" || name == "source" || name == "data";
}

}  // namespace

PlainFacts::PlainFacts(const Sources& sources, std::uint32_t file, const model::Schema& schema,
                       base::Symbols& symbols)
    : file_(file), text_(sources.text(file)), schema_(schema), symbols_(symbols) {
  for (std::size_t i = 0; i < schema.relations.size(); ++i) {
    const model::Relation& relation = schema.relations[i];
    const auto same = std::ranges::count(schema.relations, relation.name, &model::Relation::name);
    const bool as_metadata = std::ranges::any_of(
        relation.fields, [](const model::Field& field) { return is_metadata(field.name); });
    if (relation.kind != model::RelationKind::fact || same > 1 || is_reserved(relation.name) ||
        as_metadata) {
      continue;
    }
    Relation& known = relations_[relation.name];
    known.id = model::RelationId(i);
    for (const model::Field& field : relation.fields) {
      known.fields.emplace_back(field, schema, symbols);
    }
  }
}

const PlainFacts::Relation* PlainFacts::find(std::string_view name) {
  if (name == last_name_) return last_;
  const auto it = relations_.find(name);
  last_name_ = name;
  last_ = it == relations_.end() ? nullptr : &it->second;
  return last_;
}

bool PlainFacts::take(const PlainTable& table) {
  const Relation* relation = find(table.name);
  if (relation == nullptr) return false;
  const std::size_t first = words_.size();
  words_.resize(first + relation->fields.size(), model::unknown_word);
  if (!read(table, *relation, words_.data() + first)) {
    words_.resize(first);
    return false;
  }
  rows_.push_back({relation->id, static_cast<std::uint32_t>(table.begin)});
  return true;
}

bool PlainFacts::read(const PlainTable& table, const Relation& relation, Word* words) {
  const auto& fields = schema_[relation.id].fields;
  std::size_t expected = 0;  // most tables keep to the order of the declaration
  for (const PlainTable::Entry& entry : table.entries) {
    const bool in_order = expected < fields.size() && fields[expected].name == entry.key;
    const auto number = in_order ? expected : schema_[relation.id].find(entry.key);
    if (!number) return false;
    const auto read = word(entry, fields[*number], relation.fields[*number]);
    if (!read) return false;
    words[*number] = *read;
    expected = *number + 1;
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (words[i] == model::unknown_word && !fields[i].open) return false;
  }
  return true;
}

std::optional<Word> PlainFacts::word(const PlainTable::Entry& entry, const model::Field& field,
                                     const QuickField& quick) const {
  const Base base = field.type.base;
  if (entry.is_text != (base == Base::text || base == Base::enumeration)) return std::nullopt;
  if (base != Base::text) return quick.read(entry.value);
  if (field.low || field.high) return std::nullopt;
  const auto begin = static_cast<std::uint64_t>(entry.value.data() - text_.data());
  return begin << 32 | entry.value.size();
}

void PlainFacts::forget() {
  rows_.clear();
  words_.clear();
}

Statement PlainFacts::next() {
  const Row& row = rows_[next_++];
  const model::Relation& relation = schema_[row.relation];
  Statement statement;
  statement.relation = row.relation;
  const auto size = static_cast<std::uint32_t>(relation.name.size() + brackets.size());
  statement.span = {file_, row.begin, row.begin + size};
  const auto first = words_.begin() + static_cast<std::ptrdiff_t>(next_word_);
  statement.fields.assign(first, first + std::ssize(relation.fields));
  next_word_ += relation.fields.size();
  for (std::size_t i = 0; i < relation.fields.size(); ++i) {
    Word& word = statement.fields[i];
    if (relation.fields[i].type.base != Base::text || word == model::unknown_word) continue;
    word = symbols_.intern(text_.substr(word >> 32, word & 0xFFFFFFFF));
  }
  return statement;
}

Span PlainFacts::place_of(std::uint32_t begin, std::string_view field) const {
  PlainTable table;
  if (!read_plain_table(text_, begin, table)) return {};
  const auto entry = std::ranges::find(table.entries, field, &PlainTable::Entry::key);
  return entry == table.entries.end() ? Span{} : span_of(*entry);
}

/// With the quotes of a text.
Span PlainFacts::span_of(const PlainTable::Entry& entry) const {
  const auto begin = static_cast<std::uint32_t>(entry.value.data() - text_.data());
  const std::uint32_t quote = entry.is_text ? 1 : 0;
  const auto size = static_cast<std::uint32_t>(entry.value.size());
  return {file_, begin - quote, begin + size + quote};
}

}  // namespace casus::intake
