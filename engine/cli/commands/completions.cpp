// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands/commands.hpp"
#include "cli/completion/candidates.hpp"
#include "cli/completion/shells.hpp"
#include "cli/console.hpp"
#include "report/display.hpp"

namespace casus::cli::commands {

int completions(const Arguments& arguments, Console& console) {
  const std::string& shell = arguments.operands.front();
  if (std::ranges::count(shells(), shell) == 0) {
    const tl::unexpected<Problem> problem =
        refuse(fmt::format("there is no completion for the shell `{}`", report::printable(shell)),
               did_you_mean(shell, shells(), "there is one for bash, zsh and fish"));
    return console.fail(problem.value());
  }
  if (arguments.operands.size() == 1) return console.result(completion_script(shell), Exit::ok);
  const std::vector<std::string> typed(arguments.operands.begin() + 1, arguments.operands.end());
  std::vector<std::string> words;
  for (const std::string& word : typed) words.push_back(unquoted(word));
  const Candidates found = candidates(words, console.streams());
  return console.result(completion_answer(shell, found, typed.back()), Exit::ok);
}

}  // namespace casus::cli::commands
