// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <fmt/format.h>

#include "cli/commands/commands.hpp"
#include "cli/console.hpp"
#include "cli/manual.hpp"
#include "report/display.hpp"

namespace casus::cli::commands {
namespace {

std::string page(const Command& command, const std::string& format) {
  if (format == "man") return manual(command);
  if (format == "markdown") return reference(command);
  return command_help(command);
}

std::string page_of_all(const std::string& format) {
  if (format == "man") return manual();
  if (format == "markdown") return reference();
  return full_help();
}

}  // namespace

int help(const Arguments& arguments, Console& console) {
  if (arguments.operands.empty()) return console.result(page_of_all(console.format()), Exit::ok);
  const std::string& name = arguments.operands.front();
  if (const Command* command = find_command(name)) {
    return console.result(page(*command, console.format()), Exit::ok);
  }
  if (const Flag* flag = find_flag(name)) return console.result(flag_help(*flag), Exit::ok);
  std::vector<std::string_view> names;
  for (const Command& command : all_commands()) names.push_back(command.name);
  for (const Flag& flag : all_flags()) names.push_back(flag.name);
  const tl::unexpected<Problem> problem = refuse(
      fmt::format("there is no command and no flag `{}`", report::printable(name)),
      did_you_mean(name, names, "`casus -h` lists all commands, `casus COMMAND -h` its flags"));
  return console.fail(problem.value());
}

}  // namespace casus::cli::commands
