// SPDX-License-Identifier: Apache-2.0
//
// The command line taken apart and held against the command table. Nothing is guessed: flags are
// not abbreviated, and what is not known gets a suggestion, never a try.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_table.hpp"
#include "cli/problem.hpp"

namespace casus::cli {

struct Arguments {
  const Command* command = nullptr;   ///< nothing for `casus` alone or `casus -h`
  std::vector<std::string> operands;  ///< without the command's name
  std::map<std::string, std::vector<std::string>, std::less<>> flags;  ///< by name, as given

  [[nodiscard]] bool has(std::string_view flag) const { return flags.contains(flag); }
  /// The value of a flag that is not repeated.
  [[nodiscard]] std::optional<std::string> value(std::string_view flag) const;
  [[nodiscard]] std::vector<std::string> values(std::string_view flag) const;
};

/// With `-h` the command's operands and flags are not checked.
[[nodiscard]] Outcome<Arguments> parse(const std::vector<std::string>& words);

/// Fewer operands than the command needs.
[[nodiscard]] tl::unexpected<Problem> lacks_operands(const Command& command);

/// "did you mean `eval`?", or `otherwise` where nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       const std::vector<std::string_view>& candidates,
                                       std::string otherwise = {});

}  // namespace casus::cli
