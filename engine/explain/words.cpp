// SPDX-License-Identifier: Apache-2.0
#include "explain/words.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "infer/load/load.hpp"
#include "model/show.hpp"

namespace casus::explain {

using model::Base;
using model::Type;
using model::Word;

std::string in_words(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

namespace {

/// What stands for a value of a field behind "any": its name, unless that is no noun, as in "since
/// any since".
std::string noun(const model::Field& field) {
  static constexpr auto times =
      std::to_array<std::string_view>({"since", "until", "begins", "starts", "ends"});
  static constexpr auto others =
      std::to_array<std::string_view>({"from", "to", "before", "after", "by"});
  if (std::ranges::find(times, field.name) != times.end()) return "time";
  if (std::ranges::find(others, field.name) == others.end()) return in_words(field.name);
  return field.type.base == Base::date ? "date" : "value";
}

/// Whether a text has this word in it, or ends with it.
bool has_word(std::string_view text, std::string_view word, bool at_end) {
  const auto outside = [&](std::size_t at) { return at >= text.size() || text[at] == ' '; };
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    if ((at == 0 || outside(at - 1)) && outside(at + word.size()) &&
        (!at_end || text.find_first_not_of(' ', at + word.size()) == text.npos)) {
      return true;
    }
  }
  return false;
}

/// What stands in a sentence for a value that is left free, or else is not known: "any person",
/// "(person unknown)". Where the sentence has the field's name beside it: "any number of" years,
/// on "any date".
std::string without_value(const model::Field& field, std::string_view before,
                          std::string_view after, bool any) {
  const std::string name = in_words(field.name);
  const std::string open(any ? "any " : "an unknown ");
  if (field.type.numeric() && has_word(after, name, false)) return open + "number of";
  std::string what = noun(field);
  if (what == name && has_word(before, name, true)) {
    return open + (field.type.base == Base::date ? "date" : "value");
  }
  return any ? open + what : '(' + what + " unknown)";
}

}  // namespace

Value Words::value(Word word, Type type) const {
  Value result;
  put_data(word, type, result);
  if (word == model::unknown_word) {
    result.text = result.literal = "unknown";
    return result;
  }
  result.text = model::show(word, type, schema(), symbols);
  result.literal = model::show_literal(word, type, schema(), symbols);
  if (type.unit.valid()) result.unit = schema().units.shown(type.unit);
  return result;
}

void Words::put_data(Word word, Type type, Value& into) const {
  if (word == model::unknown_word) {
    into.data = Unknown();
    return;
  }
  switch (type.base) {
    case Base::integer:
      into.data = model::int_of(word);
      break;
    case Base::number:
      into.data = model::number_of(word);
      break;
    case Base::boolean:
      into.data = word != 0;
      break;
    case Base::date:
      into.data = Date{static_cast<std::int32_t>(model::int_of(word))};
      break;
    default:
      into.data = model::show(word, type, schema(), symbols);
      break;
  }
}

std::string Words::full_name(model::RelationId id) const {
  const model::Relation& relation = schema()[id];
  return relation.module.empty() ? relation.name : relation.module + '.' + relation.name;
}

std::string Words::atom(model::RelationId id, std::span<const Word> fields) const {
  const model::Relation& relation = schema()[id];
  std::string text = relation.name + '(';
  bool first = true;
  for (std::size_t i = 0; i < relation.fields.size(); ++i) {
    if (fields[i] == model::unknown_word) continue;
    if (!std::exchange(first, false)) text += ", ";
    text += relation.fields[i].name + ": ";
    text += model::show_literal(fields[i], relation.fields[i].type, schema(), symbols);
  }
  return text + ')';
}

std::string Words::sentence(model::RelationId id, std::span<const Word> fields) const {
  const model::Relation& relation = schema()[id];
  return relation.reads.empty() ? atom(id, fields) : filled(relation.reads, id, fields, false);
}

std::string Words::filled(model::Sentence said, model::RelationId id, std::span<const Word> fields,
                          bool any) const {
  const model::Relation& relation = schema()[id];
  std::vector<Type> types;
  for (const model::Field& field : relation.fields) types.push_back(field.type);
  bool glued = false;  // "USD {value}bn" becomes "USD any value bn"
  for (std::size_t i = 0; i < said.parts.size(); ++i) {
    model::Sentence::Part& part = said.parts[i];
    const bool after_word = std::exchange(glued, false);
    if (!part.place) {
      const bool letter =
          !part.text.empty() && part.text.front() >= 'a' && part.text.front() <= 'z';
      if (after_word && letter) part.text.insert(0, 1, ' ');
      continue;
    }
    if (fields[*part.place] != model::unknown_word) continue;
    const std::string_view before = i == 0 ? "" : std::string_view(said.parts[i - 1].text);
    const std::string_view after =
        i + 1 == said.parts.size() ? "" : std::string_view(said.parts[i + 1].text);
    part.text = without_value(relation.fields[*part.place], before, after, any);
    part.place.reset();
    glued = true;
  }
  return model::fill(said, {fields.begin(), fields.begin() + std::ssize(types)}, types, schema(),
                     symbols);
}

std::string Words::denied(model::RelationId id, std::span<const Word> fields) const {
  const model::Relation& relation = schema()[id];
  return relation.reads.empty() ? atom(id, fields) : filled(relation.reads, id, fields, true);
}

std::string Words::question(const infer::Presumption& unknown) const {
  const model::Relation& relation = schema()[unknown.relation];
  std::vector<Word> fields(relation.fields.size(), model::unknown_word);
  for (const auto& [column, word] : unknown.asked) {
    if (column < fields.size()) fields[column] = word;
  }
  return relation.asks.empty() ? "whether " + atom(unknown.relation, fields)
                               : filled(relation.asks, unknown.relation, fields, true);
}

std::vector<Value> Words::asked(const infer::Presumption& presumption) const {
  const model::Relation& relation = schema()[presumption.relation];
  std::vector<Value> result(relation.fields.size());
  for (const auto& [column, word] : presumption.asked) {
    if (column < relation.fields.size()) {
      result[column] = value(word, relation.fields[column].type);
    } else if (column == relation.kind_column()) {
      const std::string kind(model::statement_kinds[word]);
      result.push_back({.data = kind, .text = kind, .literal = kind});
    }
  }
  return result;
}

bool is_presumed_absent(const infer::Presumption& presumption, model::RelationId relation,
                        std::span<const Word> fields) {
  return relation == presumption.relation &&
         std::ranges::all_of(presumption.asked, [&](const auto& asked) {
           return asked.first >= fields.size() || fields[asked.first] == asked.second;
         });
}

std::string Words::presumption(const infer::Presumption& presumption, bool known) const {
  const model::Relation& relation = schema()[presumption.relation];
  std::string text = (known ? "no other " : "no ") + in_words(relation.name);
  std::string asked;
  for (const auto& [column, word] : presumption.asked) {
    if (column >= relation.fields.size()) continue;
    if (!asked.empty()) asked += ", ";
    asked += in_words(relation.fields[column].name) + ": ";
    asked += model::show(word, relation.fields[column].type, schema(), symbols);
  }
  return asked.empty() ? text : text + " (" + asked + ')';
}

std::string Words::because(const check::Rule& rule, std::span<const Word> registers) const {
  std::vector<Type> types;
  for (const check::Variable& variable : rule.terms.variables) types.push_back(variable.type);
  const bool cut_short = registers.empty() && !types.empty();
  if (rule.because.empty() || cut_short) {
    return rule.title.empty() ? in_words(rule.name) : rule.title;
  }
  std::vector<Word> words(registers.begin(),
                          registers.begin() + std::min(std::ssize(types), std::ssize(registers)));
  words.resize(types.size(), model::unknown_word);
  return model::fill(rule.because, words, types, schema(), symbols);
}

Explanation::Bindings Words::bindings(const check::Terms& terms,
                                      std::span<const Word> registers) const {
  Explanation::Bindings result;
  for (std::size_t i = 0; i < terms.variables.size() && i < registers.size(); ++i) {
    const check::Variable& variable = terms.variables[i];
    if (variable.name.empty() || variable.local) continue;
    result.emplace_back(variable.name, value(registers[i], variable.type));
  }
  return result;
}

Explanation::Bindings Words::bindings(const check::Terms& terms, std::span<const Word> registers,
                                      const plan::Variables& among) const {
  Explanation::Bindings result;
  for (const check::VariableId id : among) {
    const check::Variable& variable = terms[id];
    if (variable.name.empty() || variable.local || id.index() >= registers.size()) continue;
    const Word word = registers[id.index()];
    if (word != model::unknown_word) result.emplace_back(variable.name, value(word, variable.type));
  }
  return result;
}

Evidence Words::evidence(model::StatementId id, const Grades& grades) const {
  const model::FactBase& facts = *fixpoint.facts;
  const model::Statement statement = facts[id];
  const model::Relation& relation = schema()[statement.relation];
  Evidence result;
  result.id = statement.id;
  result.relation = relation.name;
  result.text = statement.holds ? sentence(statement.relation, statement.fields)
                                : denied(statement.relation, statement.fields);
  result.kind = model::statement_kinds[static_cast<std::size_t>(statement.kind)];
  result.holds = statement.holds;
  result.counted = facts.is_record(id) || fixpoint.counted[id.index()];
  result.certainty = infer::aged_certainty(facts, statement, relation, grades, fixpoint.as_of);
  if (statement.source.valid()) {
    const model::Source& source = facts[statement.source];
    result.source = source.id;
    result.source_title = source.title;
    result.source_author = source.author;
    result.source_publisher = source.publisher;
    result.source_url = source.url;
    if (source.published) result.published = Date{*source.published};
    if (source.reliability != 0) result.reliability = std::string(1, source.reliability);
  }
  if (statement.credibility != 0) result.credibility = std::to_string(statement.credibility);
  result.at = statement.at;
  result.quote = statement.quote;
  result.note = statement.note;
  result.origin = statement.origin;
  if (const auto observed = facts.observed(statement)) result.observed = Date{*observed};
  for (const model::Triangle& one : statement.estimates) {
    result.estimates.push_back({relation.fields[one.field].name, one.low, one.likely, one.high});
  }
  result.span = statement.span;
  return result;
}

std::vector<std::string> Words::fact_ids(const std::vector<model::StatementId>& statements) const {
  std::vector<std::string> ids;
  for (const model::StatementId id : statements) ids.push_back(fixpoint.facts->name_of(id));
  return ids;
}

std::vector<std::string> Words::names(const infer::Origins& origins) {
  return {origins.begin(), origins.end()};
}

}  // namespace casus::explain
