// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>

#include "report/coverage.hpp"
#include "report/display.hpp"
#include "report/json.hpp"

namespace casus::report {
namespace {

json::object object_of(const Coverage::Share& share) {
  return {{"seen", std::uint64_t{share.seen}}, {"all", std::uint64_t{share.all}}};
}

/// What lcov is told about one file.
struct FileRecord {
  std::string functions;
  std::size_t functions_found = 0, functions_hit = 0;
  std::string branches;
  std::size_t branches_found = 0, branches_hit = 0;
  std::map<std::uint32_t, bool> lines;
};

/// A name without what ends a field or a line.
std::string field(std::string_view text) { return one_line(text); }

}  // namespace

std::string coverage_json(const Coverage& coverage) {
  const Sources& sources = *coverage.sources;
  std::string out;
  JsonWriter json(out);
  json.open('{').field("schema", "casus.coverage/1");
  json.field("total", json::value(object_of(coverage.total())));
  json.field("of_rules", json::value(object_of(coverage.of_rules())));
  json.field("of_conditions", json::value(object_of(coverage.of_conditions())));
  json.field("of_rows", json::value(object_of(coverage.of_rows())));
  json.field("of_bands", json::value(object_of(coverage.of_bands())));
  json.key("rules").open('[');
  for (const Coverage::Rule& rule : coverage.rules) {
    json.open('{').field("rule", rule.name).field("module", rule.module);
    json.field("place", to_json(rule.span, sources)).field("applied", rule.applied);
    json.key("conditions").open('[');
    for (const Coverage::Condition& one : rule.conditions) {
      json.open('{').field("place", to_json(one.span, sources)).field("binds", one.binds);
      json.field("seen_true", one.seen_true).field("seen_false", one.seen_false).close('}');
    }
    json.close(']').close('}');
  }
  json.close(']').key("tables").open('[');
  for (const Coverage::Table& table : coverage.tables) {
    json.open('{').field("table", table.name).field("module", table.module);
    json.key("rows").open('[');
    for (const Coverage::Row& row : table.rows) {
      json.open('{').field("place", to_json(row.span, sources)).field("hit", row.hit).close('}');
    }
    json.close(']').close('}');
  }
  json.close(']').key("ratings").open('[');
  for (const Coverage::Rating& rating : coverage.ratings) {
    json.open('{').field("rating", rating.name).field("module", rating.module);
    json.key("bands").open('[');
    for (const Coverage::Band& band : rating.bands) {
      json.open('{').field("band", band.name).field("reached", band.reached).close('}');
    }
    json.close(']').close('}');
  }
  json.close(']').key("unused").open('[');
  for (const Coverage::Unused& one : coverage.unused) {
    json.open('{').field("id", one.id).field("place", one.place).close('}');
  }
  json.close(']').close('}');
  return out + '\n';
}

std::string coverage_lcov(const Coverage& coverage) {
  const Sources& sources = *coverage.sources;
  std::map<std::uint32_t, FileRecord> files;
  const auto line_of = [&](Span span) { return sources.position(span.file, span.begin).line; };
  const auto hit = [&](Span span, bool seen) {
    bool& line = files[span.file].lines.try_emplace(line_of(span), true).first->second;
    line = line && seen;
  };
  for (const Coverage::Rule& rule : coverage.rules) {
    FileRecord& file = files[rule.span.file];
    file.functions += fmt::format("FN:{},{}\nFNDA:{},{}\n", line_of(rule.span), field(rule.name),
                                  rule.applied ? 1 : 0, field(rule.name));
    ++file.functions_found;
    file.functions_hit += rule.applied ? 1 : 0;
    hit(rule.span, rule.applied);
    for (std::size_t i = 0; i < rule.conditions.size(); ++i) {
      const Coverage::Condition& one = rule.conditions[i];
      hit(one.span, one.seen_true || one.seen_false);
      if (one.binds) continue;
      const bool reached = one.seen_true || one.seen_false;
      const auto taken = [&](bool seen) { return !reached ? "-" : seen ? "1" : "0"; };
      file.branches += fmt::format("BRDA:{0},{1},0,{2}\nBRDA:{0},{1},1,{3}\n", line_of(one.span), i,
                                   taken(one.seen_true), taken(one.seen_false));
      file.branches_found += 2;
      file.branches_hit += (one.seen_true ? 1U : 0U) + (one.seen_false ? 1U : 0U);
    }
  }
  for (const Coverage::Table& table : coverage.tables) {
    for (const Coverage::Row& row : table.rows) hit(row.span, row.hit);
  }
  std::string out;
  for (const auto& [id, file] : files) {
    std::size_t lines_hit = 0;
    out += fmt::format("TN:\nSF:{}\n{}FNF:{}\nFNH:{}\n{}BRF:{}\nBRH:{}\n", field(sources.name(id)),
                       file.functions, file.functions_found, file.functions_hit, file.branches,
                       file.branches_found, file.branches_hit);
    for (const auto& [line, seen] : file.lines) {
      out += fmt::format("DA:{},{}\n", line, seen ? 1 : 0);
      lines_hit += seen ? 1 : 0;
    }
    out += fmt::format("LF:{}\nLH:{}\nend_of_record\n", file.lines.size(), lines_hit);
  }
  return out;
}

}  // namespace casus::report
