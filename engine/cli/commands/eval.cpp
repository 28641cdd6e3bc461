// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "cli/profiling.hpp"
#include "cli/question.hpp"
#include "report/comparison.hpp"
#include "report/ratings.hpp"
#include "report/wording.hpp"

namespace casus::cli::commands {
namespace {

report::CaseAssessments assessments(const Runs& runs) {
  report::CaseAssessments all;
  for (const CaseRun& run : runs.cases) {
    all.push_back({run.evaluation.assessment(), run.evaluation.sources()});
  }
  return all;
}

void write(const report::CaseAssessments& all, const Console& console, report::Output& out,
           Profiling& profiling) {
  const std::string& format = console.format();
  if (format == "json") return report::ratings_json(all, out, profiling.members());
  if (format == "ndjson") return report::ratings_ndjson(all, out);
  out.text() +=
      format == "prose" ? report::ratings_prose(all) : report::ratings_text(all, console.style());
}

/// Writes scores as they are told, keeping none. True where a limit cut them short; it has been
/// said.
bool write_scores(const Runs& runs, Console& console, report::Output& out) {
  report::RatingsCsv csv(out);
  bool limited = false;
  for (const CaseRun& run : runs.cases) {
    const CaseInfo& info = run.evaluation.assessment().info;
    const auto limit =
        run.evaluation.scores([&](const Rating& rating) { return csv.add(info, rating); });
    if (!limit) continue;
    limited = true;
    if (runs.limited) continue;
    (void)say_limit(run.file, limit, console);
  }
  return limited;
}

/// One key away: for people at a terminal, the command that explains the first rating.
void hint(const Runs& runs, const Arguments& arguments, Console& console) {
  for (const CaseRun& run : runs.cases) {
    if (run.evaluation.assessment().ratings.empty()) continue;
    const Rating& rating = run.evaluation.assessment().ratings.front();
    const std::vector<std::string> cases =
        arguments.operands.empty() ? std::vector<std::string>{} : std::vector{run.file};
    const bool repeatable = run.file != "-" && std::ranges::none_of(arguments.values("data"),
                                                                    [](const std::string& path) {
                                                                      return path.ends_with("=-");
                                                                    });
    if (repeatable && console.streams().err_is_terminal)
      console.note("next: " + command_line("why", goal_of(rating), arguments, cases));
    return;
  }
  if (!runs.limited) console.note("nothing is rated: no rating has a subject in these facts");
}

/// What `--fail-below` says to the ratings: an exit code.
Outcome<int> gate(const Runs& runs, const std::string& band, Console& console) {
  std::size_t compared = 0;
  int exit = Exit::ok;
  std::vector<std::string_view> known;
  for (const CaseRun& run : runs.cases) {
    for (const Rating& rating : run.evaluation.assessment().ratings) {
      for (const Band& each : rating.bands) known.push_back(each.name);
      const auto limit = std::ranges::find(rating.bands, band, &Band::name);
      if (limit == rating.bands.end()) continue;
      ++compared;
      const auto wanted = static_cast<std::size_t>(limit - rating.bands.begin());
      if (report::band_index(rating) >= wanted) continue;
      console.note(fmt::format("gate: {} is {}, below {}", report::subject_text(rating),
                               report::band_text(rating.band), report::band_text(band)));
      exit = Exit::no;
    }
  }
  if (compared > 0) return exit;
  if (!known.empty()) {
    return refuse(fmt::format("no rating has a band `{}`", band), did_you_mean(band, known));
  }
  // A gate that has nothing to look at must not look open.
  console.note(
      fmt::format("gate: nothing is rated, so nothing reaches {}", report::band_text(band)));
  return Exit::no;
}

std::string rendered(const std::vector<report::Comparison>& all, const Console& console) {
  const std::string& format = console.format();
  if (format == "json") return report::comparisons_json(all);
  if (format == "ndjson") return report::comparisons_ndjson(all);
  if (format == "csv") return report::comparisons_csv(all);
  if (format == "prose") return report::comparisons_prose(all);
  return report::comparisons_text(all, console.style());
}

int eval_all(Workspace& workspace, const Arguments& arguments, Console& console) {
  if (arguments.has("profile")) {
    return console.fail(
        refuse("`--profile` measures one calculus, not all", "name one with `--certainty`")
            .value());
  }
  if (arguments.has("fail-below")) {
    return console.fail(
        refuse("`--fail-below` judges by one calculus, not by all", "name one with `--certainty`")
            .value());
  }
  const auto comparisons = compare(workspace, arguments.operands, console);
  if (!comparisons) return console.fail(comparisons.error());
  std::vector<report::Comparison> all;
  for (const std::vector<Evaluation>& runs : comparisons->cases) {
    report::Comparison& one = all.emplace_back();
    for (const Evaluation& run : runs) one.push_back({run.assessment(), run.sources()});
    // What is held and denied is so under every calculus; which side stands is told of the first.
    if (one.empty()) continue;
    const Assessment& first = one.front().assessment;
    note_contradictions(first.info.path, first.contradictions, console);
  }
  for (const std::string& text : report::band_warnings(all)) console.note("warning: " + text);
  return console.result(rendered(all, console), comparisons->limited ? Exit::limit : Exit::ok);
}

}  // namespace

int eval(const Arguments& arguments, Console& console) {
  if (arguments.has("cases")) return eval_cases(arguments, console);
  if (arguments.has("timeline") || arguments.has("every")) return timeline(arguments, console);
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  if (workspace->all_calculi) return eval_all(*workspace, arguments, console);
  workspace->options.profile = arguments.has("profile");
  workspace->options.reasons = console.format() != "csv" || arguments.has("fail-below");
  const auto runs = evaluate(*workspace, arguments.operands, console);
  if (!runs) return console.fail(runs.error());
  for (const CaseRun& run : runs->cases) {
    note_inexact(run.file, run.evaluation.assessment().inexact, console);
  }
  int exit = Exit::ok;
  if (const auto band = arguments.value("fail-below")) {
    const auto verdict = gate(*runs, *band, console);
    if (!verdict) return console.fail(verdict.error());
    exit = arguments.has("exit-zero") ? Exit::ok : *verdict;
  }
  bool limited = runs->limited;
  Profiling profiling(*runs, console);
  profiling.begin("writing");
  const auto result = [&](report::Output& out) {
    if (console.format() == "csv") {
      limited = write_scores(*runs, console, out) || limited;
    } else {
      write(assessments(*runs), console, out, profiling);
    }
  };
  const int written = console.result(result, Exit::ok);
  profiling.tell(console);
  if (console.format() == "text") hint(*runs, arguments, console);
  if (written != Exit::ok) return written;
  return limited ? Exit::limit : exit;
}

}  // namespace casus::cli::commands
