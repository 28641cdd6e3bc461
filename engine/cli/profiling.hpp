// SPDX-License-Identifier: Apache-2.0
//
// `--profile`: what a command spends its time on, told behind its result.
#pragma once

#include <chrono>
#include <optional>

#include "cli/cases.hpp"
#include "report/profile.hpp"

namespace casus::cli {

class Profiling {
 public:
  /// Of runs that were measured; nothing else is said of others.
  Profiling(const Runs& runs, const Console& console);

  /// What goes on from now on.
  void begin(const std::string& phase);
  /// The members to put behind a result in JSON; none where that has no place for them.
  [[nodiscard]] report::MoreMembers members();
  /// Tells it on stderr, unless the result holds it.
  void tell(Console& console);

 private:
  void end_phase();

  bool wanted_ = false;
  bool in_result_ = false;
  report::CommandProfile profile_;
  std::string phase_;  ///< under way; empty: none
  std::chrono::steady_clock::time_point since_;
  report::Style style_;
};

}  // namespace casus::cli
