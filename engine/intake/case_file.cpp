// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/characters.hpp"
#include "base/near.hpp"
#include "intake/case.hpp"
#include "intake/case_tables.hpp"
#include "intake/consistency.hpp"
#include "intake/document.hpp"
#include "intake/plain_facts.hpp"
#include "intake/scenario.hpp"
#include "intake/spelling.hpp"
#include "intake/statement.hpp"
#include "intake/toml.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

using TablesByName = std::multimap<std::string, model::RelationId, std::less<>>;

class CaseReader {
 public:
  /// `plain` is asked for what is not in the tree.
  CaseReader(Reading& reading, const model::Schema& schema, model::FactBase& facts,
             PlainFacts& plain, const Watch& watch, const Division& division)
      : reading_(reading),
        schema_(schema),
        facts_(facts),
        plain_(plain),
        watch_(watch),
        division_(division) {
    for (std::size_t i = 0; i < schema.relations.size(); ++i) {
      relations_.emplace(schema.relations[i].name, model::RelationId(i));
    }
  }

  void read(const Table& root, const std::vector<DataText>& data) {
    for (const Entry& entry : root.entries) {
      if (entry.key == "case") {
        read_case_entry(entry);
      } else if (entry.key == "source") {
        read_sources(entry);
      } else if (entry.key == "data") {
        for (model::DataEntry& one : data_entries(reading_, entry)) check_relation(one);
      } else {
        collect(entry);
      }
    }
    read_statements();
    for (const DataText& one : data) {
      if (!limit_) read_file(one);
    }
    if (limit_) return;
    number_statements(reading_, facts_, id_spans_);
    if (has_errors(reading_.diagnostics)) return;
    check_certainties(reading_, facts_);
    check_spelling(reading_, schema_, facts_,
                   [&](model::StatementId id, const model::Field& field) {
                     return place_of(id, field, data);
                   });
  }

  /// Facts that come to a case; the sources that there are are its own.
  void read_more(const Table& root, const Known& known) {
    for (std::size_t i = 0; i < facts_.sources.size(); ++i) {
      sources_.emplace(facts_.sources[i].id, model::SourceId(i));
    }
    for (const Entry& entry : root.entries) {
      if (is_scenario(entry)) continue;
      if (entry.key == "case" || entry.key == "data") {
        reading_.report(error("", "facts that come to a case have no " + in_ticks(entry.key)))
            .label(entry.key_span)
            .advise("leave it out");
      } else if (entry.key == "source") {
        read_sources(entry);
      } else {
        collect(entry);
      }
    }
    read_statements();
    number_more(reading_, facts_, id_spans_, known.numbered, known.with_id);
    if (has_errors(reading_.diagnostics)) return;
    check_more_certainties(reading_, facts_, known.claimed);
    check_more_spelling(
        reading_, schema_, facts_, known.texts,
        [&](model::StatementId id, const model::Field& field) { return place_of(id, field, {}); });
  }

  /// Nothing but facts, which get no ids.
  void read_facts(const Table& root) {
    for (const Entry& entry : root.entries) collect(entry);
    read_statements();
  }

  /// What ended the reading before its end.
  [[nodiscard]] const std::optional<LimitReached>& limit() const { return limit_; }

 private:
  static constexpr std::size_t between_looks = 1024;  ///< tables

  struct Row {
    model::RelationId relation;
    std::uint32_t begin;
    const Value* value;  ///< none where the table is plain
  };

  /// Where a statement writes a field.
  [[nodiscard]] Span place_of(model::StatementId id, const model::Field& field,
                              const std::vector<DataText>& data) const {
    if (id.index() < rows_.size()) {
      const Span span = place_in(rows_[id.index()], field.name);
      return span.valid() ? span : facts_.statements[id.index()].span;
    }
    const model::Statement statement = facts_[id];
    auto [file, line] = std::pair(statement.span.file, std::uint32_t{0});
    if (facts_.is_record(id)) {
      std::tie(file, line) = facts_.place_of_record(id);
    } else {
      line = reading_.sources.position(file, statement.span.begin).line;
    }
    const auto text = std::ranges::find(data, file, &DataText::file);
    return field_span(reading_.sources, *text, schema_[statement.relation], line, field.name);
  }

  /// Where a table writes a key's value; invalid where it has no such key.
  [[nodiscard]] Span place_in(const Row& row, std::string_view key) const {
    if (row.value == nullptr) return plain_.place_of(row.begin, key);
    const Entry* entry = std::get<Table>(row.value->data).find(key);
    return entry == nullptr ? Span{} : entry->value.span;
  }

