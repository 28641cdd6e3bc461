// SPDX-License-Identifier: Apache-2.0
//
// How far the reading of files is, for people at a terminal who wait: one line on stderr that is
// written over and over, and erased at the end. Nothing where stderr is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "cli/console.hpp"

namespace casus::cli {

class Progress {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Clock = std::function<Time()>;

  /// The console's streams must outlive this. A quiet console and a terminal that cannot erase get
  /// nothing.
  explicit Progress(const Console& console, Clock now = std::chrono::steady_clock::now);

  /// So many bytes of a file are read, of how many (0: not known). Shown after a second, and from
  /// then on ten times a second.
  void show(const std::string& file, std::uint64_t done, std::uint64_t all);
  /// Nothing is shown any more; other lines may follow.
  void erase();

 private:
  Streams& streams_;
  Clock now_;
  bool wanted_;
  Time next_;
  bool shown_ = false;
};

/// "reading trade.csv: 45%, 12 MB"
[[nodiscard]] std::string progress_line(const std::string& file, std::uint64_t done,
                                        std::uint64_t all);

}  // namespace casus::cli
