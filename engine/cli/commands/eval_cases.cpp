// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "casus/cases.hpp"
#include "cli/case_file.hpp"
#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/ratings.hpp"

namespace casus::cli::commands {
namespace {

Outcome<void> accept(const Arguments& arguments, const Console& console) {
  if (!arguments.operands.empty()) {
    return refuse("`--cases` has the cases, and another one is given",
                  "evaluate the file of a case by itself");
  }
  static constexpr auto others =
      std::to_array<std::string_view>({"data", "timeline", "every", "fail-below", "profile"});
  for (const std::string_view flag : others) {
    if (!arguments.has(flag)) continue;
    return refuse(
        fmt::format("`--{}` is for the file of a case, `--cases` for many cases in lines", flag),
        "leave one of the two out");
  }
  if (console.format() != "csv" && console.format() != "ndjson") {
    return refuse("`--cases` prints records, one a rating", "add `-f csv` or `-f ndjson`");
  }
  return {};
}

/// Writes what `rate_cases` tells in the format asked for.
class Records {
 public:
  Records(const std::string& format, report::Output& out) : json_(out) {
    if (format == "csv") csv_.emplace(out);
  }
  bool add(const CaseInfo& info, const Rating& rating) {
    return csv_ ? csv_->add(info, rating) : json_.add(info, rating);
  }

 private:
  std::optional<report::RatingsCsv> csv_;
  report::ScoresNdjson json_;
};

/// Says why there are not all ratings, or what is worth a warning; returns the exit code.
int said(const CasesRun& run, const CaseFile& file, const std::string& name, Console& console) {
  if (file.problem()) return console.fail(*file.problem());
  if (has_errors(run.diagnostics)) {
    return console.fail(Problem{Exit::invalid, {{run.diagnostics, run.sources}}});
  }
  console.say({{run.diagnostics, run.sources}});
  if (!run.limit) return Exit::ok;
  console.insist(fmt::format("stopped: {}: {}; the result ends after {}", name, run.limit->text,
                             report::counted(run.cases, "case")));
  return run.limit->what == Limit::interrupted ? Exit::interrupted : Exit::limit;
}

}  // namespace

int eval_cases(const Arguments& arguments, Console& console) {
  if (const auto good = accept(arguments, console); !good) return console.fail(good.error());
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  if (workspace->all_calculi) {
    return console.fail(
        refuse("`--cases` goes by one calculus, not by all", "name one with `--certainty`")
            .value());
  }
  const auto rules = load_rules(*workspace, console);
  if (!rules) return console.fail(rules.error());
  const std::string path = *arguments.value("cases");
  auto file = CaseFile::open(path, workspace->loader, console.streams(), *workspace->progress);
  if (!file) return console.fail(file.error());
  Options options = workspace->options;
  if (!options.as_of) options.as_of = workspace->as_of;
  if (console.streams().await_interrupt) {
    options.interrupted = console.streams().await_interrupt();
  }
  CasesRun run;
  const auto write = [&](report::Output& out) {
    Records records(console.format(), out);
    run = rate_cases(
        *rules, file->lines(), options,
        [&](const CaseInfo& info, const Rating& rating) { return records.add(info, rating); });
    if (file->problem() || has_errors(run.diagnostics)) out.give_up();
  };
  const int written = console.result(write, Exit::ok);
  workspace->progress->erase();
  const int exit = said(run, *file, file->lines().name, console);
  return written != Exit::ok ? written : exit;
}

}  // namespace casus::cli::commands
