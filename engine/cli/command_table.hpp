// SPDX-License-Identifier: Apache-2.0
//
// Every command and every flag, once. Parsing, help and suggestions derive from this table; a flag
// means the same wherever it stands.
#pragma once

#include <string_view>
#include <vector>

namespace casus::cli {

class Console;
struct Arguments;

struct Flag {
  std::string_view name;   ///< "format", for `--format`
  char letter = 0;         ///< 'f', for `-f`
  std::string_view value;  ///< "FORMAT"; empty for a switch
  std::string_view help;
  bool repeats = false;      ///< may be given more than once
  bool environment = false;  ///< CASUS_FORMAT sets it too
};

struct Example {
  std::string_view line;
  std::string_view says;
};

struct Command {
  std::string_view name;
  std::string_view operands;              ///< "GOAL [CASE…]"
  std::string_view summary;               ///< one line, no full stop
  std::string_view details;               ///< a paragraph for `casus COMMAND -h`
  std::size_t least = 0;                  ///< operands needed
  std::size_t most = 0;                   ///< operands taken
  std::vector<std::string_view> formats;  ///< the default first
  std::vector<std::string_view> flags;    ///< besides those that every command takes
  std::vector<Example> examples;
  int (*run)(const Arguments& arguments, Console& console) = nullptr;
};

[[nodiscard]] const std::vector<Command>& all_commands();
[[nodiscard]] const std::vector<Flag>& all_flags();
/// Flags that every command takes.
[[nodiscard]] const std::vector<std::string_view>& common_flags();

struct ExitMeaning {
  int code = 0;
  std::string_view means;
};
[[nodiscard]] const std::vector<ExitMeaning>& exit_meanings();
/// Where settings come from, and which of them win: one sentence.
inline constexpr std::string_view settings_order =
    "Flags win over variables, variables over the project's casus.toml, that over "
    "casus/casus.toml in $XDG_CONFIG_HOME (~/.config).";

/// Nothing where there is no such name.
[[nodiscard]] const Command* find_command(std::string_view name);
[[nodiscard]] const Flag* find_flag(std::string_view name);
[[nodiscard]] bool takes(const Command& command, std::string_view flag);

}  // namespace casus::cli
