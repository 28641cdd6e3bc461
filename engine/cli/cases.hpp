// SPDX-License-Identifier: Apache-2.0
//
// From operands to evaluations: which cases, which rules for each (every distinct set loaded once),
// their diagnostics, and the runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casus/casus.hpp"
#include "cli/chosen_files.hpp"
#include "cli/data_files.hpp"
#include "cli/workspace.hpp"

namespace casus::cli {

struct LoadedCase {
  std::string file;  ///< as shown
  Ruleset ruleset;
  Facts facts;
  bool names_data = false;  ///< by paths that count from the folder of the case
};

struct Loading {
  std::vector<LoadedCase> cases;  ///< those without errors
  std::vector<report::DiagnosticGroup> findings;
  std::size_t rules = 0;
  std::size_t facts = 0;
  std::vector<Ruleset> rulesets = {};  ///< those without errors, each once

  [[nodiscard]] bool broken() const;
};

/// A problem where a file is missing; mistakes in rules and facts are findings.
[[nodiscard]] Outcome<Loading> load(Workspace& workspace, const std::vector<std::string>& operands,
                                    Needs needs);

/// Rule files, texts beside them, and the modules that they use from beside them. Mistakes in them
/// are diagnostics.
[[nodiscard]] Outcome<Ruleset::Loaded> read_rules(SourceLoader& loader, const Files& files,
                                                  const std::vector<NamedText>& typed = {});
/// Reads the data files that a case in `file` names. `known`: the facts that the rules have.
[[nodiscard]] Outcome<void> add_data(const CaseHead& head, const std::string& file,
                                     const SourceLoader& loader, DataFiles& data_files,
                                     const std::vector<std::string>& known,
                                     std::vector<DataFile>& into);

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

/// Loads cases in which nothing is mistaken; what is worth a warning has been said. `note`: put
/// below each mistake and warning, where it is not empty.
[[nodiscard]] Outcome<Loading> load_whole(Workspace& workspace,
                                          const std::vector<std::string>& operands,
                                          Console& console, const std::string& note = {});
/// The same, to be rated: the calculus of each takes the threshold that is given.
[[nodiscard]] Outcome<Loading> load_rated(Workspace& workspace,
                                          const std::vector<std::string>& operands,
                                          Console& console, const std::string& note = {});

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

/// Whether two diagnostics say the same of the same places.
[[nodiscard]] bool is_same(const Diagnostic& one, const Sources& sources, const Diagnostic& other,
                           const Sources& other_sources);

/// As `evaluate`, under every calculus. A threshold counts in those that take one.
[[nodiscard]] Outcome<Comparisons> compare(Workspace& workspace,
                                           const std::vector<std::string>& operands,
                                           Console& console);

}  // namespace casus::cli
