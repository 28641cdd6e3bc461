// SPDX-License-Identifier: Apache-2.0
#include "report/counts.hpp"

#include "report/csv.hpp"
#include "report/display.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"

namespace casus::report {
namespace {

void write_case(JsonWriter& json, const CaseCount& one) {
  json.field("case", one.case_name).field("count", std::uint64_t{one.count.answers});
  json.field("limit", to_json(one.count.limit)).field("inexact", to_json(one.count.inexact));
}

/// "name: " where there are several cases.
std::string head(const std::vector<CaseCount>& cases, const CaseCount& one) {
  return cases.size() > 1 ? printable(one.case_name) + ": " : std::string();
}

}  // namespace

std::string counts_text(const std::vector<CaseCount>& cases) {
  std::string out;
  for (const CaseCount& one : cases) {
    out += head(cases, one) + std::to_string(one.count.answers) + '\n';
  }
  return out;
}

std::string counts_prose(const std::vector<CaseCount>& cases) {
  std::string out;
  for (const CaseCount& one : cases) {
    out += head(cases, one) + counted(one.count.answers, "answer") + ".\n";
    if (one.count.limit) out += head(cases, one) + "More may follow.\n";
  }
  return out;
}

std::string counts_json(const std::vector<CaseCount>& cases, const MoreMembers& more) {
  std::uint64_t sum = 0;
  for (const CaseCount& one : cases) sum += one.count.answers;
  std::string out;
  JsonWriter json(out);
  json.open('{').field("schema", "casus.count/1").field("count", sum).key("cases").open('[');
  for (const CaseCount& one : cases) {
    json.open('{');
    write_case(json, one);
    json.close('}');
  }
  json.close(']');
  if (more) more(json);
  json.close('}');
  return out + '\n';
}

std::string counts_ndjson(const std::vector<CaseCount>& cases) {
  std::string out;
  for (const CaseCount& one : cases) {
    JsonWriter json(out);
    json.open('{').field("schema", "casus.count/1");
    write_case(json, one);
    json.close('}');
    out += '\n';
  }
  return out;
}

std::string counts_csv(const std::vector<CaseCount>& cases) {
  std::string out = csv_row({"case", "count"});
  for (const CaseCount& one : cases) {
    out += csv_row({one.case_name, std::to_string(one.count.answers)});
  }
  return out;
}

}  // namespace casus::report
