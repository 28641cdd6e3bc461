// SPDX-License-Identifier: Apache-2.0
#include "intake/quick_cases.hpp"

#include <simdjson.h>

#include <algorithm>
#include <string>
#include <unordered_map>

#include "intake/case.hpp"
#include "intake/json_tree.hpp"
#include "intake/quick_field.hpp"

namespace casus::intake {
namespace {

namespace json = simdjson::ondemand;
using model::Base;
using model::Word;

/// A key without escapes; empty for any other, which no fact or field has.
std::string_view plain_key(const char* raw) {
  std::size_t end = 0;
  while (raw[end] != '"') {
    if (raw[end] == '\\') return {};
    ++end;
  }
  return {raw, end};
}

/// What stands between quotes, if it holds no escape.
std::optional<std::string_view> plain_text(std::string_view token) {
  if (token.size() < 2 || token.front() != '"' || token.back() != '"') return std::nullopt;
  token = token.substr(1, token.size() - 2);
  if (token.find('\\') != std::string_view::npos) return std::nullopt;
  return token;
}

bool stands_in_quotes(Base base) {
  return base == Base::text || base == Base::enumeration || base == Base::date;
}

}  // namespace

GatheredFacts::GatheredFacts(const model::Schema& schema, model::RelationId cases) {
  for (const model::Relation& relation : schema.relations) {
    model::Records& one = records_.emplace_back();
    one.relation = model::RelationId(records_.size() - 1);
    one.columns.resize(relation.fields.size() + 1);
  }
  records_.resize(cases.index() + 1);
  records_.back().relation = cases;
  records_.back().columns.resize(1);
}

void GatheredFacts::add(Word number, model::RelationId relation, std::span<const Word> fields) {
  model::Records& into = records_[relation.index()];
  into.columns.front().push(number);
  for (std::size_t i = 0; i < fields.size(); ++i) into.columns[i + 1].push(fields[i]);
  ++into.size;
}

std::vector<model::Records> GatheredFacts::take() {
  std::erase_if(records_, [](const model::Records& one) { return one.size == 0; });
  return std::move(records_);
}

class QuickCases::Reader {
 public:
  Reader(const CaseSchema& schema, base::Symbols& symbols)
      : schema_(schema.schema), fields_(schema_.relations.size()), read_in_(fields_.size()) {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      const model::Relation& relation = schema_.relations[i];
      const auto same =
          std::ranges::count(schema_.relations, relation.name, &model::Relation::name);
      if (relation.kind != model::RelationKind::fact || same > 1 || is_no_fact(relation.name)) {
        continue;
      }
      relations_.emplace(relation.name, model::RelationId(i));
      for (const model::Field& field : relation.fields) {
        fields_[i].emplace_back(field, schema_, symbols);
      }
    }
  }

  bool read(std::string_view line, std::size_t room) {
    rows_.clear();
    words_.clear();
    ++line_;
    id_ = {};
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (room < line.size() + simdjson::SIMDJSON_PADDING) return false;
    json::document document;
    if (parser_.iterate(line.data(), line.size(), room).get(document)) return false;
    json::object object;
    if (document.get_object().get(object)) return false;
    bool facts = false;
    for (auto field : object) {
      if (field.error()) return false;
      const std::string_view key = plain_key(field.key().value_unsafe().raw());
      json::value value;
      if (field.value().get(value)) return false;
      if (key == "case") {
        const auto id = plain_text(trimmed_token(value.raw_json_token()));
        if (!id || !id_.empty() || !is_plain_ascii(*id)) return false;
        if (id->find_first_not_of(' ') == std::string_view::npos) return false;
        id_ = *id;
      } else if (key != "facts" || facts || !read_facts(value)) {
        return false;
      } else {
        facts = true;
      }
    }
    const char* rest = nullptr;
    return facts && !id_.empty() && document.current_location().get(rest);
  }

  [[nodiscard]] std::string_view id() const { return id_; }

  void give(Word number, GatheredFacts& into) const {
    const Word* words = words_.data();
    for (const model::RelationId relation : rows_) {
      const std::size_t width = fields_[relation.index()].size();
      into.add(number, relation, {words, width});
      words += width;
    }
  }

 private:
  bool read_facts(json::value value) {
    json::object object;
    if (value.get_object().get(object)) return false;
    for (auto field : object) {
      if (field.error()) return false;
      const auto relation = relations_.find(plain_key(field.key().value_unsafe().raw()));
      if (relation == relations_.end()) return false;
      std::uint64_t& last = read_in_[relation->second.index()];
      if (std::exchange(last, line_) == line_) return false;
      json::array array;
      if (field.value().get_array().get(array)) return false;
      for (auto item : array) {
        json::object row;
        if (item.get_object().get(row) || !read_row(row, relation->second)) return false;
      }
    }
    return true;
  }

  bool read_row(json::object object, model::RelationId id) {
    const model::Relation& relation = schema_[id];
    const std::vector<QuickField>& quick = fields_[id.index()];
    const std::size_t begin = words_.size();
    words_.resize(begin + quick.size(), model::unknown_word);
    std::size_t expected = 0;  // most keep to the order of the declaration
    for (auto field : object) {
      if (field.error()) return false;
      const std::string_view key = plain_key(field.key().value_unsafe().raw());
      const bool in_order = expected < quick.size() && relation.fields[expected].name == key;
      const auto number = in_order ? expected : relation.find(key);
      json::value value;
      if (!number || field.value().get(value)) return false;
      Word& word = words_[begin + *number];
      if (word != model::unknown_word) return false;
      const auto read = word_of(value, relation.fields[*number].type.base, quick[*number]);
      if (!read) return false;
      word = *read;
      expected = *number + 1;
    }
    for (std::size_t i = 0; i < quick.size(); ++i) {
      if (words_[begin + i] == model::unknown_word && !relation.fields[i].open) return false;
    }
    rows_.push_back(id);
    return true;
  }

  static std::optional<Word> word_of(json::value value, Base base, const QuickField& quick) {
    const std::string_view token = trimmed_token(value.raw_json_token());
    if (!stands_in_quotes(base)) return quick.read(token);
    const auto text = plain_text(token);
    return text ? quick.read(*text) : std::nullopt;
  }

  const model::Schema& schema_;
  std::unordered_map<std::string_view, model::RelationId> relations_;
  std::vector<std::vector<QuickField>> fields_;  ///< by relation
  json::parser parser_;
  std::string_view id_;
  std::vector<model::RelationId> rows_;  ///< of the case
  std::vector<Word> words_;              ///< row by row
  std::vector<std::uint64_t> read_in_;   ///< by relation: the last line that has it
  std::uint64_t line_ = 0;               ///< counts those that were read
};

QuickCases::QuickCases(const CaseSchema& schema, base::Symbols& symbols)
    : reader_(std::make_unique<Reader>(schema, symbols)) {}

QuickCases::~QuickCases() = default;

std::optional<std::string_view> QuickCases::read(std::string_view line, std::size_t room) {
  if (!reader_->read(line, room)) return std::nullopt;
  return reader_->id();
}

void QuickCases::give(Word number, GatheredFacts& into) const { reader_->give(number, into); }

}  // namespace casus::intake
