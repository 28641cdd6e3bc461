// SPDX-License-Identifier: Apache-2.0
//
// What a language server needs of the machine it runs on. Whoever starts it gives it these, so that
// it touches no file itself, and tests give it files of their own. Paths are absolute.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "casus/facts.hpp"
#include "casus/ruleset.hpp"

namespace casus::lsp {

/// What a command printed.
struct Printed {
  int exit = 0;
  std::string text;
};

struct Host {
  std::function<std::optional<std::string>(const std::string& path)> read;
  /// The rule files that a path stands for, those with tests included.
  std::function<std::vector<std::string>(const std::string& path)> rule_files;
  /// The case files that a path stands for.
  std::function<std::vector<std::string>(const std::string& path)> case_files;
  /// The `casus.toml` in the folder of a file or the nearest one above.
  std::function<std::optional<std::string>(const std::string& path)> project_file;
  /// The file of a module that a file uses.
  std::function<std::optional<NamedText>(const std::string& module, const std::string& asker)>
      module;
  /// The data files that a case names, for the facts of its rules; nothing where one cannot be
  /// read.
  std::function<std::optional<std::vector<DataFile>>(const CaseHead& head, const std::string& path,
                                                     const std::vector<std::string>& facts)>
      data;
  std::vector<std::string> commands;  ///< that can be run
  /// Runs a command of `casus` in a folder.
  std::function<Printed(const std::vector<std::string>& words, const std::string& folder)> run;
};

}  // namespace casus::lsp
