// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands/commands.hpp"
#include "cli/test_suite.hpp"
#include "cli/values.hpp"
#include "report/coverage.hpp"
#include "report/display.hpp"
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

/// What `--coverage` and the flags beside it ask for.
struct Wanted {
  bool coverage = false;
  std::optional<double> least;  ///< share of all that there is to see
  std::string file;             ///< to write it to
};

using Render = std::string (*)(const Coverage&);

/// By the ending of a file's name; null for other ones.
Render render_of(std::string_view file) {
  if (has_ending(file, ".json")) return report::coverage_json;
  if (has_ending(file, ".html")) return report::coverage_html;
  if (has_ending(file, ".lcov") || has_ending(file, ".info")) return report::coverage_lcov;
  return nullptr;
}

Outcome<Wanted> wanted(const Arguments& arguments) {
  Wanted result{.coverage = arguments.has("coverage"),
                .file = arguments.value("coverage-output").value_or("")};
  if (const auto text = arguments.value("fail-under")) {
    result.least = read_share(*text);
    if (!result.least) {
      return refuse(fmt::format("`--fail-under` cannot be `{}`", report::printable(*text)),
                    "it is a share from 0% to 100%: 95%");
    }
  }
  if (!result.file.empty() && render_of(result.file) == nullptr) {
    return refuse(fmt::format("what form is {} to have?", report::printable(result.file)),
                  "give it a name that ends in .html, .json or .lcov");
  }
  if (!result.coverage && (result.least || !result.file.empty())) {
    return refuse(fmt::format("`--{}` goes with `--coverage`",
                              result.least ? "fail-under" : "coverage-output"),
                  "add `--coverage`");
  }
  return result;
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
  const auto asked = wanted(arguments);
  if (!asked) return console.fail(asked.error());
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
  using Measure = TestSuite::Measure;
  const TestRun run = chosen->suite.run(chosen->which, options,
                                        asked->coverage ? Measure::coverage : Measure::results);
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
  std::string text = written(report, arguments, console);
  int exit = exit_of(run.results, arguments.has("exit-zero"));
  if (run.coverage) {
    if (console.format() == "text" || console.format() == "prose") {
      text += (console.format() == "text" ? "\n" : "") +
              report::coverage_text(*run.coverage, console.style());
    }
    const bool under = asked->least && run.coverage->total().value() < *asked->least;
    if (under) console.insist("coverage is below " + *arguments.value("fail-under"));
    if (under && exit == Exit::ok && !arguments.has("exit-zero")) exit = Exit::no;
    if (!asked->file.empty() &&
        !console.write("coverage-output", asked->file, render_of(asked->file)(*run.coverage))) {
      return Exit::usage;
    }
  }
  return console.result(text, exit);
}

}  // namespace casus::cli::commands
