// SPDX-License-Identifier: Apache-2.0

#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "cli/findings.hpp"
#include "report/numbers.hpp"

namespace casus::cli::commands {
namespace {

/// "34 rules and 61 facts: no problems"; "34 rules: no problems" where no case was looked at.
std::string summary(const Loading& loading, const FindingCounts& counts) {
  const std::string findings = counts_text(counts);
  // With errors the counts of what could be read would mislead.
  if (counts.errors > 0) return findings;
  std::string seen = report::counted(loading.rules, "rule");
  if (!loading.cases.empty()) seen += " and " + report::counted(loading.facts, "fact");
  return seen + ": " + (findings.empty() ? "no problems" : findings);
}

}  // namespace

int check(const Arguments& arguments, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto loading = load(*workspace, arguments.operands, Needs::either);
  if (!loading) return console.fail(loading.error());
  const FindingCounts counts = counts_of(loading->findings);
  const int exit = show_findings(loading->findings, "casus.check/1", console,
                                 counts.errors > 0 ? Exit::invalid : Exit::ok);
  console.note(summary(*loading, counts));
  return exit;
}

}  // namespace casus::cli::commands
