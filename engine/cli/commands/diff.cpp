// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands/analysis.hpp"
#include "cli/commands/commands.hpp"
#include "cli/question.hpp"
#include "cli/values.hpp"
#include "report/difference.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"

namespace casus::cli::commands {
namespace {

/// A single case without mistakes; its warnings have been said. No operand: that of the project.
/// `side`: which one that is, where its file does not tell.
Outcome<LoadedCase> load_one(Workspace& workspace, const Files& operand, const std::string& side,
                             Console& console) {
  auto loading =
      load_rated(workspace, operand, console, side.empty() ? "" : "this is about " + side);
  if (!loading) return tl::unexpected(loading.error());
  if (loading->cases.size() != 1) {
    return refuse(fmt::format("{} holds {} cases, and two single ones are compared",
                              operand.empty() ? "the project" : report::printable(operand.front()),
                              loading->cases.size()),
                  "name the file of one case for each side");
  }
  return std::move(loading->cases.front());
}

std::string old_rules_of(const Arguments& arguments) {
  return report::printable(arguments.values("old-rules").front());
}

/// Names that tell the sides apart: of cases, of dates, of rules.
report::SideNames names_of(const Difference& difference, const Arguments& arguments) {
  if (arguments.operands.size() == 2) {
    return {report::printable(arguments.operands[0]), report::printable(arguments.operands[1]),
            "in"};
  }
  if (const auto date = arguments.value("old-as-of")) {
    const auto& after = difference.after.as_of;
    return {report::printable(*date), after ? report::date_text(*after) : "now", "on"};
  }
  return {old_rules_of(arguments), "these rules", "under"};
}

/// What is doubtful about both sides: each warning with the side that it is about, and once where
/// both have it at one place.
std::vector<report::DiagnosticGroup> warnings_of(const Difference& found, const DifferenceRun& run,
                                                 const report::SideNames& names) {
  report::DiagnosticGroup before{{}, found.before_sources};
  report::DiagnosticGroup after{{}, run.sources};
  Diagnostics others = found.after_warnings;
  for (Diagnostic one : found.before_warnings) {
    const auto both = std::ranges::find_if(others, [&](const Diagnostic& other) {
      return is_same(one, *found.before_sources, other, *run.sources);
    });
    if (both == others.end()) {
      one.note("this is about the old side, " + names.before);
    } else {
      others.erase(both);
    }
    before.diagnostics.push_back(std::move(one));
  }
  for (Diagnostic& one : others) {
    one.note("this is about the new side, " + names.after);
    after.diagnostics.push_back(std::move(one));
  }
  return {before, after};
}

}  // namespace

int diff(const Arguments& arguments, Console& console) {
  const bool other = arguments.has("old-rules") || arguments.has("old-as-of");
  const Files& sides = arguments.operands;
  if (sides.size() < 2 && !other) {
    const bool none = sides.empty();
    return console.fail(
        refuse(none ? "there is nothing to compare" : "there is nothing to compare this case with",
               std::string("name ") + (none ? "two cases" : "a second case") +
                   ", or what was other: `--old-as-of DATE`, `--old-rules PATH`")
            .value());
  }
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  std::optional<Date> old_date;
  if (const auto text = arguments.value("old-as-of")) {
    old_date = read_date(*text);
    if (!old_date) {
      return console.fail(
          refuse(fmt::format("`--old-as-of` cannot be `{}`", report::printable(*text)),
                 "it is a date such as 2015-01-31")
              .value());
    }
  }
  Workspace old = *workspace;
  const bool rules = arguments.has("old-rules");
  if (rules) old.rules = arguments.values("old-rules");
  auto after = load_one(*workspace, sides.size() == 2 ? Files{sides[1]} : sides,
                        rules ? "the new side, these rules" : "", console);
  if (!after) return console.fail(after.error());
  auto before = load_one(old, sides.size() == 2 ? Files{sides[0]} : sides,
                         rules ? "the old side, " + old_rules_of(arguments) : "", console);
  if (!before) {
    Problem problem = before.error();
    Diagnostics& said = problem.groups.front().diagnostics;
    const bool bare = said.size() == 1 && said.front().help.empty() && said.front().labels.empty();
    if (rules && bare) {
      said.front().advise("`--old-rules` names a file or folder with the rules of the first side");
    } else if (rules && sides.size() < 2 && problem.exit == Exit::invalid) {
      problem.groups.back().diagnostics.back().advise(
          "where the old rules lack what the case states, name a case that suits them: casus diff "
          "OLD.toml " +
          report::printable(file_word(after->file)) + " --old-rules " +
          report::printable(file_word(arguments.values("old-rules").front())));
    }
    return console.fail(problem);
  }
  DifferenceSide first{before->ruleset, before->facts, old.options_for(before->facts)};
  if (old_date) first.options.as_of = old_date;
  const DifferenceSide second{after->ruleset, after->facts, workspace->options_for(after->facts)};
  const DifferenceRun run = difference(first, second);
  if (!run.difference) return console.fail({Exit::invalid, {{run.diagnostics, run.sources}}});
  const Difference& found = *run.difference;
  const report::SideNames names = names_of(found, arguments);
  console.say(warnings_of(found, run, names));
  note_contradictions(after->file, found.after_contradictions, console);
  if (before->file != after->file || found.before_contradictions != found.after_contradictions) {
    note_contradictions(before->file, found.before_contradictions, console);
  }
  note_inexact(after->file, found.inexact, console);
  const bool limited =
      say_limit(found.limit_before ? names.before : names.after, found.limit, console);
  const std::string& format = console.format();
  const bool whole = arguments.has("all");
  const std::string text = format == "json" ? report::difference_json(found)
                           : format == "prose"
                               ? report::difference_prose(found, names, whole)
                               : report::difference_text(found, names, whole, console.style());
  return console.result(text, limited ? Exit::limit : Exit::ok);
}

}  // namespace casus::cli::commands
