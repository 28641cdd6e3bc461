// SPDX-License-Identifier: Apache-2.0
#include "report/book.hpp"
#include "report/json.hpp"

namespace casus::report {
namespace {

std::string text_of(const RuleBook::Code& code) {
  std::string text;
  for (const RuleBook::Piece& piece : code) text += piece.text;
  return text;
}

json::array links_json(const std::vector<RuleBook::Link>& links) {
  json::array list;
  for (const RuleBook::Link& one : links) {
    list.push_back(json::object{
        {"kind", std::string(name_of(one.kind))}, {"name", one.name}, {"anchor", one.anchor}});
  }
  return list;
}

json::object passage_json(const RuleBook& book, const RuleBook::Passage& passage) {
  const Evidence& fact = passage.evidence;
  json::value source;
  if (passage.source != RuleBook::Passage::none) source = book.sources[passage.source].anchor;
  return {{"case", passage.case_name},  {"fact", fact.id},     {"text", fact.text},
          {"kind", fact.kind},          {"quote", fact.quote}, {"at", fact.at},
          {"source", std::move(source)}};
}

/// Null for what is no decision table.
json::value grid_json(const RuleBook::Grid& grid) {
  if (grid.columns.empty()) return nullptr;
  json::array rows;
  for (const auto& cells : grid.rows) {
    json::array row;
    for (const RuleBook::Code& cell : cells) row.emplace_back(text_of(cell));
    rows.push_back(std::move(row));
  }
  return json::object{{"columns", to_json(grid.columns)}, {"rows", std::move(rows)}};
}

json::object entry_json(const RuleBook& book, const RuleBook::Entry& entry) {
  json::array parts;
  for (const RuleBook::Part& one : entry.parts) {
    parts.push_back(json::object{{"kind", std::string(name_of(one.kind))},
                                 {"name", one.name},
                                 {"anchor", one.anchor},
                                 {"title", one.title},
                                 {"doc", one.doc},
                                 {"type", text_of(one.type)}});
  }
  json::array scale;
  for (const RuleBook::Step& one : entry.scale) {
    scale.push_back(json::object{{"name", one.name}, {"from", one.from}, {"to", one.to}});
  }
  json::array passages;
  for (const RuleBook::Passage& one : entry.passages) passages.push_back(passage_json(book, one));
  return {{"kind", std::string(name_of(entry.kind))},
          {"name", entry.name},
          {"title", entry.title},
          {"doc", entry.doc},
          {"anchor", entry.anchor},
          {"place", entry.place},
          {"code", text_of(entry.code)},
          {"parts", std::move(parts)},
          {"scale", std::move(scale)},
          {"table", grid_json(entry.grid)},
          {"source", entry.source},
          {"passages", std::move(passages)},
          {"further_passages", entry.further},
          {"used_by", links_json(entry.used_by)},
          {"tests", links_json(entry.tests)}};
}

json::array modules_json(const RuleBook& book) {
  json::array modules;
  for (const RuleBook::Module& module : book.modules) {
    json::array entries;
    for (const RuleBook::Entry& entry : module.entries) entries.push_back(entry_json(book, entry));
    modules.push_back(json::object{{"name", module.name},
                                   {"anchor", module.anchor},
                                   {"doc", module.doc},
                                   {"file", module.file},
                                   {"uses", links_json(module.uses)},
                                   {"declarations", std::move(entries)}});
  }
  return modules;
}

json::array sources_json(const RuleBook& book) {
  json::array sources;
  for (const RuleBook::Source& source : book.sources) {
    const Evidence& said = source.cited.front().passage.evidence;
    json::array cited;
    for (const RuleBook::Source::Cited& one : source.cited) {
      json::object passage = passage_json(book, one.passage);
      passage["rules"] = links_json(one.rules);
      cited.push_back(std::move(passage));
    }
    sources.push_back(json::object{{"id", source.id},
                                   {"anchor", source.anchor},
                                   {"title", said.source_title},
                                   {"author", said.source_author},
                                   {"publisher", said.source_publisher},
                                   {"url", said.source_url},
                                   {"published", to_json(said.published)},
                                   {"passages", std::move(cited)}});
  }
  return sources;
}

}  // namespace

std::string book_json(const RuleBook& book) {
  json::array cases;
  for (const CaseInfo& one : book.cases) {
    cases.push_back(json::object{{"name", one.name},
                                 {"title", one.title},
                                 {"question", one.question},
                                 {"as_of", to_json(one.as_of)}});
  }
  json::array index;
  for (const RuleBook::Indexed& one : book.index) {
    index.push_back(json::object{{"kind", std::string(name_of(one.link.kind))},
                                 {"name", one.link.name},
                                 {"of", one.of},
                                 {"anchor", one.link.anchor}});
  }
  return write_json(json::object{{"schema", "casus.doc/1"},
                                 {"title", book.title},
                                 {"modules", modules_json(book)},
                                 {"cases", std::move(cases)},
                                 {"sources", sources_json(book)},
                                 {"index", std::move(index)}}) +
         '\n';
}

}  // namespace casus::report
