// SPDX-License-Identifier: Apache-2.0
#include "report/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "cli/cases.hpp"
#include "cli/commands/analysis.hpp"
#include "cli/commands/commands.hpp"
#include "cli/question.hpp"
#include "report/display.hpp"

namespace casus::cli::commands {
namespace {

struct NamedChange {
  std::string name;     ///< of the scenario, printable; empty: flags alone
  std::string of_case;  ///< empty: of any
  FactChange change;
  bool of_folder = false;  ///< the scenario is one of those of a folder
};

/// Cases before and after changes.
struct Results {
  struct Kept {
    Assessment after;
    std::vector<RatingPair> pairs;
    Session::Changed changed;
  };
  // What the views below refer to.
  std::deque<Assessment> before;
  std::deque<Kept> kept;
  report::CaseWhatIfs views;
  bool limited = false;
};

/// `F12`, `E26b`
bool looks_like_id(std::string_view word) {
  const std::size_t digit = word.find_first_of("0123456789");
  const std::size_t behind = word.find_first_not_of("0123456789", std::min(digit, word.size()));
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  return digit != std::string_view::npos && digit > 0 &&
         std::ranges::all_of(word.substr(0, digit), is_capital) &&
         (behind == std::string_view::npos || (behind + 1 == word.size() && is_small(word.back())));
}

/// Whether an operand is the name of a scenario, a file that is one, or a folder of them.
bool names_scenarios(const std::string& operand, Workspace& workspace) {
  const bool file = operand.ends_with(".toml");
  auto files = file ? Outcome<Files>(Files{operand}) : files_of_operand(workspace, operand);
  if (!files) return !file && chosen_scenarios(workspace, {operand}).has_value();
  return !files->empty() && std::ranges::all_of(*files, [&](const std::string& one) {
    if (!workspace.loader.exists(one)) return false;
    auto text = workspace.loader.read(one);
    if (!text || text->text.find("[scenario]") == std::string::npos) return false;
    return read_scenario_head(std::move(*text)).written;
  });
}

/// A problem where an operand is no case, but seems to have been meant for a flag.
Outcome<void> accept_operands(const Arguments& arguments, Workspace& workspace) {
  for (const std::string& operand : arguments.operands) {
    const std::string shown = report::printable(operand);
    const bool number = looks_like_id(operand) && !names_case(workspace, operand);
    const bool atom = operand.find('(') != std::string::npos;
    if ((number || atom) && !workspace.loader.exists(operand)) {
      return refuse(fmt::format("`{}` is a fact, and a case is named here", shown),
                    fmt::format("write the flag before each fact: `--drop '{0}'`{1}", shown,
                                atom ? fmt::format(", `--set '{}'`", shown) : ""));
    }
    if (names_scenarios(operand, workspace)) {
      const bool folder = !operand.ends_with(".toml") && workspace.loader.exists(operand);
      return refuse(fmt::format("`{}` {}, and a case is named here", shown,
                                folder ? "holds scenarios" : "is a scenario"),
                    fmt::format("name it by a flag: `--scenario {}`", shown));
    }
  }
  return {};
}

/// A problem where one flag names several things with commas between.
Outcome<void> accept_values(const Arguments& arguments, const Workspace& workspace) {
  for (const std::string flag : {"drop", "scenario"}) {
    for (const std::string& value : arguments.values(flag)) {
      const bool list =
          value.find(',') != std::string::npos && value.find_first_of("(\"") == std::string::npos;
      if (!list || workspace.loader.exists(value)) continue;
      std::string flags;
      for (std::size_t at = 0; at < value.size();) {
        const std::size_t end = std::min(value.find(',', at), value.size());
        const std::size_t begin = std::min(value.find_first_not_of(' ', at), end);
        flags += fmt::format("{}--{} {}", flags.empty() ? "" : " ", flag,
                             report::printable(value.substr(begin, end - begin)));
        at = end + 1;
      }
      return refuse(fmt::format("`--{}` takes one, not `{}`", flag, report::printable(value)),
                    fmt::format("give the flag once for each: `{}`", flags));
    }
  }
  return {};
}

/// What the flags ask for: one change, or one a scenario.
Outcome<std::vector<NamedChange>> changes_of(const Arguments& arguments, Workspace& workspace) {
  const FactChange flags{.drop = arguments.values("drop"), .set = arguments.values("set")};
  std::vector<NamedChange> result;
  if (!arguments.has("scenario")) {
    if (flags.drop.empty() && flags.set.empty()) {
      return refuse("nothing is to be changed",
                    "name a fact to drop, `--drop F12`, what to set, `--set 'F12(age: 68)'`, or "
                    "a file that does, `--scenario FILE`");
    }
    result.push_back({"", "", flags});
    return result;
  }
  const auto files = chosen_scenarios(workspace, arguments.values("scenario"));
  if (!files) return tl::unexpected(files.error());
  std::vector<std::string> named;
  for (const std::string& word : arguments.values("scenario")) {
    const auto meant = chosen_scenarios(workspace, {word});
    if (meant && meant->size() == 1) named.push_back(meant->front());
  }
  for (const std::string& file : *files) {
    auto text = workspace.loader.read(file);
    if (!text) return tl::unexpected(text.error());
    const ScenarioHead head = read_scenario_head(*text);
    if (has_errors(head.diagnostics)) {
      return tl::unexpected(Problem{Exit::invalid, {{head.diagnostics, head.sources}}});
    }
    NamedChange& one = result.emplace_back(NamedChange{"", head.of_case, flags});
    one.name = report::printable(std::filesystem::path(file).stem().generic_string());
    one.change.name = std::move(text->name);
    one.change.add = std::move(text->text);
    one.of_folder = std::ranges::find(named, file) == named.end();
  }
  return result;
}

bool is_about(const NamedChange& change, const LoadedCase& one) {
  return change.of_case.empty() || change.of_case == one.facts.info().name;
}

/// What to do about a scenario of a case that is not rated: name the case, if the project has it.
std::string advice(const NamedChange& change, const std::vector<LoadedCase>& cases,
                   const Arguments& arguments, const Workspace& workspace) {
  std::vector<std::string_view> names;
  for (const LoadedCase& one : cases) names.push_back(one.facts.info().name);
  const std::string near = did_you_mean(change.of_case, names);
  if (!near.empty()) return near;
  if (arguments.operands.empty()) return "name the file of that case behind `what-if`";
  const auto known = chosen_cases(workspace, {}, Needs::either);
  const bool is_known = known && std::ranges::any_of(*known, [&](const std::string& file) {
                          return std::filesystem::path(file).stem() == change.of_case;
                        });
  if (is_known) {
    return "name that case: " + command_line("what-if", {}, arguments, {change.of_case}) +
           " --scenario " + shell_word(change.change.name);
  }
  return fmt::format("what is rated is `{0}` ({1}): for that, write `case = \"{0}\"` in {2}",
                     report::printable(names.front()), report::printable(cases.front().file),
                     report::printable(change.change.name));
}

/// "abroad is about `elsewhere`, aged about `depot`; what is rated is `station`"
std::string left_out(const std::vector<const NamedChange*>& others,
                     const std::vector<LoadedCase>& cases) {
  constexpr std::size_t most = 5;
  const auto more = [](std::size_t all) {
    return all > most ? fmt::format(", {} more", all - most) : std::string();
  };
  std::string text;
  for (std::size_t i = 0; i < std::min(most, others.size()); ++i) {
    text += fmt::format("{}{} {}about `{}`", i == 0 ? "" : ", ", others[i]->name,
                        i == 0 ? "is " : "", report::printable(others[i]->of_case));
  }
  text += more(others.size()) + "; what is rated is ";
  for (std::size_t i = 0; i < std::min(most, cases.size()); ++i) {
    text +=
        fmt::format("{}`{}`", i == 0 ? "" : ", ", report::printable(cases[i].facts.info().name));
  }
  return text + more(cases.size());
}

/// Leaves cases that some change is about, and changes that are about some case. A problem where
/// one is about none, unless it was one of a folder and others are left.
Outcome<void> match(std::vector<NamedChange>& changes, std::vector<LoadedCase>& cases,
                    const Arguments& arguments, const Workspace& workspace, Console& console) {
  const auto is_left = [&](const NamedChange& change) {
    return std::ranges::any_of(cases, [&](const LoadedCase& one) { return is_about(change, one); });
  };
  const bool some = std::ranges::any_of(changes, is_left);
  std::vector<const NamedChange*> others;
  for (const NamedChange& change : changes) {
    if (is_left(change)) continue;
    others.push_back(&change);
    if (some && change.of_folder) continue;
    return refuse(fmt::format("the scenario `{}` is about the case `{}`, which is not among those "
                              "that are rated",
                              change.name, report::printable(change.of_case)),
                  advice(change, cases, arguments, workspace));
  }
  if (!others.empty()) console.note("note: left out of the scenarios: " + left_out(others, cases));
  std::erase_if(changes, [&](const NamedChange& change) { return !is_left(change); });
  std::erase_if(cases, [&](const LoadedCase& one) {
    return std::ranges::none_of(changes,
                                [&](const NamedChange& change) { return is_about(change, one); });
  });
  return {};
}

/// One case as it is and with each change that is about it.
Outcome<void> rate(const LoadedCase& one, const Options& options,
                   const std::vector<NamedChange>& changes, Console& console, Results& into) {
  auto started = Session::start(one.ruleset, one.facts, options);
  if (!started.session) {
    return tl::unexpected(Problem{Exit::invalid, {{started.diagnostics, started.sources}}});
  }
  Session& session = *started.session;
  const Assessment& before = into.before.emplace_back(session.assessment());
  console.say({{before.warnings, started.sources}});
  if (before.limit) return stopped(*before.limit);
  note_contradictions(one.file, before.contradictions, console);
  for (const NamedChange& asked : changes) {
    if (!is_about(asked, one)) continue;
    Results::Kept& result = into.kept.emplace_back();
    result.changed = session.change(asked.change);
    const report::DiagnosticGroup said{result.changed.diagnostics, result.changed.sources};
    if (!result.changed.done) {
      return tl::unexpected(Problem{asked.name.empty() ? Exit::usage : Exit::invalid, {said}});
    }
    console.say({said});
    result.after = session.assessment();
    into.limited = say_limit(one.file, result.after.limit, console) || into.limited;
    note_inexact(one.file, result.after.inexact, console);
    std::vector<std::string> more = result.after.contradictions;
    std::erase_if(more, [&](const std::string& text) {
      return std::ranges::find(before.contradictions, text) != before.contradictions.end();
    });
    note_contradictions(
        one.file + (asked.name.empty() ? ", changed" : ", scenario `" + asked.name + '`'), more,
        console);
    result.pairs = rating_pairs(before, result.after);
    into.views.push_back(
        {before, result.after, result.pairs, result.changed, *result.changed.sources, asked.name});
    (void)session.undo();
  }
  return {};
}

/// The problem of a case that no operand named, with the names of cases that can be so changed.
Problem with_cases(Problem problem, const std::vector<LoadedCase>& cases,
                   const Workspace& workspace, const std::vector<NamedChange>& changes) {
  std::string names;
  for (const LoadedCase& one : cases) {
    auto started = Session::start(one.ruleset, one.facts, workspace.options_for(one.facts));
    if (!started.session) continue;
    const bool done = std::ranges::all_of(changes, [&](const NamedChange& change) {
      const bool of_it = started.session->change(change.change).done;
      if (of_it) (void)started.session->undo();
      return of_it;
    });
    if (done)
      names += (names.empty() ? "`" : ", `") + report::printable(one.facts.info().name) + '`';
  }
  if (names.empty() || problem.groups.empty() || problem.groups.front().diagnostics.empty()) {
    return problem;
  }
  Diagnostic& first = problem.groups.front().diagnostics.front();
  first.help = {};
  first.advise(
      fmt::format("no case is named; it can be done in {}: name that behind `what-if`", names));
  return problem;
}

}  // namespace

int what_if(const Arguments& arguments, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  if (const auto done = accept_operands(arguments, *workspace); !done) {
    return console.fail(done.error());
  }
  if (const auto done = accept_values(arguments, *workspace); !done) {
    return console.fail(done.error());
  }
  auto changes = changes_of(arguments, *workspace);
  if (!changes) return console.fail(changes.error());
  auto loading = load_rated(*workspace, arguments.operands, console);
  if (!loading) return console.fail(loading.error());
  if (const auto done = match(*changes, loading->cases, arguments, *workspace, console); !done) {
    return console.fail(done.error());
  }
  Results results;
  for (const LoadedCase& one : loading->cases) {
    const Options options = workspace->options_for(one.facts);
    if (const auto done = rate(one, options, *changes, console, results); !done) {
      const bool unnamed = arguments.operands.empty() && loading->cases.size() > 1 &&
                           done.error().exit != Exit::limit;
      return console.fail(unnamed ? with_cases(done.error(), loading->cases, *workspace, *changes)
                                  : done.error());
    }
  }
  const std::string& format = console.format();
  const auto& views = results.views;
  const bool whole = arguments.has("all");
  const std::string text = format == "json"    ? report::what_if_json(views)
                           : format == "prose" ? report::what_if_prose(views, whole)
                           : changes->size() > 1
                               ? report::scenarios_text(views, whole, console.style())
                               : report::what_if_text(views, whole, console.style());
  return console.result(text, results.limited ? Exit::limit : Exit::ok);
}

}  // namespace casus::cli::commands
