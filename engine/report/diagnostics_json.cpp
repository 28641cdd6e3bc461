// SPDX-License-Identifier: Apache-2.0
#include "report/diagnostics_json.hpp"

#include <algorithm>

namespace casus::report {
namespace {

json::array help_json(const Diagnostic& diagnostic, const Sources& sources) {
  json::array list;
  for (const Help& help : diagnostic.help) {
    json::object entry{{"text", help.text}};
    if (!help.edits.empty()) {
      entry["safe"] = help.safe;
      entry["edits"] = to_json(help.edits, sources);
    }
    list.push_back(std::move(entry));
  }
  return list;
}

json::object diagnostic_json(const Diagnostic& diagnostic, const Sources& sources) {
  const bool error = diagnostic.severity == Severity::error;
  json::array labels;
  for (const Label& label : diagnostic.labels) {
    labels.push_back(json::object{{"range", to_json(label.span, sources)}, {"text", label.text}});
  }
  return {{"code", diagnostic.code},
          {"severity", error ? "error" : "warning"},
          {"message", diagnostic.message},
          {"labels", std::move(labels)},
          {"notes", to_json(diagnostic.notes)},
          {"help", help_json(diagnostic, sources)}};
}

}  // namespace

json::array to_json(const std::vector<Edit>& edits, const Sources& sources) {
  json::array list;
  for (const Edit& edit : edits) {
    list.push_back(
        json::object{{"range", to_json(edit.span, sources)}, {"replacement", edit.replacement}});
  }
  return list;
}

json::array to_json(const std::vector<DiagnosticGroup>& groups) {
  json::array list;
  for (const DiagnosticGroup& group : groups) {
    for (const Diagnostic& diagnostic : group.diagnostics) {
      list.push_back(diagnostic_json(diagnostic, *group.sources));
    }
  }
  return list;
}

std::string diagnostics_json(const std::vector<DiagnosticGroup>& groups, std::string_view schema) {
  std::size_t errors = 0;
  for (const DiagnosticGroup& group : groups) {
    errors += static_cast<std::size_t>(
        std::ranges::count(group.diagnostics, Severity::error, &Diagnostic::severity));
  }
  json::array list = to_json(groups);
  const std::size_t warnings = list.size() - errors;
  const json::object document{{"schema", schema},
                              {"errors", errors},
                              {"warnings", warnings},
                              {"diagnostics", std::move(list)}};
  return write_json(document) + '\n';
}

}  // namespace casus::report
