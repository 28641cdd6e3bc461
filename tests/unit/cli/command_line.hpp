// SPDX-License-Identifier: Apache-2.0
//
// The command in this process: arguments in, exit code and both streams out.
#pragma once

#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "cli/run.hpp"
#include "support/command.hpp"

namespace casus::testing {

/// What a test may change around the command.
struct Surroundings {
  std::filesystem::path folder = {};
  std::map<std::string, std::string> variables = {};
  std::string input = {};
  bool terminal = false;
  std::uint32_t width = 80;
  std::optional<Date> today = {};
};

inline Outcome casus_with(const Surroundings& around, const std::vector<std::string>& words) {
  std::istringstream in(around.input);
  std::ostringstream out;
  std::ostringstream err;
  cli::Streams streams{.in = in, .out = out, .err = err};
  streams.in_is_terminal = streams.out_is_terminal = streams.err_is_terminal = around.terminal;
  streams.out_width = around.width;
  streams.folder = around.folder;
  streams.environment = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = around.variables.find(name);
    return found == around.variables.end() ? std::nullopt : std::optional(found->second);
  };
  if (around.today) streams.today = [&] { return *around.today; };
  const int exit = cli::run(words, streams);
  return {exit, out.str(), err.str()};
}

inline Outcome casus_with(const std::vector<std::string>& words) {
  return casus_with(Surroundings{}, words);
}

}  // namespace casus::testing
