// SPDX-License-Identifier: Apache-2.0
//
// What was tried in a dialogue, written down as a test block.
#pragma once

#include <string>
#include <vector>

#include "casus/session.hpp"
#include "cli/problem.hpp"
#include "cli/source_loader.hpp"

namespace casus::cli {

struct AskedGoal {
  std::string text;
  bool holds = true;
};

/// `test "title"`, given `case_file`, with the changes and what came of the goals; each goal once,
/// as it was answered last. A problem where a change has no form in tests.
[[nodiscard]] Outcome<std::string> saved_test(const std::string& title,
                                              const std::string& case_file,
                                              const std::vector<FactChange>& changes,
                                              const std::vector<AskedGoal>& asked);

/// Puts a block at the end of a file of rules, whole or not at all. A file that is new begins with
/// the `modules` that it uses.
[[nodiscard]] Outcome<void> append_test(SourceLoader& loader, const std::string& file,
                                        const std::vector<std::string>& modules,
                                        const std::string& block);

}  // namespace casus::cli
