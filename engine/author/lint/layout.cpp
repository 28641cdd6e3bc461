// SPDX-License-Identifier: Apache-2.0
//
// The lint of layout: what `casus fmt` would change.
#include "author/lint/rules.hpp"
#include "casus/format.hpp"

namespace casus::author {

void lint_layout(const RuleBase& base) {
  if (!base.findings.wants("not-formatted")) return;
  for (const ast::File& file : base.files) {
    std::vector<Edit> edits =
        format_rules({base.sources.name(file.file), std::string(base.sources.text(file.file))})
            .edits;
    if (edits.empty()) continue;
    for (Edit& edit : edits) edit.span.file = file.file;
    const Span first = edits.front().span;
    base.findings
        .add("not-formatted", {file.file, first.begin, first.begin},
             "`casus fmt` would lay out this file anew", "from here on")
        .fix("lay it out", std::move(edits), true);
  }
}

}  // namespace casus::author
