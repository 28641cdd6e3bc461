// SPDX-License-Identifier: Apache-2.0
#include "casus/format.hpp"
#include "lsp/features.hpp"

namespace casus::lsp {

json::value formatting(Workspace& workspace, const std::string& path, Encoding encoding) {
  if (!is_rules(path) || !workspace.is_open(path)) return nullptr;
  const Formatted formatted = format_rules({path, workspace.open().at(path)});
  if (has_errors(formatted.diagnostics)) return nullptr;
  Ranges ranges(*formatted.sources, encoding);
  json::array edits;
  for (const Edit& edit : formatted.edits) {
    edits.push_back(
        json::object{{"range", to_json(ranges.of(edit.span))}, {"newText", edit.replacement}});
  }
  return edits;
}

}  // namespace casus::lsp
