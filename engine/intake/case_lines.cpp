// SPDX-License-Identifier: Apache-2.0
#include "intake/case_lines.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/encoding.hpp"
#include "intake/json_lines.hpp"
#include "intake/json_tree.hpp"
#include "intake/metadata.hpp"
#include "intake/quick_cases.hpp"
#include "intake/toml.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

constexpr auto case_keys = std::to_array<std::string_view>({"case", "facts"});
/// Of what may be said about a fact, that which needs no source and nobody to read it.
constexpr auto kept_keys = std::to_array<std::string_view>({"certainty", "kind", "holds"});

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& keys, std::string_view key) {
  return std::ranges::find(keys, key) != keys.end();
}

JsonTree::Known known_to(const model::Schema& schema) {
  return [&schema](std::span<const std::string> parents, std::string_view key) {
    const auto called = [&](std::string_view name) {
      return [name](const model::Relation& one) { return one.name == name; };
    };
    if (parents.empty()) return is_one_of(case_keys, key);
    if (parents.size() == 1) return std::ranges::any_of(schema.relations, called(key));
    if (parents.size() > 2) return is_inner_key(key);
    const auto relation = std::ranges::find_if(schema.relations, called(parents[1]));
    return is_metadata(key) ||
           (relation != schema.relations.end() && relation->find(key).has_value());
  };
}

void check_statement(Reading& reading, const Table& table) {
  for (const Entry& entry : table.entries) {
    if (!is_metadata(entry.key) || is_one_of(kept_keys, entry.key)) continue;
    reading.report(error("E0607", in_ticks(entry.key) + " is not said of facts in lines of cases"))
        .label(entry.key_span, "not allowed here")
        .advise("leave it out, or evaluate this case by itself, as a file in TOML");
  }
}

/// The objects of every fact; false where it is written in another way.
bool check_shape(Reading& reading, const Table& facts) {
  const std::size_t before = reading.diagnostics.size();
  for (const Entry& entry : facts.entries) {
    const auto* list = std::get_if<List>(&entry.value.data);
    if (list == nullptr) {
      refuse_type(reading, entry.key, entry.value, "a list of objects")
          .advise("write it like " + in_ticks("\"" + entry.key + "\": [{ … }]"));
      continue;
    }
    for (const Value& item : list->items) {
      if (const auto* table = std::get_if<Table>(&item.data)) {
        check_statement(reading, *table);
      } else {
        refuse_type(reading, entry.key, item, "objects in its list");
      }
    }
  }
  return reading.diagnostics.size() == before;
}

/// The id of the case, its facts behind those of `into`; nothing where something is wrong, which is
/// reported.
std::optional<std::string> read_tree(const CaseSchema& schema, Reading& reading,
                                     const Value& record, model::FactBase& into) {
  const Table& root = std::get<Table>(record.data);
  const std::size_t before = reading.diagnostics.size();
  std::vector<std::string> meant;
  for (const Entry& entry : root.entries) {
    if (is_one_of(case_keys, entry.key)) continue;
    if (auto key = refuse_key(reading, entry, "a case", case_keys, root)) meant.push_back(*key);
  }
  const auto refuse_lack = [&](std::string_view key, std::string_view needs) {
    if (std::ranges::find(meant, key) != meant.end()) return;
    refuse_missing(reading, record.span, "this case", key, needs);
  };
  std::optional<std::string> id;
  if (const Entry* entry = root.find("case")) {
    id = read_name(reading, entry->key, entry->value);
  } else {
    refuse_lack("case", "its id, a text");
  }
  if (const Entry* entry = root.find("facts")) {
    const auto* facts = std::get_if<Table>(&entry->value.data);
    if (facts == nullptr) {
      refuse_type(reading, entry->key, entry->value, "an object");
    } else if (check_shape(reading, *facts)) {
      read_facts(reading, record.span.file, *facts, schema.schema, into);
    }
  } else {
    refuse_lack("facts", "an object with a list for each fact");
  }
  if (reading.diagnostics.size() != before) return std::nullopt;
  return id;
}

class CaseReader {
 public:
  CaseReader(const CaseSchema& schema, CasesRead& into)
      : schema_(schema),
        into_(into),
        gathered_(schema.schema, schema.cases),
        quick_(schema, into.facts.symbols) {}

  void read(std::string_view text, std::size_t behind) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      read_line(text.substr(begin, end - begin), text.size() + behind - begin, ++into_.line_count);
      begin = end + 1;
    }
    into_.facts.records = gathered_.take();
  }

 private:
  void read_line(std::string_view line, std::size_t room, std::uint64_t number) {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
    if (const auto id = quick_.read(line, room)) {
      begin_case(*id, number);
      quick_.give(case_, gathered_);
    } else if (const auto read = read_slowly(line)) {
      begin_case(*read, number);
      take_statements();
    } else {
      into_.facts.statements.resize(statements_);
      into_.wrong.push_back({number, std::string(line)});
    }
  }

  void begin_case(std::string_view id, std::uint64_t number) {
    case_ = model::word_of_int(static_cast<std::int64_t>(into_.ids.size()));
    into_.ids.emplace_back(id);
    into_.lines.push_back(number);
    gathered_.add(case_, schema_.cases, {});
  }

  std::optional<std::string> read_slowly(std::string_view line) {
    Sources sources(schema_.sources);
    Diagnostics diagnostics;
    Reading reading{sources, diagnostics, Notation::json};
    const std::uint32_t file = sources.add("", std::string(line));
    if (base::check_encoding(line, file)) return std::nullopt;
    const auto record = JsonTree(reading, file, known_to(schema_.schema)).read(0, line.size());
    if (!record) return std::nullopt;
    return read_tree(schema_, reading, *record, into_.facts);
  }

  /// Those that say nothing but their fields go where all others of them are.
  void take_statements() {
    std::vector<model::Statement>& all = into_.facts.statements;
    std::size_t kept = statements_;
    for (std::size_t i = statements_; i < all.size(); ++i) {
      model::Statement& one = all[i];
      if (!one.certainty && one.holds && one.kind == model::StatementKind::fact) {
        gathered_.add(case_, one.relation, one.fields);
        continue;
      }
      one.fields.insert(one.fields.begin(), case_);
      for (model::Triangle& estimate : one.estimates) ++estimate.field;
      if (kept != i) all[kept] = std::move(one);
      ++kept;
    }
    all.resize(kept);
    statements_ = kept;
  }

  const CaseSchema& schema_;
  CasesRead& into_;
  GatheredFacts gathered_;
  QuickCases quick_;
  model::Word case_ = 0;
  std::size_t statements_ = 0;  ///< of the cases before
};

}  // namespace

CasesRead read_cases(std::string_view text, std::size_t behind, const CaseSchema& schema) {
  CasesRead result(schema.symbols);
  CaseReader(schema, result).read(text, behind);
  return result;
}

void refuse_case(const CaseSchema& schema, Reading& reading, std::uint32_t file, std::size_t begin,
                 std::size_t end) {
  const std::string_view line = reading.sources.text(file).substr(begin, end - begin);
  if (auto refusal = base::check_encoding(line, file)) {
    for (Label& label : refusal->labels) {
      label.span.begin += static_cast<std::uint32_t>(begin);
      label.span.end += static_cast<std::uint32_t>(begin);
    }
    reading.report(std::move(*refusal));
    return;
  }
  const auto record = JsonTree(reading, file, known_to(schema.schema)).read(begin, end);
  model::FactBase ignored(schema.symbols);
  if (record) (void)read_tree(schema, reading, *record, ignored);
}

}  // namespace casus::intake
