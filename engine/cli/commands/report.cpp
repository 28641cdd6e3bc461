// SPDX-License-Identifier: Apache-2.0
#include "casus/casus.hpp"
#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "cli/question.hpp"
#include "report/assessment_report.hpp"
#include "report/numbers.hpp"

namespace casus::cli::commands {
namespace {

/// Flags that change what a report says, also where a variable or a settings file gave them.
Arguments effective(const Arguments& arguments, const Console& console, const CaseRun& run,
                    const Options& options) {
  Arguments all = arguments;
  const auto give = [&](std::string_view flag, const std::string& value) {
    if (!all.has(flag)) all.flags[std::string(flag)] = {value};
  };
  for (const std::string_view flag : evaluation_flags()) {
    if (const auto value = console.setting(arguments, flag)) give(flag, *value);
  }
  const auto& as_of = run.evaluation.assessment().info.as_of;
  if (as_of) give("as-of", casus::report::date_text(*as_of));
  if (!options.certainty.empty()) give("certainty", options.certainty);
  if (options.threshold > 0) give("threshold", casus::report::shortest(options.threshold));
  return all;
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
    const Arguments all = effective(arguments, console, run, workspace->options);
    text += casus::report::report_text({run.evaluation.assessment(), run.evaluation.sources()},
                                       console.style(),
                                       {.command = command_line("report", {}, all, {run.file}),
                                        .version = "casus " + casus::version()});
  }
  return console.result(text, runs->limited ? Exit::limit : Exit::ok);
}

}  // namespace casus::cli::commands
