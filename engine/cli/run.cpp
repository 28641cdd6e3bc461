// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include <ostream>

#include "cli/console.hpp"
#include "cli/help.hpp"

namespace casus::cli {

int run(const std::vector<std::string>& words, Streams& streams) {
  const auto arguments = parse(words);
  const auto refused = [&](const Problem& problem) { return Console(streams).fail(problem); };
  if (!arguments) return refused(arguments.error());
  if (arguments->command == nullptr) {
    auto console = Console::open(*arguments, streams);
    if (!console) return refused(console.error());
    if (arguments->has("help") || words.empty()) {
      return console->result(words.empty() ? short_help() : full_help(), Exit::ok);
    }
    return refused(refuse("a command is missing", "`casus -h` lists all commands").value());
  }
  if (arguments->has("help")) {
    streams.out << command_help(*arguments->command);
    return Exit::ok;
  }
  auto console = Console::open(*arguments, streams);
  if (!console) return refused(console.error());
  return arguments->command->run(*arguments, *console);
}

}  // namespace casus::cli