  void read_case_entry(const Entry& entry) {
    const Table* table = case_table(reading_, entry);
    if (table == nullptr) return;
    facts_.info.span = entry.value.span;
    read_case(reading_, *table, facts_.info);
  }

  void read_sources(const Entry& entry) {
    for (const Value* value : tables_of(reading_, entry)) {
      auto source = read_source(reading_, std::get<Table>(value->data), value->span);
      if (!source) continue;
      const model::SourceId id(facts_.sources.size());
      const auto [known, is_new] = sources_.emplace(source->id, id);
      if (is_new) {
        facts_.sources.push_back(std::move(*source));
      } else {
        reading_.report(error("E0608", "the source " + in_ticks(source->id) + " is listed twice"))
            .label(source->span, "a second time")
            .label(facts_[known->second].span, "first here")
            .advise("list each source once, or give this one another id");
      }
    }
  }

  /// Notes the tables of one fact; they are read when all sources are known, in file order.
  void collect(const Entry& entry) {
    const auto [first, last] = relations_.equal_range(entry.key);
    const bool container = std::holds_alternative<List>(entry.value.data) ||
                           std::holds_alternative<Table>(entry.value.data);
    if (first == last) {
      if (container) {
        refuse_name(entry);
      } else {
        refuse_stray(entry);
      }
    } else if (std::next(first) != last) {
      refuse_ambiguous(entry, first, last);
    } else if (schema_[first->second].kind != model::RelationKind::fact) {
      refuse_derived(entry, schema_[first->second]);
    } else {
      for (const Value* value : tables_of(reading_, entry)) {
        rows_.push_back({first->second, value->span.begin, value});
      }
    }
  }

  void read_statements() {
    for (const PlainFacts::Row& row : plain_.rows()) {
      rows_.push_back({row.relation, row.begin, nullptr});
    }
    if (!std::ranges::is_sorted(rows_, {}, &Row::begin)) std::ranges::sort(rows_, {}, &Row::begin);
    FactReading reading{reading_, schema_, facts_.symbols};
    facts_.statements.reserve(rows_.size());
    id_spans_.reserve(rows_.size());
    for (const Row& row : rows_) {
      if (watch_ && facts_.statements.size() % between_looks == between_looks - 1) {
        const auto& sources = reading_.sources;
        limit_ = watch_(sources.name(plain_.file()), row.begin, sources.text(plain_.file()).size());
        if (limit_) return;
      }
      if (row.value == nullptr) {
        Span& id = id_spans_.emplace_back();
        facts_.statements.push_back(plain_.read(reading, sources_, {row.relation, row.begin}, id));
      } else {
        facts_.statements.push_back(read_statement(reading, sources_, row.relation, *row.value));
        id_spans_.push_back(place_in(row, "id"));
      }
    }
  }

  void read_file(const DataText& data) {
    const Span top{data.file, 0, 0};
    const auto [first, last] = relations_.equal_range(data.relation);
    if (first == last) {
      refuse_file(data, top);
    } else if (std::next(first) != last) {
      refuse_ambiguous({data.relation, top, {}}, first, last);
    } else if (schema_[first->second].kind != model::RelationKind::fact) {
      refuse_derived({data.relation, top, {}}, schema_[first->second]);
    } else {
      FactReading reading{reading_, schema_, facts_.symbols};
      Recorder recorder(reading, sources_, first->second, data.file, facts_, id_spans_, watch_);
      read_data(data, recorder, division_);
      limit_ = recorder.limit();
    }
  }

  /// The relation that `[[data]]` names is a fact.
  void check_relation(const model::DataEntry& data) {
    if (data.relation.empty()) return;
    const Entry named{data.relation, data.relation_span, {}};
    const auto [first, last] = relations_.equal_range(data.relation);
    if (first == last) {
      const std::vector<std::string_view> known = fact_names();
      Diagnostic& d =
          reading_.report(error("E0602", "no fact is called " + in_ticks(data.relation)));
      d.label(data.relation_span, "not declared");
      if (const auto near = base::nearest(data.relation, known)) {
        d.fix("did you mean " + in_ticks(near->name) + "?",
              {{data.relation_span, '"' + near->name + '"'}}, near->sure);
      } else {
        d.advise("declare it as a `fact` in the rules, or correct the name");
      }
    } else if (std::next(first) != last) {
      refuse_ambiguous(named, first, last);
    } else if (schema_[first->second].kind != model::RelationKind::fact) {
      refuse_derived(named, schema_[first->second]);
    }
  }

