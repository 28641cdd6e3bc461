// SPDX-License-Identifier: Apache-2.0
//
// Which files the operands of a command and the project mean, and how it is said where they mean
// none.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/workspace.hpp"

namespace casus::cli {

using Files = std::vector<std::string>;

/// Stands for the file of a case that is data files alone.
inline constexpr std::string_view data_alone = "(data files)";

/// Which cases to load where no operand names one.
enum class Needs {
  cases,   ///< the project's; it is a problem if there are none
  either,  ///< the project's; the rules alone where `-r` names them or there are none
};

/// What asks for a path, in a case or a project file, and what is to be said where it leads to
/// nothing, as from which folder the path counts.
struct Asker {
  std::shared_ptr<const Sources> sources;
  Span span;
  std::vector<std::string> help;
};
/// The problem with a path, with the line that asks for it.
[[nodiscard]] tl::unexpected<Problem> asked_for(Problem problem, const Asker& asker);
/// The project's file asks, at `span`.
[[nodiscard]] Asker project_asks(const Workspace& workspace, Span span);

/// Paths of a project or case file, which count from its folder.
[[nodiscard]] Files from_folder(const SourceLoader& loader, const std::string& folder,
                                const Files& paths);

/// A path, `-`, or the name of one of the project's cases.
[[nodiscard]] Outcome<Files> files_of_operand(const Workspace& workspace,
                                              const std::string& operand);
/// All that the operands mean; without any, the project's cases.
[[nodiscard]] Outcome<Files> chosen_cases(const Workspace& workspace, const Files& operands,
                                          Needs needs);

/// Scenario files: each of `given` is a path or the name of one of the project's.
[[nodiscard]] Outcome<Files> chosen_scenarios(const Workspace& workspace, const Files& given);

}  // namespace casus::cli
