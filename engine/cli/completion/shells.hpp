// SPDX-License-Identifier: Apache-2.0
//
// What differs from shell to shell: how a word is quoted, and the script that asks for candidates.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/completion/candidates.hpp"

namespace casus::cli {

/// bash, zsh, fish.
[[nodiscard]] const std::vector<std::string_view>& shells();

/// The script to be sourced, or installed where the shell looks for it. `shell` is one of
/// `shells()`.
[[nodiscard]] std::string completion_script(std::string_view shell);

/// A word as the shell's user typed it, perhaps not to its end, without quotes and backslashes.
[[nodiscard]] std::string unquoted(std::string_view typed);

/// The answer to a script: a line `files` or `words`, then a line for each candidate, what it says
/// behind a tab. `typed` is the last word as it stands. Bash inserts candidates as they are, so
/// for it they are quoted as `typed` has begun; the other shells quote by themselves.
[[nodiscard]] std::string completion_answer(std::string_view shell, const Candidates& candidates,
                                            std::string_view typed);

}  // namespace casus::cli