  void refuse_file(const DataText& data, Span top) {
    const std::vector<std::string_view> known = fact_names();
    Diagnostic& d = reading_.report(error("E0602", "no fact is called " + in_ticks(data.relation)));
    d.label(top, "the file's name is the fact's");
    const std::string meant = fact_of_file(data.relation, known);
    d.advise((meant.empty() ? "declare it as a `fact` in the rules, or rename the file"
                            : "did you mean " + in_ticks(meant) + "? Then rename the file") +
             naming_fact(data, meant));
  }

  /// The fact that a file's name may mean, as "Trade 1971" does `trade`; empty where there is none.
  static std::string fact_of_file(std::string_view name,
                                  const std::vector<std::string_view>& known) {
    if (const auto near = base::nearest(name, known)) return near->name;
    const std::string small = lowered(name);
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    std::string_view longest;
    for (const std::string_view fact : known) {
      if (fact.size() <= longest.size()) continue;
      for (auto at = small.find(fact); at != std::string::npos; at = small.find(fact, at + 1)) {
        const std::size_t end = at + fact.size();
        const bool begins = at == 0 || !is_letter(small[at - 1]);
        if (begins && (end == small.size() || !is_letter(small[end]))) longest = fact;
      }
    }
    return std::string(longest);
  }

  /// ", or give it as `-d "trade.csv=Trade 1971.csv"`" of a file that is called like no fact. An
  /// entry of `[[data]]` says it otherwise.
  [[nodiscard]] std::string naming_fact(const DataText& data, const std::string& fact) const {
    constexpr std::size_t longest_path = 40;
    const std::string path(reading_.sources.name(data.file));
    const std::size_t at = path.find_last_of("/\\") + 1;  // 0 where there is none
    if (path.compare(at, data.relation.size(), data.relation) != 0) return {};
    const std::string ending = path.substr(at + data.relation.size());
    if (!ending.starts_with('.')) return {};
    const std::string name = fact.empty() ? "NAME" : fact;
    return ", or give it as " +
           in_ticks("-d \"" + name + ending + '=' + (path.size() > longest_path ? "FILE" : path) +
                    '"') +
           ", in `[[data]]` with " + in_ticks("relation = \"" + name + '"') +
           (fact.empty() ? ", NAME being a fact" : "");
  }

  std::vector<std::string_view> fact_names() const {
    std::vector<std::string_view> names;
    for (const auto& [name, id] : relations_) {
      if (schema_[id].kind == model::RelationKind::fact) names.push_back(name);
    }
    return names;
  }

  void refuse_stray(const Entry& entry) {
    reading_.report(error("E0603", in_ticks(entry.key) + " stands outside every table"))
        .label(entry.key_span)
        .advise(is_case_key(entry.key) ? "put it under `[case]`"
                                       : "put it below the `[[fact]]` that it belongs to");
  }

  void refuse_name(const Entry& entry) {
    std::vector<std::string_view> known = fact_names();
    known.emplace_back("source");
    known.emplace_back("data");
    if (std::holds_alternative<Table>(entry.value.data)) known.emplace_back("case");
    Diagnostic& d = reading_.report(error("E0602", "no fact is called " + in_ticks(entry.key)));
    d.label(entry.key_span, "not declared");
    if (is_scenario(entry)) {
      d.advise("a scenario is no case: name it by `casus what-if --scenario FILE`");
      return;
    }
    const auto near = base::nearest(entry.key, known);
    if (!near) {
      d.advise("declare it as a `fact` in the rules, or correct the name");
      return;
    }
    const auto [declared, end] = relations_.equal_range(near->name);
    d.fix("did you mean " + in_ticks(near->name) + "?" +
              (declared == end ? "" : in_place(reading_, schema_[declared->second].span)),
          renamings(entry, near->name), near->sure);
  }

  /// The name in the header of every table of a misspelt fact.
  std::vector<Edit> renamings(const Entry& entry, std::string_view name) const {
    std::vector<Edit> edits = {{entry.key_span, std::string(name)}};
    const auto* list = std::get_if<List>(&entry.value.data);
    if (list == nullptr) return edits;
    for (const Value& item : list->items) {
      const std::size_t at = reading_.sources.text(item.span).find(entry.key);
      const bool header = reading_.sources.text(item.span).starts_with("[[");
      if (!header || at == std::string_view::npos) continue;
      const auto begin = item.span.begin + static_cast<std::uint32_t>(at);
      const Span key{item.span.file, begin, begin + static_cast<std::uint32_t>(entry.key.size())};
      if (key.begin > entry.key_span.begin) edits.push_back({key, std::string(name)});
    }
    return edits;
  }

