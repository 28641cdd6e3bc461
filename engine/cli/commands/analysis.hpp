// SPDX-License-Identifier: Apache-2.0
//
// What the commands that evaluate a case again and again have in common: a goal in front of the
// cases, and a session for each of these.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "casus/session.hpp"
#include "cli/cases.hpp"

namespace casus::cli::commands {

struct OpenCase {
  std::string file;
  Session session;
  bool names_data = false;  ///< as `LoadedCase`
};

struct Sessions {
  Workspace workspace;
  std::string goal;
  std::vector<OpenCase> cases;
  const std::atomic<bool>* interrupted = nullptr;

  [[nodiscard]] bool is_interrupted() const { return interrupted != nullptr && *interrupted; }
  /// `limited`: a limit was reached, and what was found before it has been shown.
  [[nodiscard]] int exit(bool limited, int otherwise) const {
    if (is_interrupted()) return Exit::interrupted;
    return limited ? Exit::limit : otherwise;
  }
};

enum class Goal {
  needed,
  optional,  ///< the first operand is a goal where it has arguments or stands alone before a case
};

/// Loads the cases and evaluates each. The time of `--timeout` is that of all that is done with
/// them, and an interrupt is a limit to it. Warnings have been said.
[[nodiscard]] Outcome<Sessions> open_sessions(const Arguments& arguments, Goal goal,
                                              Console& console);

/// Says that there are more open questions than were asked.
void note_partial(const std::string& file, bool partial, Console& console);

/// Why the goal cannot be asked; see `cli::refused`.
[[nodiscard]] Problem refused(const Sessions& sessions, report::DiagnosticGroup group,
                              const Arguments& arguments);

/// No case rates anything that fits the goal; there is some other rating to ask for, or none.
[[nodiscard]] Problem rated_nowhere(const Sessions& sessions);

}  // namespace casus::cli::commands
