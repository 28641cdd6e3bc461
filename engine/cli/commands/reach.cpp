// SPDX-License-Identifier: Apache-2.0
#include "report/reach.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

#include "cli/commands/analysis.hpp"
#include "cli/commands/commands.hpp"
#include "cli/goals.hpp"
#include "cli/question.hpp"
#include "report/display.hpp"
#include "report/wording.hpp"

namespace casus::cli::commands {
namespace {

/// A goal, and in words what it stands for where nobody wrote it.
struct Wanted {
  std::string goal;
  std::string about = {};
};

/// For each rated subject its band otherwise.
std::vector<Wanted> flips(const std::vector<Rating>& ratings) {
  std::vector<Wanted> result;
  for (const Rating& rating : ratings) {
    const std::string subject = goal_of(rating);
    const std::string name = report::subject_text(rating) + ": ";
    const std::string now =
        fmt::format("{} (now {})", report::band_text(rating.band), report::score_text(rating));
    if (rating.band != rating.bands.back().name) {
      result.push_back({subject + " > " + rating.band, name + "to rise above " + now});
    }
    if (rating.band != rating.bands.front().name) {
      result.push_back({subject + " < " + rating.band, name + "to fall below " + now});
    }
  }
  return result;
}

/// What shows an answer at work, for each.
std::vector<std::string> commands_of(const Reach& reach, const std::string& file,
                                     const Arguments& arguments) {
  std::vector<std::string> result;
  for (const ReachAnswer& answer : reach.answers) {
    std::set<std::string> dropped;
    std::string line = command_line("what-if", {}, arguments, {file});
    for (const ReachStep& step : answer.steps) {
      for (const std::string& fact : step.change.drop) {
        if (dropped.insert(fact).second) line += " --drop " + shell_word(fact);
      }
      for (const std::string& set : step.change.set) line += " --set " + shell_word(set);
    }
    result.push_back(std::move(line));
  }
  return result;
}

/// The search in one case, and what it says of a goal that is about something else.
struct Searched {
  ReachRun run;
  Wanted wanted;
  std::string file;
  std::vector<UnknownText> unknown = {};
  std::string rated = {};  ///< instead, where that is not rated

  [[nodiscard]] bool is_about() const { return unknown.empty() && rated.empty(); }
};

/// Where nothing does it: whether that is no wonder.
void tell_apart(const Session& session, Searched& one) {
  const Reach& reach = *one.run.reach;
  if (reach.holds || reach.limit || !reach.answers.empty()) return;
  one.unknown = session.now().missed(one.wanted.goal).unknown_texts;
  const Assessment assessment = session.assessment();
  std::vector<const Rating*> ratings;
  for (const Rating& rating : assessment.ratings) ratings.push_back(&rating);
  one.rated = rated_instead(one.wanted.goal, ratings);
}

/// Leaves out cases that the goal is not about, if it is about any.
void keep_about(std::deque<Searched>& all, Console& console) {
  if (std::ranges::any_of(all, &Searched::is_about)) {
    std::erase_if(all, [](const Searched& one) { return !one.is_about(); });
    return;
  }
  std::vector<std::vector<UnknownText>> unknown;
  for (const Searched& one : all) unknown.push_back(one.unknown);
  for (const std::string& line : unknown_everywhere(unknown)) console.insist("note: " + line);
}

Problem not_rated(const std::string& goal, const std::string& instead) {
  Problem problem = refuse("not rated: " + report::printable(goal), instead).value();
  problem.exit = Exit::no;
  return problem;
}

/// What to go on with where the goal holds, or where no fact could help it.
std::string next_of(const Searched& one, const Arguments& arguments) {
  const Reach& reach = *one.run.reach;
  if (one.file == "-") return {};
  if (!reach.holds) {
    const bool none = reach.bearing == 0 && reach.answers.empty() && !reach.limit;
    if (!none || reach.scale_end || !one.is_about()) return {};
    return command_line("why-not", reach.goal, arguments, {one.file});
  }
  const bool more = reach.certainty < report::CaseReach::sure && !arguments.has("threshold") &&
                    takes_threshold(reach.calculus);
  const std::string line = command_line(more ? "reach" : "why", reach.goal, arguments, {one.file});
  return more ? fmt::format("{} --threshold {}", line, report::CaseReach::sure) : line;
}

}  // namespace

int reach(const Arguments& arguments, Console& console) {
  const bool flip = arguments.has("flip");
  ReachOptions options;
  if (arguments.has("all")) options.most_answers = 1000;
  auto sessions = open_sessions(arguments, flip ? Goal::optional : Goal::needed, console);
  if (!sessions) return console.fail(sessions.error());
  std::deque<Searched> searched;
  bool limited = false;
  for (OpenCase& one : sessions->cases) {
    std::vector<Wanted> wanted{{sessions->goal}};
    if (flip) {
      const RatingsRun named = ratings_of(one.session, sessions->goal);
      if (has_errors(named.diagnostics)) {
        return console.fail(refused(*sessions, {named.diagnostics, named.sources}, arguments));
      }
      wanted = flips(named.ratings);
    }
    for (const Wanted& each : wanted) {
      if (sessions->is_interrupted() && limited) break;
      ReachRun run = casus::reach(one.session, each.goal, options);
      if (!run.reach) {
        return console.fail(refused(*sessions, {run.diagnostics, run.sources}, arguments));
      }
      limited = say_limit(one.file, run.reach->limit, console) || limited;
      note_partial(one.file, run.reach->partial, console);
      searched.push_back({std::move(run), each, one.file});
      if (!flip) tell_apart(one.session, searched.back());
    }
  }
  if (searched.empty() && !limited) return console.fail(rated_nowhere(*sessions));
  keep_about(searched, console);
  if (!searched.empty() &&
      std::ranges::all_of(searched, [](const Searched& one) { return !one.rated.empty(); })) {
    return console.fail(not_rated(sessions->goal, searched.front().rated));
  }
  bool reached = false;
  std::vector<report::CaseReach> all;
  for (const Searched& one : searched) {
    const Reach& found = *one.run.reach;
    reached = reached || found.holds || !found.answers.empty();
    all.push_back({found, one.wanted.about, commands_of(found, one.file, arguments),
                   next_of(one, arguments)});
  }
  const std::string& format = console.format();
  const std::string text = format == "json" ? report::reach_json(all)
                           : format == "prose"
                               ? report::reach_prose(all)
                               : report::reach_text(all, arguments.has("all"), console.style());
  const int found = reached || arguments.has("exit-zero") ? Exit::ok : Exit::no;
  return console.result(text, sessions->exit(limited, found));
}

}  // namespace casus::cli::commands
