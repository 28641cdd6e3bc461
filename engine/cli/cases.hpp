// SPDX-License-Identifier: Apache-2.0
//
// From operands to evaluations: which cases, which rules for each (every distinct set loaded once),
// their diagnostics, and the runs.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casus/casus.hpp"
#include "cli/chosen_files.hpp"
#include "cli/workspace.hpp"

namespace casus::cli {

struct LoadedCase {
  std::string file;  ///< as shown
  Ruleset ruleset;
  Facts facts;
};

struct Loading {
  std::vector<LoadedCase> cases;  ///< those without errors
  std::vector<report::DiagnosticGroup> findings;
  std::size_t rules = 0;
  std::size_t facts = 0;

  [[nodiscard]] bool broken() const;
};

/// A problem where a file is missing; mistakes in rules and facts are findings.
[[nodiscard]] Outcome<Loading> load(Workspace& workspace, const std::vector<std::string>& operands,
                                    Needs needs);

/// The rules of `-r`, else of the project, which have no mistakes; their warnings have been said.
[[nodiscard]] Outcome<Ruleset> load_rules(Workspace& workspace, Console& console);

struct CaseRun {
  std::string file;
  Evaluation evaluation;
};

struct Runs {
  std::vector<CaseRun> cases;
  bool limited = false;  ///< a limit was reached somewhere; it has been said
  double reading = 0;    ///< seconds that rules and facts took to load
};

/// A problem where the calculus of some case takes no threshold, and one is given.
[[nodiscard]] Outcome<void> accept_threshold(const Workspace& workspace, const Loading& loading);

/// Loads cases in which nothing is mistaken; what is worth a warning has been said.
[[nodiscard]] Outcome<Loading> load_whole(Workspace& workspace,
                                          const std::vector<std::string>& operands,
                                          Console& console);
/// The same, to be rated: the calculus of each takes the threshold that is given.
[[nodiscard]] Outcome<Loading> load_rated(Workspace& workspace,
                                          const std::vector<std::string>& operands,
                                          Console& console);

/// Says which limit was reached, if any. `partial` says of what there is only a part.
bool say_limit(const std::string& file, const std::optional<LimitReached>& limit, Console& console,
               std::string_view partial = "the result is partial");

/// Says what stands in for exact probabilities, if anything does.
void note_inexact(const std::string& file, const std::optional<Inexact>& inexact, Console& console);

/// Says what is both held and denied. `who`: a case by its file.
void note_contradictions(const std::string& who, const std::vector<std::string>& contradictions,
                         Console& console);

/// Loads and evaluates. Warnings, limits and, on request, statistics have been said. Mistakes in
/// any case are a problem: then nothing is evaluated.
[[nodiscard]] Outcome<Runs> evaluate(Workspace& workspace, const std::vector<std::string>& operands,
                                     Console& console);

/// Cases under every calculus, in the order of `calculi()`.
struct Comparisons {
  std::vector<std::vector<Evaluation>> cases;
  bool limited = false;
};

/// As `evaluate`, under every calculus. A threshold counts in those that take one.
[[nodiscard]] Outcome<Comparisons> compare(Workspace& workspace,
                                           const std::vector<std::string>& operands,
                                           Console& console);

/// The first operand, which is the goal; a problem where it is a case, and so the goal is missing
/// or stands behind it.
[[nodiscard]] Outcome<std::string> question(const Arguments& arguments, const Workspace& workspace);
/// Whether an operand names cases: it ends like a case file, or is a file, folder or case.
[[nodiscard]] bool names_case(const Workspace& workspace, const std::string& operand);
/// The first operand that has arguments and names no case.
[[nodiscard]] std::vector<std::string>::const_iterator find_goal(
    const Workspace& workspace, const std::vector<std::string>& operands);
/// That the question has to stand in front of the case.
[[nodiscard]] tl::unexpected<Problem> goal_first(const Arguments& arguments,
                                                 const Workspace& workspace);

/// `risk("pump 1")`
[[nodiscard]] std::string goal_of(const Rating& rating);

/// Quoted where a shell would not take it as one word.
[[nodiscard]] std::string shell_word(const std::string& word);

/// What is to be said of the texts of a goal that no case knows: a line for each.
[[nodiscard]] std::vector<std::string> unknown_everywhere(
    const std::vector<std::vector<UnknownText>>& by_case);

/// The flags of an evaluation that take one value, in the order in which commands are shown.
[[nodiscard]] std::span<const std::string_view> evaluation_flags();

/// `casus …` as it would be typed for the same case, without the goal's place: `-r`, `-d` and the
/// flags of the evaluation as given. Words are quoted for a shell where they need it.
[[nodiscard]] std::string command_line(std::string_view command, const std::string& goal,
                                       const Arguments& arguments,
                                       const std::vector<std::string>& cases);

}  // namespace casus::cli
