// SPDX-License-Identifier: Apache-2.0
#include "report/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>

#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "cli/values.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::cli::commands {
namespace {

constexpr std::string_view dates_form = "it is two dates, as 1991-01-01..2022-01-01";

Outcome<Date> end_of_range(std::string_view text) {
  if (const auto date = read_date(text)) return *date;
  return refuse(fmt::format("`{}` in `--timeline` is no date", report::printable(text)),
                "write year, month and day of a day that exists: 2015-01-31");
}

/// A number above nothing, of any size, and a unit.
bool is_step_shaped(const std::string& text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool nothing = text.find_first_not_of('0') >= digits;
  return digits > 0 && !nothing && read_step('1' + text.substr(digits)).has_value();
}

Outcome<TimelineRange> range_of(const Arguments& arguments) {
  if (!arguments.has("timeline")) {
    return refuse("`--every` is the step of a timeline, and there is none",
                  "add the dates: --timeline 1991-01-01..2022-01-01");
  }
  for (const std::string_view flag : {"as-of", "fail-below", "profile"}) {
    if (!arguments.has(flag)) continue;
    return refuse(fmt::format("`--{}` is about one date, `--timeline` about many", flag),
                  "leave one of the two out");
  }
  if (arguments.value("certainty") == "all") {
    return refuse("`--timeline` goes by one calculus, not by all", "name one with `--certainty`");
  }
  const std::string text = *arguments.value("timeline");
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos || dots == 0 || dots + 2 == text.size()) {
    return refuse(fmt::format("`--timeline` cannot be `{}`", report::printable(text)),
                  std::string(dates_form));
  }
  const auto from = end_of_range(std::string_view(text).substr(0, dots));
  if (!from) return tl::unexpected(from.error());
  const auto until = end_of_range(std::string_view(text).substr(dots + 2));
  if (!until) return tl::unexpected(until.error());
  TimelineRange range{*from, *until};
  if (const auto every = arguments.value("every")) {
    const auto step = read_step(*every);
    if (!step) {
      if (is_step_shaped(*every)) {
        return refuse(
            fmt::format("`--every` cannot be `{}`: it is too large", report::printable(*every)),
            "it is at most 4000000 of its unit");
      }
      return refuse(fmt::format("`--every` cannot be `{}`", report::printable(*every)),
                    "it is a time above nothing: 1y, 6mo, 2w, 10d, or in quotes '3 months'");
    }
    range.every = *step;
  }
  const Diagnostics faults = timeline_obstacles(range);
  if (!faults.empty()) return refuse(faults.front());
  return range;
}

std::string rendered(const report::CaseTimelines& all, const Console& console) {
  const std::string& format = console.format();
  if (format == "json") return report::timeline_json(all);
  if (format == "ndjson") return report::timeline_ndjson(all);
  if (format == "csv") return report::timeline_csv(all);
  if (format == "prose") return report::timeline_prose(all);
  return report::timeline_text(all, console.style());
}

/// "exact probabilities are too much work at 2 of 3 dates, the first 2020-01-01: …"; empty where
/// all is exact. All subjects have the same dates.
std::string inexact_note(const Timeline& timeline) {
  if (timeline.subjects.empty()) return {};
  const std::vector<TimelinePoint>& points = timeline.subjects.front().points;
  const auto inexact = [](const TimelinePoint& point) { return point.inexact.has_value(); };
  const auto first = std::ranges::find_if(points, inexact);
  if (first == points.end()) return {};
  return fmt::format("exact probabilities are too much work at {} of {}, the first {}: {}",
                     std::ranges::count_if(points, inexact), report::counted(points.size(), "date"),
                     report::date_text(first->date), report::inexact_text(*first->inexact));
}

/// Says what was noticed, and returns the exit code.
int said(const TimelineRun& run, const std::string& file, Console& console) {
  const Timeline& timeline = *run.timeline;
  console.say({{timeline.warnings, run.sources}});
  for (const std::string& text : timeline.contradictions) {
    console.note(fmt::format("warning: {}: contradicted on {}", file, text));
  }
  if (const std::string text = inexact_note(timeline); !text.empty()) {
    console.insist(fmt::format("note: {}: {}", file, text));
  }
  if (say_limit(file, timeline.limit, console)) {
    return timeline.limit->what == Limit::interrupted ? Exit::interrupted : Exit::limit;
  }
  if (timeline.subjects.empty()) {
    console.note(fmt::format("{}: nothing is rated at any of {}", file,
                             report::counted(timeline.dates.size(), "date")));
  }
  return Exit::ok;
}

}  // namespace

int timeline(const Arguments& arguments, Console& console) {
  const auto range = range_of(arguments);
  if (!range) return console.fail(range.error());
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  workspace->options.as_of = range->from;
  const auto loading = load_rated(*workspace, arguments.operands, console);
  if (!loading) return console.fail(loading.error());
  Options options = workspace->options;
  if (console.streams().await_interrupt) {
    options.interrupted = console.streams().await_interrupt();
  }
  int exit = Exit::ok;
  std::deque<TimelineRun> runs;
  report::CaseTimelines all;
  for (const LoadedCase& one : loading->cases) {
    if (exit == Exit::interrupted) break;
    const auto start = std::chrono::steady_clock::now();
    const TimelineRun& run =
        runs.emplace_back(run_timeline(one.ruleset, one.facts, *range, options));
    if (!run.timeline)
      return console.fail(Problem{Exit::invalid, {{run.diagnostics, run.sources}}});
    if (const int end = said(run, one.file, console); end != Exit::ok) exit = end;
    if (console.verbose()) {
      const std::chrono::duration<double, std::milli> took =
          std::chrono::steady_clock::now() - start;
      console.insist(fmt::format("{}: {} in {:.1f} ms", one.file,
                                 report::counted(run.timeline->dates.size(), "date"),
                                 took.count()));
    }
    all.push_back({*run.timeline, *run.sources});
  }
  return console.result(rendered(all, console), exit);
}

}  // namespace casus::cli::commands
