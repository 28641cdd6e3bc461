// SPDX-License-Identifier: Apache-2.0
//
// Why a command stops before its answer: an exit code and what to say. Exit codes are a contract.
#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/limit.hpp"
#include "casus/source.hpp"
#include "report/diagnostics.hpp"

namespace casus::cli {

struct Exit {
  static constexpr int ok = 0;       ///< ran; nothing to object to
  static constexpr int no = 1;       ///< ran; the answer is no
  static constexpr int usage = 2;    ///< flags, configuration, missing file
  static constexpr int invalid = 3;  ///< rules or facts invalid
  static constexpr int limit = 4;    ///< stopped by a limit
  static constexpr int bug = 70;
  static constexpr int interrupted = 130;
};

struct Problem {
  int exit = Exit::usage;
  std::vector<report::DiagnosticGroup> groups;
  std::string line = {};  ///< to be said behind them, where there is something
};

template <class T>
using Outcome = tl::expected<T, Problem>;

/// The command line, the configuration or a file is at fault.
[[nodiscard]] inline tl::unexpected<Problem> refuse(Diagnostic diagnostic) {
  return tl::unexpected(
      Problem{Exit::usage, {{{std::move(diagnostic)}, std::make_shared<const Sources>()}}});
}
/// The same in words; `help` may be empty.
[[nodiscard]] inline tl::unexpected<Problem> refuse(std::string message, std::string help = {}) {
  Diagnostic diagnostic = error({}, std::move(message));
  if (!help.empty()) diagnostic.advise(std::move(help));
  return refuse(std::move(diagnostic));
}

/// A limit is reached before there is anything to show.
[[nodiscard]] inline tl::unexpected<Problem> stopped(const LimitReached& limit) {
  const int exit = limit.what == Limit::interrupted ? Exit::interrupted : Exit::limit;
  return tl::unexpected(Problem{exit, {}, "stopped: " + limit.text + "; there is no result"});
}

}  // namespace casus::cli
