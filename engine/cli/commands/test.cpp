// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "casus/mutation.hpp"
#include "cli/commands/commands.hpp"
#include "cli/snapshots.hpp"
#include "cli/test_suite.hpp"
#include "cli/values.hpp"
#include "report/coverage.hpp"
#include "report/display.hpp"
#include "report/mutation.hpp"
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

/// What is asked for besides results.
struct Wanted {
  bool coverage = false;
  bool mutants = false;
  std::optional<double> least;  ///< share of all that there is to see, or of mutants
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
                .mutants = arguments.has("mutate"),
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
  if (result.coverage && result.mutants) {
    return refuse("`--coverage` and `--mutate` are two questions", "ask one after the other");
  }
  if (!result.coverage && !result.file.empty()) {
    return refuse("`--coverage-output` goes with `--coverage`", "add `--coverage`");
  }
  if (!result.coverage && !result.mutants && result.least) {
    return refuse("`--fail-under` needs something to measure", "add `--coverage` or `--mutate`");
  }
  return result;
}

/// How many mutants have been tried, on a terminal where somebody waits.
class Tried {
 public:
  explicit Tried(const Console& console)
      : streams_(console.streams()), wanted_(streams_.err_is_terminal && !console.quiet()) {}

  void show(std::size_t done, std::size_t all) {
    if (!wanted_) return;
    streams_.err << fmt::format("\rmutants: {} of {}\x1b[K", done, all) << std::flush;
    shown_ = true;
  }
  void erase() {
    if (shown_) streams_.err << "\r\x1b[K" << std::flush;
    shown_ = false;
  }

 private:
  Streams& streams_;
  bool wanted_;
  bool shown_ = false;
};

/// The exit code where a share is below what is asked for, which is said.
int gated(Coverage::Share share, std::string_view what, const Wanted& asked,
          const Arguments& arguments, int exit, Console& console) {
  if (!asked.least || share.value() >= *asked.least) return exit;
  console.insist(fmt::format("{} is below {}", what, *arguments.value("fail-under")));
  return exit == Exit::ok && !arguments.has("exit-zero") ? Exit::no : exit;
}

int with_mutants(const ChosenTests& chosen, const Options& options, const Wanted& asked,
                 const Arguments& arguments, Console& console) {
  if (console.format() == "junit" || console.format() == "tap") {
    return console.fail(refuse("mutants are no tests: that form has no place for them",
                               "write them with `-f text` or `-f json`")
                            .value());
  }
  Tried tried(console);
  const MutationRun run = mutate(chosen.suite, chosen.which, options,
                                 [&](std::size_t done, std::size_t all) { tried.show(done, all); });
  tried.erase();
  if (has_errors(run.diagnostics)) {
    return console.fail(Problem{Exit::no, {{run.diagnostics, run.sources}}});
  }
  int exit = gated(run.score(), "the share of mutants that are noticed", asked, arguments, Exit::ok,
                   console);
  if (run.limit) {
    console.insist(fmt::format("stopped: {}; not every mutant was tried", run.limit->text));
    exit = run.limit->what == Limit::interrupted ? Exit::interrupted : Exit::limit;
  }
  return console.result(console.format() == "json" ? report::mutation_json(run)
                                                   : report::mutation_text(run, console.style()),
                        exit);
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
  if (asked->mutants) return with_mutants(*chosen, options, *asked, arguments, console);
  using Measure = TestSuite::Measure;
  TestRun run = chosen->suite.run(chosen->which, options,
                                  asked->coverage ? Measure::coverage : Measure::results);
  const Ruleset& ruleset = chosen->suite.ruleset();
  const auto sources = std::make_shared<const Sources>(ruleset.sources());
  if (has_errors(run.diagnostics)) {
    return console.fail(Problem{Exit::invalid, {{run.diagnostics, sources}}});
  }
  console.say(obstacles(run.results));
  const auto compared = compare_snapshots(chosen->suite.tests(), run.results, filter.empty(),
                                          arguments.has("review"), workspace->loader, console);
  if (!compared) return console.fail(compared.error());
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
    exit = gated(run.coverage->total(), "coverage", *asked, arguments, exit, console);
    if (!asked->file.empty() &&
        !console.write("coverage-output", asked->file, render_of(asked->file)(*run.coverage))) {
      return Exit::usage;
    }
  }
  return console.result(text, exit);
}

}  // namespace casus::cli::commands
