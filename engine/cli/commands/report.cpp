// SPDX-License-Identifier: Apache-2.0
#include "casus/casus.hpp"
#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "report/assessment_report.hpp"
#include "report/numbers.hpp"

namespace casus::cli::commands {
namespace {

/// Repeating a report needs its date even where the case gave it, and what the environment set.
std::string repeat(const CaseRun& run, const Arguments& arguments, const Options& options) {
  std::string line = command_line("report", {}, arguments, {run.file});
  const auto& as_of = run.evaluation.assessment().info.as_of;
  if (as_of && !arguments.has("as-of")) line += " --as-of " + casus::report::date_text(*as_of);
  if (!options.certainty.empty() && !arguments.has("certainty")) {
    line += " --certainty " + options.certainty;
  }
  if (options.threshold > 0 && !arguments.has("threshold")) {
    line += " --threshold " + casus::report::shortest(options.threshold);
  }
  return line;
}

}  // namespace

int report(const Arguments& arguments, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto runs = evaluate(*workspace, arguments.operands, console);
  if (!runs) return console.fail(runs.error());
  std::string text;
  for (const CaseRun& run : runs->cases) {
    note_inexact(run.file, run.evaluation.assessment().inexact, console);
    if (!text.empty()) text += "\n\n";
    text += casus::report::report_text({run.evaluation.assessment(), run.evaluation.sources()},
                                       console.style(),
                                       {.command = repeat(run, arguments, workspace->options),
                                        .version = "casus " + casus::version()});
  }
  return console.result(text, runs->limited ? Exit::limit : Exit::ok);
}

}  // namespace casus::cli::commands
