// SPDX-License-Identifier: Apache-2.0
//
// The command table as manual pages and as one page for the web. Nothing is said here that the
// table does not say, so that help, manual and reference agree.
#pragma once

#include <string>

#include "cli/command_table.hpp"

namespace casus::cli {

/// casus(1), in the macros of man(7).
[[nodiscard]] std::string manual();
/// casus-eval(1)
[[nodiscard]] std::string manual(const Command& command);

/// Every command and flag, in Markdown.
[[nodiscard]] std::string reference();
/// The part of the reference that is about one command.
[[nodiscard]] std::string reference(const Command& command);

}  // namespace casus::cli
