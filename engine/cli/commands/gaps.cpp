// SPDX-License-Identifier: Apache-2.0
#include "report/gaps.hpp"

#include <algorithm>
#include <deque>

#include "cli/commands/analysis.hpp"
#include "cli/commands/commands.hpp"
#include "cli/goals.hpp"
#include "cli/question.hpp"

namespace casus::cli::commands {
namespace {

/// The command that asks the questions, or where no answer alone moves a goal, that tries several
/// together; empty where there are none, or the case came from stdin.
std::string next_line(const Gaps& gaps, const OpenCase& one, const Workspace& workspace,
                      const Arguments& arguments) {
  const std::string& file = one.file;
  const auto is_open = [](const Gap& gap) { return gap.kind != Gap::Kind::unstated; };
  if (file == "-") return {};
  if (gaps.pairs.empty() && std::ranges::none_of(gaps.gaps, is_open)) {
    const bool misses = gaps.measure == Gaps::Measure::certainty && gaps.now <= 0 && !gaps.limit;
    if (!misses) return {};
    return told("next: ", command_line("reach", gaps.goal, arguments, {file}), false);
  }
  return told("next: ", consult_command(file, one.names_data, workspace, arguments), false);
}

}  // namespace

int gaps(const Arguments& arguments, Console& console) {
  auto sessions = open_sessions(arguments, Goal::optional, console);
  if (!sessions) return console.fail(sessions.error());
  std::deque<GapsRun> kept;  // what the views below refer to
  std::vector<report::CaseGaps> all;
  bool limited = false;
  const bool whole = arguments.has("all");
  for (OpenCase& one : sessions->cases) {
    const GapsRun& run =
        kept.emplace_back(find_gaps(one.session, sessions->goal, {.unstated = whole}));
    if (!run.gaps) {
      return console.fail(refused(*sessions, {run.diagnostics, run.sources}, arguments));
    }
    limited = say_limit(one.file, run.gaps->limit, console) || limited;
    note_partial(one.file, run.gaps->partial, console);
    const bool unrated = run.gaps->measure == Gaps::Measure::score && run.gaps->ratings.empty();
    if (!unrated) all.push_back({*run.gaps, *run.sources});
  }
  if (all.empty() && !limited) return console.fail(rated_nowhere(*sessions));
  const std::string& format = console.format();
  std::string text = format == "json"    ? report::gaps_json(all)
                     : format == "prose" ? report::gaps_prose(all, whole)
                                         : report::gaps_text(all, whole, console.style());
  if (format == "text" && sessions->cases.size() == 1 && all.size() == 1) {
    text += next_line(all.front().gaps, sessions->cases.front(), sessions->workspace, arguments);
  }
  return console.result(text, sessions->exit(limited, Exit::ok));
}

}  // namespace casus::cli::commands
