// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/analysis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/chosen_files.hpp"
#include "cli/goals.hpp"
#include "cli/question.hpp"
#include "report/display.hpp"
#include "report/wording.hpp"

namespace casus::cli::commands {
namespace {

/// The same assessments, which must outlive the call, as goals are told by.
template <class Use>
auto with_assessments(const Sessions& sessions, const Use& use) {
  std::vector<Assessment> kept;
  for (const OpenCase& one : sessions.cases) kept.push_back(one.session.assessment());
  std::vector<const Assessment*> cases;
  for (const Assessment& one : kept) cases.push_back(&one);
  return use(cases);
}

/// Whether a word may name something in the cases of a project: no path, nor nearly one of them.
bool may_be_goal(const std::string& word, const Problem& no_case) {
  if (word.find('/') != std::string::npos || word.ends_with(".toml") || word == "-") return false;
  const auto near = [](const Help& help) { return help.text.starts_with("did you mean"); };
  const Diagnostics& said = no_case.groups.front().diagnostics;
  return std::ranges::none_of(
      said, [&](const Diagnostic& one) { return std::ranges::any_of(one.help, near); });
}

}  // namespace

Outcome<Sessions> open_sessions(const Arguments& arguments, Goal goal, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return tl::unexpected(workspace.error());
  Sessions result{.workspace = std::move(*workspace), .goal = {}, .cases = {}};
  std::vector<std::string> files = arguments.operands;
  const auto asked = find_goal(result.workspace, files);
  if (goal == Goal::optional && asked != files.end() && asked != files.begin()) {
    return goal_first(arguments, result.workspace);
  }
  const bool asks = asked != files.end();
  // A name in front of a case is a goal that lacks its arguments.
  const bool bare = files.size() > 1 && !names_case(result.workspace, files[0]) &&
                    names_case(result.workspace, files[1]);
  std::optional<Problem> no_case;  // unless the only word names something else
  if (goal == Goal::optional && files.size() == 1 && !asks) {
    const auto named = files_of_operand(result.workspace, files.front());
    if (!named && may_be_goal(files.front(), named.error())) {
      no_case = named.error();
      result.goal = files.front();
      files.clear();
    }
  }
  if (goal == Goal::needed || asks || bare) {
    auto first = question(arguments, result.workspace);
    if (!first) return tl::unexpected(first.error());
    result.goal = std::move(*first);
    files.erase(files.begin());
  }
  const auto loading = load_rated(result.workspace, files, console);
  if (!loading && no_case) return tl::unexpected(*no_case);
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
  if (no_case) {
    const auto other = with_assessments(
        result, [&](const auto& cases) { return named_instead(result.goal, cases, arguments); });
    return tl::unexpected(other.value_or(*no_case));
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
  return with_assessments(sessions, [&](const auto& cases) {
    return cli::refused(sessions.goal, cases, std::move(group), arguments);
  });
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
