// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/console.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

constexpr std::size_t width = 80;

/// "  left    right", the right side wrapped below itself.
std::string row(const std::string& left, std::string_view right, std::size_t column) {
  return report::hanging(report::pad_right("  " + left, column), right, width);
}

std::string flag_name(const Flag& flag) {
  const std::string letter = flag.letter == 0 ? "    " : fmt::format("-{}, ", flag.letter);
  return fmt::format("{}--{}{}{}", letter, flag.name, flag.value.empty() ? "" : " ", flag.value);
}

std::string flag_rows(const std::vector<std::string_view>& names) {
  std::size_t column = 0;
  for (const std::string_view name : names) {
    column = std::max(column, flag_name(*find_flag(name)).size() + 4);
  }
  std::string out;
  for (const Flag& flag : all_flags()) {
    if (std::ranges::count(names, flag.name) > 0) out += row(flag_name(flag), flag.help, column);
  }
  return out;
}

std::string example_rows(const std::vector<Example>& examples) {
  std::string out;
  for (const Example& example : examples) {
    // A long command keeps its line; what it does stands below.
    constexpr std::size_t column = 40;
    if (example.line.size() + 4 > column) {
      out += fmt::format("  {}\n", example.line) + row("  ", example.says, 6);
    } else {
      out += row(std::string(example.line), example.says, column);
    }
  }
  return out;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? "" : ", ").append(word);
  return out;
}

}  // namespace

std::string short_help() {
  constexpr std::ptrdiff_t lines = 10;
  std::vector<std::string_view> names;
  for (const Command& command : all_commands()) names.push_back(command.name);
  std::string out =
      "casus eval                         rate every case of the project around you\n"
      "casus why 'risk(\"pump 3\")'         show the reasons of a rating or conclusion\n"
      "casus query 'broken(part: p)'      list every answer to a goal\n"
      "\n"
      "casus draws conclusions from rules and facts, rates them, and shows why.\n" +
      report::hanging("commands: ", joined(names), width);
  // As many of these as there is room for, the most useful first.
  for (const std::string_view more : {"casus COMMAND -h    its flags, formats and examples\n",
                                      "casus -h            all commands and common flags\n",
                                      "casus explain CODE  help for a code such as E0201\n"}) {
    if (std::ranges::count(out, '\n') < lines) out += more;
  }
  return out;
}

std::string full_help() {
  std::string out = "usage: casus COMMAND [FLAG…] [OPERAND…]\n\ncommands\n";
  const auto call = [](const Command& command) {
    return fmt::format("{} {}", command.name, command.operands);
  };
  std::size_t column = 0;
  for (const Command& command : all_commands()) {
    column = std::max(column, report::display_width(call(command)) + 4);
  }
  for (const Command& command : all_commands()) {
    out += row(call(command), command.summary, column);
  }
  out += "\nflags of every command\n" + flag_rows(common_flags());
  out += "\nsettings\n";
  out += report::hanging("  ", settings_order, width);
  std::string names;
  for (const Flag& flag : all_flags()) {
    if (!flag.environment) continue;
    names += (names.empty() ? "" : " ") + variable_name(flag.name);
  }
  out += report::hanging("  ", "Variables: " + names, width);
  out +=
      "\nexit codes\n"
      "  0 nothing to object to      3 rules or facts invalid\n"
      "  1 the answer is no          4 stopped by a limit\n"
      "  2 could not run             70 our bug    130 interrupted\n"
      "\n"
      "casus COMMAND -h shows a command's own flags, formats and examples.\n";
  return out;
}

std::string flag_help(const Flag& flag) {
  std::string out = row(flag_name(flag), flag.help, flag_name(flag).size() + 4);
  std::vector<std::string_view> commands;
  for (const Command& command : all_commands()) {
    if (takes(command, flag.name)) commands.push_back(command.name);
  }
  const bool common = std::ranges::count(common_flags(), flag.name) > 0;
  out += '\n' + report::hanging("of: ", common ? "every command" : joined(commands), width);
  const std::string by_name = fmt::format(" --{}", flag.name);
  const std::string by_letter = flag.letter == 0 ? by_name : fmt::format(" -{} ", flag.letter);
  std::vector<Example> examples;
  for (const Command& command : all_commands()) {
    std::ranges::copy_if(command.examples, std::back_inserter(examples), [&](const Example& one) {
      return one.line.find(by_name) != std::string_view::npos ||
             one.line.find(by_letter) != std::string_view::npos;
    });
  }
  if (!examples.empty()) out += "\nexamples\n" + example_rows(examples);
  return out + "\n`casus COMMAND -h` shows all flags of a command.\n";
}

std::string command_help(const Command& command) {
  std::string out = fmt::format("usage: casus {}{}{}{}\n\n", command.name,
                                command.flags.empty() ? "" : " [FLAG…]",
                                command.operands.empty() ? "" : " ", command.operands);
  out += report::hanging("", fmt::format("{}.", report::capitalised(command.summary)), width);
  if (!command.details.empty()) out += report::hanging("", command.details, width);
  if (!command.examples.empty()) out += "\nexamples\n" + example_rows(command.examples);
  if (!command.flags.empty()) out += "\nflags\n" + flag_rows(command.flags);
  out += "\nflags of every command\n" + flag_rows(common_flags());
  out += '\n' + report::hanging("formats: ", joined(command.formats), width);
  return out;
}

}  // namespace casus::cli
