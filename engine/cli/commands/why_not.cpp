// SPDX-License-Identifier: Apache-2.0
#include "report/why_not.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "cli/commands/commands.hpp"
#include "cli/goals.hpp"
#include "cli/question.hpp"
#include "report/wording.hpp"

namespace casus::cli::commands {
namespace {

constexpr std::size_t deepest = 20;
constexpr std::size_t many_rules = 1'000'000;

struct Extent {
  WhyNotOptions options;
  report::WhyNotView view;
};

Outcome<Extent> extent(const Arguments& arguments) {
  Extent result;
  result.view.code = arguments.has("code");
  result.view.all = arguments.has("all");
  if (result.view.all) result.options.most = many_rules;
  const auto depth = depth_of(arguments);
  if (!depth) return tl::unexpected(depth.error());
  if (!*depth) return result;
  const std::size_t levels = **depth == 0 ? deepest : std::min<std::size_t>(**depth, deepest);
  result.options.depth = levels - 1;
  result.view.levels = static_cast<std::uint32_t>(levels);
  return result;
}

/// Names that may be misspelt.
std::string misspelt(const report::CaseWhyNots& all, bool prose) {
  std::string out;
  std::vector<std::vector<UnknownText>> unknown;
  for (const report::CaseWhyNot& one : all) unknown.push_back(one.why_not.unknown_texts);
  for (const std::string& text : unknown_everywhere(unknown)) {
    out += told(prose ? "" : "help: ", text, prose);
  }
  return out;
}

/// What to ask `why`: the conclusion that stands against the goal, or the rating that misses it.
std::string next_goal(const report::CaseWhyNots& all) {
  for (const report::CaseWhyNot& one : all) {
    const std::string next = report::why_next(one.why_not);
    if (!next.empty()) return next;
    if (!one.why_not.ratings.empty()) return goal_of(one.why_not.ratings.front().rating);
  }
  return {};
}

/// The rating that a goal is, without a comparison; null where it is none.
const Rating* rating_of(const std::string& goal, const Runs& runs) {
  for (const CaseRun& run : runs.cases) {
    for (const Rating& rating : run.evaluation.assessment().ratings) {
      if (goal_of(rating) == goal) return &rating;
    }
  }
  return nullptr;
}

/// "FIRM, 66.3 of 100", of a goal that is a rating.
std::string rated_text(const std::string& goal, const Runs& runs) {
  const Rating* const rating = rating_of(goal, runs);
  if (rating == nullptr) return {};
  return report::band_text(rating->band) + ", " + report::score_on_scale(*rating);
}

/// Of a goal that is a rating, that it has the next band.
std::string more_than(const std::string& goal, const Runs& runs) {
  const Rating* const rating = rating_of(goal, runs);
  if (rating == nullptr) return {};
  auto band = std::ranges::find(rating->bands, rating->band, &Band::name);
  if (band == rating->bands.end() || ++band == rating->bands.end()) return {};
  return goal + " >= " + band->name;
}

/// Whether answers to open questions would let some rule apply that could help.
bool is_unknown(const WhyNot::RatingMiss& miss) {
  using Note = WhyNot::Note;
  const auto unknown = [](const Note& note) {
    return note.kind == Note::Kind::unknown || note.kind == Note::Kind::left_open;
  };
  const auto waits = [&](const WhyNot::Condition& one) {
    return one.state != WhyNot::Condition::State::fails || std::ranges::any_of(one.notes, unknown);
  };
  return std::ranges::any_of(miss.helping, [&](const WhyNot::Attempt& rule) {
    return rule.fails > 0 && std::ranges::all_of(rule.conditions, waits);
  });
}

}  // namespace

int why_not(const Arguments& arguments, Console& console) {
  const auto asked = extent(arguments);
  if (!asked) return console.fail(asked.error());
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto first = question(arguments, *workspace);
  if (!first) return console.fail(first.error());
  const std::string& goal = *first;
  const auto runs = evaluate(*workspace, cases_of(arguments), console);
  if (!runs) return console.fail(runs.error());

  std::deque<Evaluation::Unexplained> kept;  // what the views below refer to
  report::CaseWhyNots all;
  bool limited = runs->limited;
  bool holds = false;  // in some case
  bool everywhere = true;
  for (const CaseRun& run : runs->cases) {
    const auto& explained = kept.emplace_back(run.evaluation.why_not(goal, asked->options));
    const report::DiagnosticGroup group{explained.diagnostics, explained.sources};
    if (!explained.why_not) {
      return console.fail(refused(goal, *runs, group, arguments));
    }
    if (all.empty()) console.say({group});
    const WhyNot& found = *explained.why_not;
    note_inexact(run.file, found.inexact, console);
    holds = holds || found.holds;
    everywhere = everywhere && found.holds;
    if (!runs->limited) limited = say_limit(run.file, found.limit, console) || limited;
    all.push_back({run.evaluation.assessment().info.name, found, *explained.sources});
  }
  std::string text;
  const bool prose = console.format() == "prose";
  if (console.format() == "json") {
    text = report::why_not_json(all);
  } else {
    for (const report::CaseWhyNot& one : all) {
      if (!one.why_not.holds) continue;
      const std::string which = all.size() > 1 ? one.case_name + ": " : "";
      const std::string rated = rated_text(goal, *runs);
      text += told(which + "it holds: ", goal + (rated.empty() ? "" : ": " + rated), prose);
    }
    if (holds) {
      const std::string more = more_than(goal, *runs);
      if (!more.empty()) text += next_command("why-not", more, arguments, prose);
      text += next_command("why", goal, arguments, prose);
    }
    text += prose ? report::why_not_prose(all, asked->view)
                  : report::why_not_text(all, console.style(), asked->view);
    text += misspelt(all, prose);
    const bool near = text.find("did you mean") != std::string::npos;
    const std::string rated = holds || near ? "" : rated_instead(goal, *runs);
    if (!rated.empty()) {
      text += told(prose ? "" : "help: ", rated, prose);
    }
    const std::string next = next_goal(all);
    if (!next.empty()) {
      text += next_command("why", next, arguments, prose);
    }
    const auto may_reach = [](const report::CaseWhyNot& one) {
      return std::ranges::any_of(one.why_not.ratings, &WhyNot::RatingMiss::possible);
    };
    if (!holds && std::ranges::any_of(all, may_reach)) {
      text += next_command("reach", goal, arguments, prose);
    }
    if (all.size() == 1 && std::ranges::any_of(all.front().why_not.ratings, is_unknown)) {
      const std::string& file = runs->cases.front().file;
      const bool names_data = runs->cases.front().evaluation.assessment().records > 0;
      const bool again = file != "-" && file != data_alone;
      if (again)
        text += told("next: ", consult_command(file, names_data, *workspace, arguments), prose);
    }
  }
  int exit = everywhere && !arguments.has("exit-zero") ? Exit::no : Exit::ok;
  if (limited) exit = Exit::limit;
  return console.result(text, exit);
}

}  // namespace casus::cli::commands
