// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands/commands.hpp"
#include "cli/test_suite.hpp"
#include "report/tests.hpp"

namespace casus::cli::commands {
namespace {

/// What tests were not run for.
std::vector<report::DiagnosticGroup> obstacles(const std::vector<TestResult>& results) {
  std::vector<report::DiagnosticGroup> all;
  for (const TestResult& one : results) {
    if (!one.diagnostics.empty()) all.push_back({one.diagnostics, one.sources});
  }
  return all;
}

/// What ended the tests before the last one, if anything did.
const LimitReached* limit_of(const std::vector<TestResult>& results) {
  const auto found =
      std::ranges::find_if(results, [](const TestResult& one) { return one.limit.has_value(); });
  return found == results.end() ? nullptr : &*found->limit;
}

int exit_of(const std::vector<TestResult>& results, bool exit_zero) {
  if (const LimitReached* limit = limit_of(results)) {
    return limit->what == Limit::interrupted ? Exit::interrupted : Exit::limit;
  }
  const report::TestCounts counts = report::counts_of(results);
  if (counts.not_run > 0) return Exit::invalid;
  return counts.failed > 0 && !exit_zero ? Exit::no : Exit::ok;
}

std::string written(const report::TestReport& report, const Arguments& arguments,
                    const Console& console) {
  const std::string& format = console.format();
  const bool all = arguments.has("all");
  if (format == "json") return report::tests_json(report);
  if (format == "junit") return report::tests_junit(report);
  if (format == "tap") return report::tests_tap(report);
  if (format == "prose") return report::tests_prose(report, all);
  return report::tests_text(report, all, console.style());
}

}  // namespace

int test(const Arguments& arguments, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const std::string filter = arguments.value("filter").value_or("");
  auto chosen = choose_tests(*workspace, arguments.operands, filter, console);
  if (!chosen) return console.fail(chosen.error());
  Options options = workspace->options;
  options.as_of = workspace->as_of;
  if (console.streams().await_interrupt) {
    options.interrupted = console.streams().await_interrupt();
  }
  const TestRun run = chosen->suite.run(chosen->which, options);
  const Ruleset& ruleset = chosen->suite.ruleset();
  const auto sources = std::make_shared<const Sources>(ruleset.sources());
  if (has_errors(run.diagnostics)) {
    return console.fail(Problem{Exit::invalid, {{run.diagnostics, sources}}});
  }
  console.say(obstacles(run.results));
  if (const LimitReached* limit = limit_of(run.results)) {
    console.insist(fmt::format("stopped: {}; not every test was run", limit->text));
  }
  const report::TestReport report{chosen->suite.tests(), run.results, *sources};
  return console.result(written(report, arguments, console),
                        exit_of(run.results, arguments.has("exit-zero")));
}

}  // namespace casus::cli::commands
