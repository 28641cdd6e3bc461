// SPDX-License-Identifier: Apache-2.0
//
// A command line as a shell reads it, for commands that run in this process. What a shell would do
// more than split words (pipes, variables, wildcards) is refused: a page must work when pasted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace casus::testing {

/// The words of a command line, with '…', "…" and \ understood. Throws std::invalid_argument,
/// saying why, on an open quote and on characters that a shell would treat specially.
[[nodiscard]] std::vector<std::string> shell_words(std::string_view line);

}  // namespace casus::testing
