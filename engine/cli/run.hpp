// SPDX-License-Identifier: Apache-2.0
//
// The command as a function. Streams, folder and environment are parameters, so that tests run
// every command in process; only main.cpp knows the real ones.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "casus/value.hpp"

namespace casus::cli {

/// What a process has besides its arguments.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::uint32_t out_width = 80;
  std::filesystem::path folder = {};  ///< relative paths count from here; empty: the current folder
  /// A variable's value; an empty function knows none.
  std::function<std::optional<std::string>(const std::string&)> environment = {};
  /// From now on an interrupt ends no process but sets what is returned; the second one ends it.
  /// For commands that print what they have. An empty function: interrupts stay as they are.
  std::function<const std::atomic<bool>*()> await_interrupt = {};
  /// Who waits for input cannot look at the clock. Until it is called again, with nothing, the
  /// process ends at that moment with these words on standard error. An empty function: it waits.
  std::function<void(std::optional<std::chrono::steady_clock::time_point>, const std::string&)>
      limit_wait = {};
  /// The date of today where the user is; an empty function: nobody says.
  std::function<Date()> today = {};
  std::vector<std::filesystem::path> files_read = {};  ///< by this run: never written over
};

/// Runs `casus` with `arguments` (without the program's name) and returns its exit code. Results go
/// to `out`, all else to `err`. Throws what the standard library throws, and `std::logic_error` for
/// a mistake of ours; main.cpp says what becomes of both.
[[nodiscard]] int run(const std::vector<std::string>& arguments, Streams& streams);

}  // namespace casus::cli