  void refuse_derived(const Entry& entry, const model::Relation& relation) {
    const bool rating = relation.kind == model::RelationKind::rating;
    reading_
        .report(error("E0602", in_ticks(entry.key) + (rating ? " is a rating" : " is a relation") +
                                   ": it comes from rules, not from data"))
        .label(entry.key_span, "not a fact")
        .advise("state the facts it follows from" + in_place(reading_, relation.span));
  }

  void refuse_ambiguous(const Entry& entry, TablesByName::const_iterator first,
                        TablesByName::const_iterator last) {
    Diagnostic& d = reading_.report(
        error("E0202", in_ticks(entry.key) + " is declared by more than one module"));
    d.label(entry.key_span);
    for (auto it = first; it != last; ++it) {
      const model::Relation& relation = schema_[it->second];
      d.note("declared by " + in_ticks(relation.module) + in_place(reading_, relation.span));
    }
    d.advise("load only one of these modules, or rename the fact in one");
  }

  Reading& reading_;
  const model::Schema& schema_;
  model::FactBase& facts_;
  PlainFacts& plain_;
  TablesByName relations_;
  SourceIndex sources_;
  std::vector<Row> rows_;
  std::vector<Span> id_spans_;
  const Watch& watch_;
  const Division& division_;
  std::optional<LimitReached> limit_;
};

/// Leaves of fixes that would edit a text which takes no edits only what they say.
void withdraw_edits(Diagnostics& diagnostics, const std::vector<DataText>& data) {
  const auto fits = [&](const Edit& edit) {
    const auto text = std::ranges::find(data, edit.span.file, &DataText::file);
    return text == data.end() || takes_edits(*text);
  };
  for (Diagnostic& diagnostic : diagnostics) {
    for (Help& help : diagnostic.help) {
      if (std::ranges::all_of(help.edits, fits)) continue;
      help.edits.clear();
      help.safe = false;
    }
  }
}

}  // namespace

Intake read_toml(const Sources& sources, std::uint32_t file, const model::Schema& schema,
                 const base::Symbols& symbols, const std::vector<DataText>& data,
                 const Watch& watch, const Division& division) {
  Intake result{model::FactBase(symbols), {}};
  PlainFacts plain(sources, file, schema, result.facts.symbols);
  const Document document =
      parse_document(sources, file, [&](const PlainTable& table) { return plain.take(table); });
  if (!document.plain) plain.forget();
  result.diagnostics = document.diagnostics;
  result.facts.info.name = case_name(sources.name(file));
  Reading reading{sources, result.diagnostics};
  CaseReader reader(reading, schema, result.facts, plain, watch, division);
  reader.read(document.root, data);
  result.limit = reader.limit();
  withdraw_edits(result.diagnostics, data);
  sort_by_place(result.diagnostics);
  return result;
}

Intake read_more(const Sources& sources, std::uint32_t file, const model::Schema& schema,
                 const base::Symbols& symbols, const Known& known) {
  Intake result{model::FactBase(symbols), {}};
  result.facts.sources = known.facts.sources;
  PlainFacts plain(sources, file, schema, result.facts.symbols);
  const Document document = parse_document(sources, file);
  result.diagnostics = document.diagnostics;
  Reading reading{sources, result.diagnostics, known.notation};
  const Watch nobody;
  const Division all;
  CaseReader reader(reading, schema, result.facts, plain, nobody, all);
  if (!has_errors(result.diagnostics)) {
    reader.read_more(document.root, known);
  }
  sort_by_place(result.diagnostics);
  return result;
}

void read_facts(Reading& reading, std::uint32_t file, const Table& facts,
                const model::Schema& schema, model::FactBase& into) {
  PlainFacts plain(reading.sources, file, schema, into.symbols);
  const Watch nobody;
  const Division all;
  CaseReader(reading, schema, into, plain, nobody, all).read_facts(facts);
}

CaseHead read_case_head(const Sources& sources, std::uint32_t file) {
  Document document = parse_document(
      sources, file, [](const PlainTable& table) { return !is_no_fact(table.name); });
  CaseHead result{{}, std::move(document.diagnostics)};
  result.info.name = case_name(sources.name(file));
  Reading reading{sources, result.diagnostics};
  if (const Entry* entry = document.root.find("case")) {
    if (const Table* table = case_table(reading, *entry)) {
      result.info.span = entry->value.span;
      read_case(reading, *table, result.info);
    }
  }
  if (const Entry* entry = document.root.find("data")) {
    result.info.data = data_entries(reading, *entry);
  }
  sort_by_place(result.diagnostics);
  return result;
}

}  // namespace casus::intake
