// SPDX-License-Identifier: Apache-2.0
//
// Help, written from the command table. Fits 80 columns.
#pragma once

#include <string>

#include "cli/command_table.hpp"

namespace casus::cli {

/// `casus` alone: ten lines, three examples first.
[[nodiscard]] std::string short_help();
/// `casus -h`: all commands and the flags that all of them take.
[[nodiscard]] std::string full_help();
/// `casus help timeline`: a flag, the commands that take it, and their examples.
[[nodiscard]] std::string flag_help(const Flag& flag);
/// `casus COMMAND -h`
[[nodiscard]] std::string command_help(const Command& command);

}  // namespace casus::cli
