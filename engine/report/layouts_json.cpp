// SPDX-License-Identifier: Apache-2.0
#include "report/layouts_json.hpp"

#include <utility>

#include "report/diagnostics_json.hpp"

namespace casus::report {

std::string layouts_json(const std::vector<LaidOut>& files,
                         const std::vector<DiagnosticGroup>& refused) {
  json::array list;
  std::size_t changed = 0;
  for (const LaidOut& one : files) {
    if (one.changes()) ++changed;
    list.push_back(json::object{{"file", one.name()}, {"edits", to_json(one.edits, *one.sources)}});
  }
  const json::object document{{"schema", "casus.fmt/1"},
                              {"changed", changed},
                              {"files", std::move(list)},
                              {"diagnostics", to_json(refused)}};
  return write_json(document) + '\n';
}

}  // namespace casus::report
