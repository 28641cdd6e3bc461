// SPDX-License-Identifier: Apache-2.0
//
// Which of the operands is the question, and commands as they would be typed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/workspace.hpp"

namespace casus::cli {

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
/// A file as an operand: what begins with a dash would be a flag there.
[[nodiscard]] std::string file_word(const std::string& file);

/// The flags of an evaluation that take one value, in the order in which commands are shown.
[[nodiscard]] std::span<const std::string_view> evaluation_flags();

/// `casus …` as it would be typed for the same case, without the goal's place: `-r`, `-d` and the
/// flags of the evaluation as given. Words are quoted for a shell where they need it.
[[nodiscard]] std::string command_line(std::string_view command, const std::string& goal,
                                       const Arguments& arguments,
                                       const std::vector<std::string>& cases);
/// `casus consult CASE -o answers.toml`. Paths of data count from the folder of the case, and those
/// of rules from that of the project, so with data or without a project the new case stands beside
/// the old.
[[nodiscard]] std::string consult_command(const std::string& file, bool names_data,
                                          const Workspace& workspace, const Arguments& arguments);

}  // namespace casus::cli
