// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>
#include <set>

#include "cli/commands/commands.hpp"
#include "cli/goals.hpp"
#include "cli/question.hpp"
#include "report/display.hpp"
#include "report/explanation.hpp"
#include "report/fact.hpp"
#include "report/wording.hpp"

namespace casus::cli::commands {
namespace {

/// Answers that are explained; more are counted.
constexpr std::size_t most_explained = 10;

Outcome<report::TreeOptions> tree_options(const Arguments& arguments) {
  report::TreeOptions options;
  options.code = arguments.has("code");
  const auto depth = depth_of(arguments);
  if (!depth) return tl::unexpected(depth.error());
  if (!*depth && !arguments.has("all")) return options;
  // Who asks for levels wants to see them, not their sums.
  options.lines = 0;
  options.depth = depth->value_or(0);
  return options;
}

/// "unknown" or "contradicted" where all cases agree on that, else "not derived".
std::string_view missing(const report::CaseExplanations& all) {
  if (all.empty()) return "not derived";
  const auto verdict = all.front().explanation.verdict;
  const bool agreed = std::ranges::all_of(
      all, [&](const report::CaseExplanation& one) { return one.explanation.verdict == verdict; });
  if (!agreed || !verdict || *verdict == Verdict::no) return "not derived";
  return report::verdict_word(*verdict);
}

/// What is so where rules conclude nothing of a goal: who is told of in facts all the same.
std::string none_applies(const report::CaseExplanations& all) {
  std::set<std::string> ids;
  for (const report::CaseExplanation& one : all) {
    if (!one.explanation.naming) return {};
    ids.insert(one.explanation.naming->begin(), one.explanation.naming->end());
  }
  const std::string facts =
      ids.empty() ? "" : fmt::format(", though facts have its names: {}", fmt::join(ids, " "));
  return "here no rule concludes it" + facts;
}

std::string not_derived(const std::string& goal, const Runs& runs,
                        const report::CaseExplanations& all, const report::TreeOptions& options,
                        const Arguments& arguments, const Console& console) {
  const std::string shown = report::printable(goal);
  if (runs.limited) {
    return fmt::format("not found before a limit ended the run: {}\n", shown);
  }
  const bool prose = console.format() == "prose";
  const auto line = [&](std::string_view head, const std::string& text) {
    return told(head, text, prose);
  };
  std::string out = line(std::string(missing(all)) + ": ", shown);
  for (const report::CaseExplanation& one : all) {
    if (one.explanation.contradicting.empty()) continue;
    if (all.size() > 1) out += line("", one.case_name + (prose ? "" : ":"));
    out += prose ? report::contradictions_prose(one, options)
                 : report::contradictions_tree(one, console.style(), options);
  }
  std::string instead;
  for (const report::CaseExplanation& one : all) {
    for (const std::string& text : report::other_kinds_texts(one.explanation.other_kinds)) {
      instead += line("", text);
    }
  }
  instead += report::defeated_lines(all, prose);
  if (!instead.empty()) return out + instead;
  std::vector<std::vector<UnknownText>> unknown;
  for (const report::CaseExplanation& one : all) unknown.push_back(one.explanation.unknown_texts);
  const std::vector<std::string> hints = unknown_everywhere(unknown);
  for (const std::string& text : hints) out += line(prose ? "" : "help: ", text);
  const std::string rated = rated_instead(goal, runs);
  const bool near = out.find("did you mean") != std::string::npos;
  if (!hints.empty()) {
    return rated.empty() || near ? out : out + line(prose ? "" : "help: ", rated);
  }
  const std::string none = none_applies(all);
  if (!none.empty()) {
    return out + line(prose ? "" : "help: ", none) +
           next_command("why-not", goal, arguments, prose);
  }
  const std::string help = rated.empty() ? hint(goal, runs) : rated;
  if (!help.empty()) out += line(prose ? "" : "help: ", help);
  return out + next_command("why-not", goal, arguments, prose);
}

bool is_data(std::string_view format) {
  return format == "json" || format == "dot" || format == "svg";
}

/// Whom a fact makes a subject of ratings.
report::RatedByFact rated_by(const Evidence& fact, const Evaluation& evaluation) {
  report::RatedByFact rated;
  if (!fact.used) return rated;
  for (const Rating& one : evaluation.assessment().ratings) {
    const auto explained = evaluation.why(goal_of(one), 1, Evaluation::Told::best);
    if (!explained.explanation) continue;
    const bool because = std::ranges::any_of(
        explained.explanation->roots,
        [&](const Explanation::Node& root) { return std::ranges::count(root.facts, fact.id) > 0; });
    if (because) rated.push_back(&one);
  }
  return rated;
}

/// The facts that a goal names instead of asking something, of each case.
std::string facts_called(const std::string& goal, const Runs& runs, const report::Style& style) {
  std::string text;
  for (const CaseRun& run : runs.cases) {
    const Evidence* fact = fact_called(goal, run);
    if (fact == nullptr) continue;
    text += report::fact_text(
        *fact, run.evaluation.assessment(), [&] { return rated_by(*fact, run.evaluation); },
        *run.evaluation.why(goal).sources, style);
  }
  return text;
}

}  // namespace

int why(const Arguments& arguments, Console& console) {
  const auto options = tree_options(arguments);
  if (!options) return console.fail(options.error());
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto first = question(arguments, *workspace);
  if (!first) return console.fail(first.error());
  const std::string& goal = *first;
  const auto runs = evaluate(*workspace, cases_of(arguments), console);
  if (!runs) return console.fail(runs.error());

  const bool verify = arguments.has("verify");
  std::deque<Evaluation::Explained> kept;  // what the views below refer to
  std::deque<Verification> checked;
  report::CaseExplanations all;
  bool holds = false;
  bool affirmed = false;  // what happened in no sampled world is explained, and not affirmed
  bool limited = runs->limited;
  const auto told = arguments.has("all") ? Evaluation::Told::all : Evaluation::Told::best;
  for (const CaseRun& run : runs->cases) {
    const auto& explained = kept.emplace_back(run.evaluation.why(goal, most_explained, told));
    const report::DiagnosticGroup group{explained.diagnostics, explained.sources};
    if (!explained.explanation && !is_data(console.format())) {
      const std::string fact = facts_called(goal, *runs, console.style());
      if (!fact.empty()) return console.result(fact, Exit::ok);
    }
    if (!explained.explanation && fact_called(goal, run) != nullptr) {
      return console.fail(
          refuse(fmt::format("`{}` is a fact, which is told as text only", report::printable(goal)),
                 "leave out `-f " + console.format() +
                     "`: " + command_line("why", goal, arguments, cases_of(arguments)))
              .value());
    }
    if (!explained.explanation) return console.fail(refused(goal, *runs, group, arguments));
    if (all.empty()) console.say({group});
    const Explanation& found = *explained.explanation;
    note_inexact(run.file, found.inexact, console);
    holds = holds || found.holds;
    affirmed = affirmed || (found.holds && found.verdict.value_or(Verdict::yes) == Verdict::yes);
    if (!runs->limited) {
      limited = say_limit(run.file, found.limit, console, "the answers are partial") || limited;
    }
    all.push_back(
        {run.evaluation.assessment().info.name, *explained.explanation, *explained.sources});
    if (verify) all.back().verified = &checked.emplace_back(run.evaluation.verify(found));
  }
  std::string text;
  if (console.format() == "json") {
    text = report::explanation_json(all);
  } else if (console.format() == "dot") {
    text = report::explanation_dot(all, goal, *options);
  } else if (console.format() == "svg") {
    text = report::explanation_svg(all, goal, *options);
  } else if (!holds) {
    text = not_derived(goal, *runs, all, *options, arguments, console);
  } else if (console.format() == "prose") {
    text = report::explanation_prose(all, *options);
  } else {
    text = report::explanation_tree(all, console.style(), *options);
  }
  int exit = affirmed || arguments.has("exit-zero") ? Exit::ok : Exit::no;
  if (limited) exit = Exit::limit;
  const bool is_picture = console.format() == "dot" || console.format() == "svg";
  const std::vector<std::string> objections = report::objections(all);
  if (!objections.empty()) {
    console.insist("this explanation is no proof, and the fault is ours:");
    for (const std::string& one : objections) console.insist(one);
    console.insist("please report it, with the command and its files");
    exit = Exit::bug;
  } else if (verify && is_picture) {
    console.insist(report::verified_text(all));
  } else if (verify && console.format() != "json") {
    const std::string line = report::verified_text(all);
    text += (console.format() == "prose" ? report::statement(line) : line) + '\n';
  }
  return console.result(text, exit);
}

}  // namespace casus::cli::commands
