// SPDX-License-Identifier: Apache-2.0
//
// What a command works with: the project found upward from the current folder, and the options of
// an evaluation, put together from flags, CASUS_ variables, the project file and the user's own
// file, in that order.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/project.hpp"
#include "cli/console.hpp"
#include "cli/progress.hpp"
#include "cli/source_loader.hpp"

namespace casus::cli {

struct Workspace {
  SourceLoader loader;
  std::string project_file = {};  ///< as shown; empty where there is no project
  Project project = {};
  std::vector<std::string> rules = {};  ///< of `-r`, as given
  std::vector<std::string> data = {};   ///< of `-d`, as given
  Options options = {};                 ///< `as_of` only where a flag gives it
  std::optional<Date> as_of = {};       ///< of the project or the user, for cases that give none
  std::string threshold_from = {};      ///< "`--threshold`", "casus.toml:5:13"
  std::shared_ptr<Progress> progress = {};  ///< of reading
  bool all_calculi = false;                 ///< each is asked for, and the command compares them
  LintSettings lint = {};                   ///< of the project, else of the user
  std::vector<NamedText> typed_rules = {};  ///< loaded with the rules of each case
  /// Whether tests are loaded with the rules that they stand beside.
  SourceLoader::Tests tests = SourceLoader::Tests::left_out;

  /// The options with which a case is evaluated.
  [[nodiscard]] Options options_for(const Facts& facts) const;
  /// The project's folder as shown, "" for the current one.
  [[nodiscard]] std::string project_folder() const;
};

[[nodiscard]] Outcome<Workspace> open_workspace(const Arguments& arguments, Console& console);

}  // namespace casus::cli
