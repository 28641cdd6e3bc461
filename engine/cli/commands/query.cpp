// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "report/answers.hpp"
#include "report/display.hpp"

namespace casus::cli::commands {
namespace {

void write(const std::vector<report::CaseAnswers>& answers, const Console& console,
           report::Output& out) {
  const std::string& format = console.format();
  if (format == "json") return report::answers_json(answers, out);
  if (format == "ndjson") return report::answers_ndjson(answers, out);
  if (format == "csv") return report::answers_csv(answers, out);
  report::Style style = console.style();
  // Whatever reads a pipe looks for whole names.
  if (!console.streams().out_is_terminal) style.width = 0;
  out.text() += format == "prose" ? report::answers_prose(answers)
                                  : report::answers_text(answers, style);
}

}  // namespace

int query(const Arguments& arguments, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto first = question(arguments, *workspace);
  if (!first) return console.fail(first.error());
  const std::string& goal = *first;
  workspace->options.reasons = false;
  const auto runs =
      evaluate(*workspace, {arguments.operands.begin() + 1, arguments.operands.end()}, console);
  if (!runs) return console.fail(runs.error());
  const auto given = arguments.value("given");
  std::vector<report::CaseAnswers> all;
  bool limited = runs->limited;
  bool impossible = false;
  for (const CaseRun& run : runs->cases) {
    Evaluation::Asked asked =
        given ? run.evaluation.query(goal, *given) : run.evaluation.query(goal);
    report::DiagnosticGroup group{asked.diagnostics, asked.sources};
    if (asked.impossible && runs->cases.size() > 1) {
      // The other cases have answers all the same.
      const Diagnostic& why = group.diagnostics.back();
      console.insist(fmt::format("error: {}: {}", run.file, report::printable(why.message)));
      impossible = true;
      continue;
    }
    if (!asked.answers) return console.fail({Exit::usage, {group}});
    note_inexact(run.file, asked.answers->inexact, console);
    if (all.empty()) console.say({group});
    if (asked.answers->limit && !runs->limited) {
      limited = true;
      console.insist(fmt::format("stopped: {}: {}; the answers are partial", run.file,
                                 asked.answers->limit->text));
    }
    all.push_back({run.evaluation.assessment().info.name, std::move(*asked.answers)});
  }
  // What happened in no sampled world is listed, and is no answer of yes.
  const auto holds = [](const Answer& one) { return one.certainty > 0 || !one.between; };
  const bool any = std::ranges::any_of(all, [&](const report::CaseAnswers& one) {
    return std::ranges::any_of(one.answers.answers, holds);
  });
  int exit = any || arguments.has("exit-zero") ? Exit::ok : Exit::no;
  if (impossible) exit = Exit::usage;
  if (limited) exit = Exit::limit;
  return console.result([&](report::Output& out) { write(all, console, out); }, exit);
}

}  // namespace casus::cli::commands
