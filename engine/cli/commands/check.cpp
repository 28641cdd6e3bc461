// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "report/numbers.hpp"

namespace casus::cli::commands {
namespace {

struct Counts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
};

Counts counts_of(const Loading& loading) {
  Counts counts;
  for (const report::DiagnosticGroup& group : loading.findings) {
    for (const Diagnostic& d : group.diagnostics) {
      ++(d.severity == Severity::error ? counts.errors : counts.warnings);
    }
  }
  return counts;
}

/// "34 rules and 61 facts: no problems"; "34 rules: no problems" where no case was looked at.
std::string summary(const Loading& loading, const Counts& counts) {
  std::string findings;
  if (counts.errors > 0) findings = report::counted(counts.errors, "error");
  if (counts.warnings > 0) {
    findings += (findings.empty() ? "" : ", ") + report::counted(counts.warnings, "warning");
  }
  // With errors the counts of what could be read would mislead.
  if (counts.errors > 0) return findings;
  std::string seen = report::counted(loading.rules, "rule");
  if (!loading.cases.empty()) seen += " and " + report::counted(loading.facts, "fact");
  return seen + ": " + (findings.empty() ? "no problems" : findings);
}

/// In the text form findings are messages, unless a file is to hold them.
int text(const Loading& loading, Console& console, int exit) {
  if (!console.writes_file()) {
    console.say(loading.findings);
    return exit;
  }
  std::string out;
  for (const report::DiagnosticGroup& group : loading.findings) {
    out += (out.empty() ? "" : "\n") +
           report::diagnostics_text(group.diagnostics, *group.sources, console.style());
  }
  return console.result(out, exit);
}

}  // namespace

int check(const Arguments& arguments, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto loading = load(*workspace, arguments.operands, Needs::either);
  if (!loading) return console.fail(loading.error());
  const Counts counts = counts_of(*loading);
  int exit = counts.errors > 0 ? Exit::invalid : Exit::ok;
  if (console.format() == "json") {
    exit = console.result(report::diagnostics_json(loading->findings), exit);
  } else if (console.format() == "text") {
    exit = text(*loading, console, exit);
  } else {
    std::string lines;
    for (const report::DiagnosticGroup& group : loading->findings) {
      lines += report::diagnostics_concise(group.diagnostics, *group.sources);
    }
    exit = console.result(lines, exit);
  }
  console.note(summary(*loading, counts));
  return exit;
}

}  // namespace casus::cli::commands
