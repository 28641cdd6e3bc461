// SPDX-License-Identifier: Apache-2.0
#include "verify/claims.hpp"

#include <algorithm>
#include <charconv>

namespace casus::verify {
namespace {

using model::Base;

/// "24 months", "1 day"
std::optional<Word> duration(const std::string& text) {
  std::int64_t amount = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (error != std::errc()) return std::nullopt;
  const std::string unit(end, text.data() + text.size());
  const bool days = unit == " day" || unit == " days";
  if (!days && unit != " month" && unit != " months") return std::nullopt;
  return model::word_of_duration({amount, days});
}

}  // namespace

Reader::Reader(const World& world) : world_(world) {
  const auto& relations = world.program->schema.relations;
  for (std::size_t i = 0; i < relations.size(); ++i) {
    const std::string& module = relations[i].module;
    relations_.emplace((module.empty() ? "" : module + '.') + relations[i].name, RelationId(i));
  }
}

std::optional<RelationId> Reader::relation(const std::string& name) const {
  const auto it = relations_.find(name);
  return it == relations_.end() ? std::nullopt : std::optional(it->second);
}

std::optional<Word> Reader::word(const Value& value, model::Type type) const {
  if (std::holds_alternative<Unknown>(value.data)) return model::unknown_word;
  const auto* text = std::get_if<std::string>(&value.data);
  const auto* number = std::get_if<double>(&value.data);
  const auto* whole = std::get_if<std::int64_t>(&value.data);
  const auto* truth = std::get_if<bool>(&value.data);
  const auto* date = std::get_if<Date>(&value.data);
  switch (type.base) {
    case Base::text:
      if (text != nullptr) return world_.symbols->intern(*text);
      break;
    case Base::integer:
      if (whole != nullptr) return model::word_of_int(*whole);
      break;
    case Base::number:
      if (number != nullptr) return model::word_of_number(*number);
      break;
    case Base::boolean:
      if (truth != nullptr) return *truth ? 1 : 0;
      break;
    case Base::date:
      if (date != nullptr) return model::word_of_int(date->day);
      break;
    case Base::duration:
      if (text != nullptr) return duration(*text);
      break;
    case Base::enumeration:
      if (text != nullptr) return world_.program->schema[type.enumeration].find(*text);
      break;
  }
  return std::nullopt;
}

std::optional<Word> Reader::kind(const std::string& name) {
  const auto* const known = std::ranges::find(model::statement_kinds, name);
  if (known == std::end(model::statement_kinds)) return std::nullopt;
  return static_cast<Word>(known - std::begin(model::statement_kinds));
}

std::optional<Claim> Reader::claim(const Node& node) const {
  const auto id = relation(node.about);
  if (!id) return std::nullopt;
  const model::Relation& relation = world_.program->schema[*id];
  if (node.claimed.size() != relation.fields.size()) return std::nullopt;
  Claim claim{*id, {}, node.denies, node.certainty.value_or(1)};
  for (std::size_t i = 0; i < node.claimed.size(); ++i) {
    const auto one = word(node.claimed[i], relation.fields[i].type);
    if (!one) return std::nullopt;
    claim.row.push_back(*one);
  }
  if (relation.kind != model::RelationKind::fact) return claim;
  const auto kind = this->kind(node.evidence ? node.evidence->kind : "fact");
  if (!kind) return std::nullopt;
  claim.row.push_back(*kind);
  return claim;
}

std::optional<Values> Reader::bindings(const check::Terms& terms, const Node& node) const {
  Values result(terms.variables.size());
  for (const auto& binding : node.bindings) {
    const auto variable = std::ranges::find_if(terms.variables, [&](const check::Variable& one) {
      return one.name == binding.first && !one.local;
    });
    if (variable == terms.variables.end()) return std::nullopt;
    const auto one = word(binding.second, variable->type);
    if (!one) return std::nullopt;
    result[static_cast<std::size_t>(variable - terms.variables.begin())] = *one;
  }
  return result;
}

bool is_row(const Node& node) {
  return node.kind == Kind::fact || node.kind == Kind::rule ||
         (node.kind == Kind::score && !node.about.empty());
}

bool covers(const Row& denial, const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (denial[i] != model::unknown_word && denial[i] != row[i]) return false;
  }
  return true;
}

}  // namespace casus::verify
