// SPDX-License-Identifier: Apache-2.0
#include "cli/findings.hpp"

#include "report/numbers.hpp"

namespace casus::cli {
namespace {

using Groups = std::vector<report::DiagnosticGroup>;

int text(const Groups& groups, Console& console, int exit) {
  if (!console.writes_file()) {
    console.say(groups);
    return exit;
  }
  std::string out;
  for (const report::DiagnosticGroup& group : groups) {
    out += (out.empty() ? "" : "\n") +
           report::diagnostics_text(group.diagnostics, *group.sources, console.style());
  }
  return console.result(out, exit);
}

}  // namespace

FindingCounts counts_of(const Groups& groups) {
  FindingCounts counts;
  for (const report::DiagnosticGroup& group : groups) {
    for (const Diagnostic& d : group.diagnostics) {
      ++(d.severity == Severity::error ? counts.errors : counts.warnings);
    }
  }
  return counts;
}

std::string counts_text(const FindingCounts& counts) {
  std::string text;
  if (counts.errors > 0) text = report::counted(counts.errors, "error");
  if (counts.warnings > 0) {
    text += (text.empty() ? "" : ", ") + report::counted(counts.warnings, "warning");
  }
  return text;
}

int show_findings(const Groups& groups, std::string_view schema, Console& console, int exit) {
  const std::string& format = console.format();
  if (format == "text") return text(groups, console, exit);
  if (format == "json") return console.result(report::diagnostics_json(groups, schema), exit);
  if (format == "sarif") return console.result(report::diagnostics_sarif(groups), exit);
  if (format == "gitlab") return console.result(report::diagnostics_gitlab(groups), exit);
  std::string lines;
  for (const report::DiagnosticGroup& group : groups) {
    lines += format == "github" ? report::diagnostics_github(group.diagnostics, *group.sources)
                                : report::diagnostics_concise(group.diagnostics, *group.sources);
  }
  return console.result(lines, exit);
}

}  // namespace casus::cli
