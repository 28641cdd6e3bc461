// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/analysis.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/goals.hpp"
#include "cli/question.hpp"
#include "report/display.hpp"
#include "report/wording.hpp"

namespace casus::cli::commands {

Outcome<Sessions> open_sessions(const Arguments& arguments, Goal goal, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return tl::unexpected(workspace.error());
  Sessions result{.workspace = std::move(*workspace), .goal = {}, .cases = {}};
  std::vector<std::string> files = arguments.operands;
  const auto asked = find_goal(result.workspace, files);
  if (goal == Goal::optional && asked != files.end() && asked != files.begin()) {
    return goal_first(arguments, result.workspace);
  }
  // A name in front of a case is a goal that lacks its arguments.
  const bool bare = files.size() > 1 && !names_case(result.workspace, files[0]) &&
                    names_case(result.workspace, files[1]);
  if (goal == Goal::needed || asked != files.end() || bare) {
    auto first = question(arguments, result.workspace);
    if (!first) return tl::unexpected(first.error());
    result.goal = std::move(*first);
    files.erase(files.begin());
  }
  const auto loading = load_rated(result.workspace, files, console);
  if (!loading) return tl::unexpected(loading.error());
  if (console.streams().await_interrupt) result.interrupted = console.streams().await_interrupt();
  for (const LoadedCase& one : loading->cases) {
    Options options = result.workspace.options_for(one.facts);
    options.interrupted = result.interrupted;
    auto started = Session::start(one.ruleset, one.facts, options);
    if (!started.session) {
      return tl::unexpected(Problem{Exit::invalid, {{started.diagnostics, started.sources}}});
    }
    const Evaluation& evaluated = started.session->now();
    if (const auto& limit = evaluated.assessment().limit) return stopped(*limit);
    note_contradictions(one.file, evaluated.assessment().contradictions, console);
    note_inexact(one.file, evaluated.assessment().inexact, console);
    result.cases.push_back({one.file, std::move(*started.session), one.names_data});
  }
  return result;
}

void note_partial(const std::string& file, bool partial, Console& console) {
  if (!partial) return;
  console.insist(fmt::format(
      "note: {}: more is not known than could be asked: a thousand of a condition, a thousand "
      "conclusions and 200 pairs are the most",
      file));
}

Problem refused(const Sessions& sessions, report::DiagnosticGroup group,
                const Arguments& arguments) {
  std::vector<Assessment> kept;
  for (const OpenCase& one : sessions.cases) kept.push_back(one.session.assessment());
  std::vector<const Assessment*> cases;
  for (const Assessment& one : kept) cases.push_back(&one);
  return cli::refused(sessions.goal, cases, std::move(group), arguments);
}

Problem rated_nowhere(const Sessions& sessions) {
  std::vector<std::string> goals;
  for (const OpenCase& one : sessions.cases) {
    const Assessment assessment = one.session.assessment();
    for (const Rating& rating : assessment.ratings) goals.push_back(goal_of(rating));
  }
  if (sessions.goal.empty() || goals.empty()) {
    return refuse("nothing is rated", "`casus check` says what rules and facts there are").value();
  }
  const std::vector<std::string_view> names(goals.begin(), goals.end());
  Problem problem =
      refuse(fmt::format("not rated: {}", report::printable(sessions.goal)),
             did_you_mean(sessions.goal, names, "what is rated is `" + goals.front() + '`'))
          .value();
  problem.exit = Exit::no;
  return problem;
}

}  // namespace casus::cli::commands
