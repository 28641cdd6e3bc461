// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "cli/goals.hpp"
#include "cli/profiling.hpp"
#include "cli/question.hpp"
#include "report/answers.hpp"
#include "report/counts.hpp"
#include "report/display.hpp"
#include "report/explanation.hpp"

namespace casus::cli::commands {
namespace {

void write(const std::vector<report::CaseAnswers>& answers, const Console& console,
           report::Output& out, Profiling& profiling, const report::Cut& cut) {
  const std::string& format = console.format();
  if (format == "json") return report::answers_json(answers, out, cut, profiling.members());
  if (format == "ndjson") return report::answers_ndjson(answers, out, cut);
  if (format == "csv") return report::answers_csv(answers, out, cut);
  report::Style style = console.style();
  // Whatever reads a pipe looks for whole names.
  if (!console.streams().out_is_terminal) style.width = 0;
  out.text() += format == "prose" ? report::answers_prose(answers, cut)
                                  : report::answers_text(answers, style, cut);
}

void write(const std::vector<report::CaseCount>& counts, const Console& console,
           report::Output& out, Profiling& profiling, const report::Cut& /*cut*/) {
  const std::string& format = console.format();
  out.text() += format == "json"     ? report::counts_json(counts, profiling.members())
                : format == "ndjson" ? report::counts_ndjson(counts)
                : format == "csv"    ? report::counts_csv(counts)
                : format == "prose"  ? report::counts_prose(counts)
                                     : report::counts_text(counts);
}

bool holds(const report::CaseAnswers& one) {
  // What happened in no sampled world is listed, and is no answer of yes.
  return one.answers.any([](Certainty certainty, const std::optional<Between>& between) {
    return certainty > 0 || !between;
  });
}
bool holds(const report::CaseCount& one) { return one.count.answers > 0; }

const Answers& summary(const AnswerList& answers) { return answers.summary(); }
const Count& summary(const Count& count) { return count; }

void say_partial(const std::string& file, const LimitReached& limit, Console& console) {
  (void)say_limit(file, limit, console, "the answers are partial");
}

/// What may be behind it that no case has an answer.
void note_missed(const std::string& goal, const Runs& runs, Console& console) {
  std::vector<std::vector<UnknownText>> unknown;
  for (const CaseRun& run : runs.cases) {
    Missed missed = run.evaluation.missed(goal);
    unknown.push_back(std::move(missed.unknown_texts));
    const std::string of_case = runs.cases.size() > 1 ? report::printable(run.file) + ": " : "";
    for (const std::string& text : report::other_kinds_texts(missed.other_kinds)) {
      console.note("note: " + of_case + text);
    }
  }
  for (const std::string& text : unknown_everywhere(unknown)) console.note("note: " + text);
}

/// Asks every case by `ask` and prints what was `found` in each, a member of what `ask` returns.
template <class Case, class Ask, class Found>
int query_all(const Arguments& arguments, const std::string& goal, const Runs& runs,
              Console& console, const Ask& ask, const Found& found) {
  std::vector<Case> all;
  std::vector<std::string> files;  // of these
  bool limited = runs.limited;
  bool impossible = false;
  Profiling profiling(runs, console);
  profiling.begin("goal");
  for (const CaseRun& run : runs.cases) {
    auto asked = ask(run.evaluation);
    report::DiagnosticGroup group{asked.diagnostics, asked.sources};
    if (asked.impossible && runs.cases.size() > 1) {
      // The other cases have answers all the same.
      const Diagnostic& why = group.diagnostics.back();
      console.insist(fmt::format("error: {}: {}", run.file, report::printable(why.message)));
      impossible = true;
      continue;
    }
    auto& answers = asked.*found;
    if (!answers) return console.fail(refused(goal, runs, group, arguments));
    const auto& said = summary(*answers);
    note_inexact(run.file, said.inexact, console);
    if (all.empty()) console.say({group});
    if (said.limit && !runs.limited) {
      limited = true;
      say_partial(run.file, *said.limit, console);
    }
    all.push_back({run.evaluation.assessment().info.name, std::move(*answers)});
    files.push_back(run.file);
  }
  const bool any = std::ranges::any_of(all, [](const Case& one) { return holds(one); });
  int exit = any || arguments.has("exit-zero") ? Exit::ok : Exit::no;
  if (impossible) exit = Exit::usage;
  if (limited) exit = Exit::limit;
  profiling.begin("writing");
  bool cut = false;
  const auto cut_short = [&](std::size_t place, const LimitReached& limit) {
    cut = true;
    if (!std::exchange(limited, true)) say_partial(files[place], limit, console);
  };
  if (!any && !limited && !impossible && !console.quiet()) note_missed(goal, runs, console);
  const int written = console.result(
      [&](report::Output& out) { write(all, console, out, profiling, cut_short); }, exit);
  profiling.tell(console);
  return written == exit && cut ? Exit::limit : written;
}

}  // namespace

int query(const Arguments& arguments, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto goal = question(arguments, *workspace);
  if (!goal) return console.fail(goal.error());
  // A name alone is no goal, but may be that of a fact.
  workspace->options.reasons = goal->find_first_of("(= ") == std::string::npos;
  workspace->options.derivations = !arguments.has("no-derivations");
  workspace->options.profile = arguments.has("profile");
  const auto runs =
      evaluate(*workspace, {arguments.operands.begin() + 1, arguments.operands.end()}, console);
  if (!runs) return console.fail(runs.error());
  const auto given = arguments.value("given");
  if (arguments.has("count")) {
    const auto count = [&](const Evaluation& one) {
      return given ? one.count(*goal, *given) : one.count(*goal);
    };
    return query_all<report::CaseCount>(arguments, *goal, *runs, console, count,
                                        &Evaluation::Counted::count);
  }
  const auto list = [&](const Evaluation& one) {
    return given ? one.list(*goal, *given) : one.list(*goal);
  };
  return query_all<report::CaseAnswers>(arguments, *goal, *runs, console, list,
                                        &Evaluation::Listed::answers);
}

}  // namespace casus::cli::commands
