// SPDX-License-Identifier: Apache-2.0
//
// Runs the commands that a Markdown page shows, and holds what they print against the page. The
// same runner serves the golden cases, the README and the manual, so that nothing is shown that
// does not work. Blocks are taken in the order of the page:
//
//   ```casus file=rules/x.casus    any block with file= is written to the working folder
//   ```stdin                       the standard input of the next command
//   ```console                     `$ casus …` lines, each followed by exactly what it prints; a
//                                  trailing \ continues the command on the next line; `$ ./dev
//                                  casus` is the same. exit=N on the fence, or a line `exit: N`
//                                  below the block, is the exit code of the block's last command
//   ```stderr                      what that last command prints on standard error
//
// Whatever is not stated is exit code 0 and an empty standard error. Other blocks are only read.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/command.hpp"

namespace casus::testing {

struct Replay {
  int commands = 0;                   ///< how many the page shows
  std::vector<std::string> mistakes;  ///< what a page cannot say, or says against the rules above
  std::vector<std::string> changes;   ///< where what happened is not what the page says
  std::string page;                   ///< the page, saying what happened
};

/// Runs the page's commands in `folder`. `name` is the page's name in messages.
[[nodiscard]] Replay replay(const std::string& name, std::string_view page,
                            const std::filesystem::path& folder, const Command& casus);

enum class Workplace {
  empty,    ///< golden cases: a page brings all it needs
  project,  ///< manuals: a copy of what the project ships, as if run in its root
};

/// Replays the page, which has to show some command, in a throw-away folder. Returns what is wrong,
/// ready to print, and nothing where all is as shown. With `update` the page is rewritten instead,
/// and only mistakes are returned.
[[nodiscard]] std::vector<std::string> check_page(const std::filesystem::path& page,
                                                  Workplace workplace, const Command& casus,
                                                  bool update);

/// Whether pages are to be rewritten: CASUS_UPDATE_GOLDEN is set and not 0.
[[nodiscard]] bool update_requested();

}  // namespace casus::testing
