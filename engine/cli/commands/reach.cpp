// SPDX-License-Identifier: Apache-2.0
#include "report/reach.hpp"

#include <fmt/format.h>

#include <deque>
#include <set>

#include "cli/commands/analysis.hpp"
#include "cli/commands/commands.hpp"
#include "cli/goals.hpp"
#include "cli/question.hpp"
#include "cli/values.hpp"
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

}  // namespace

int reach(const Arguments& arguments, Console& console) {
  const bool flip = arguments.has("flip");
  ReachOptions options;
  if (arguments.has("all")) options.most_answers = 1000;
  auto sessions = open_sessions(arguments, flip ? Goal::optional : Goal::needed, console);
  if (!sessions) return console.fail(sessions.error());
  std::deque<ReachRun> kept;  // what the views below refer to
  std::vector<report::CaseReach> all;
  bool limited = false;
  bool reached = false;
  for (OpenCase& one : sessions->cases) {
    std::vector<Wanted> wanted{{sessions->goal}};
    if (flip) {
      const RatingsRun named = ratings_of(one.session, sessions->goal);
      if (has_errors(named.diagnostics)) {
        return console.fail({Exit::usage, {{named.diagnostics, named.sources}}});
      }
      wanted = flips(named.ratings);
    }
    for (const Wanted& each : wanted) {
      const ReachRun& run = kept.emplace_back(casus::reach(one.session, each.goal, options));
      if (!run.reach) return console.fail({Exit::usage, {{run.diagnostics, run.sources}}});
      limited = say_limit(one.file, run.reach->limit, console) || limited;
      note_partial(one.file, run.reach->partial, console);
      if (!flip && run.reach->answers.empty() && !run.reach->holds) {
        const Missed missed = one.session.now().missed(each.goal);
        for (const std::string& line : unknown_everywhere({missed.unknown_texts})) {
          console.insist("note: " + line);
        }
        const Assessment assessment = one.session.assessment();
        std::vector<const Rating*> ratings;
        for (const Rating& rating : assessment.ratings) ratings.push_back(&rating);
        const std::string instead = rated_instead(each.goal, ratings);
        if (!instead.empty()) console.insist("note: " + instead);
      }
      reached = reached || run.reach->holds || !run.reach->answers.empty();
      all.push_back({*run.reach, each.about, commands_of(*run.reach, one.file, arguments)});
    }
  }
  if (all.empty() && !limited) return console.fail(rated_nowhere(*sessions));
  const std::string& format = console.format();
  const std::string text = format == "json" ? report::reach_json(all)
                           : format == "prose"
                               ? report::reach_prose(all)
                               : report::reach_text(all, arguments.has("all"), console.style());
  const int found = reached || arguments.has("exit-zero") ? Exit::ok : Exit::no;
  return console.result(text, limited ? Exit::limit : found);
}

}  // namespace casus::cli::commands
