// SPDX-License-Identifier: Apache-2.0
//
// The limits of `Options` on time and memory, measured. Passes below ask an `infer::Budget` whether
// to go on; only here is a clock looked at.
#pragma once

#include <chrono>
#include <optional>

#include "casus/casus.hpp"
#include "infer/budget.hpp"

namespace casus::session {

/// When a piece of work has to end; nothing: never.
using End = std::optional<std::chrono::steady_clock::time_point>;

/// The end of a run or goal that begins now.
[[nodiscard]] End end_of(const Options& options);
/// Half of the time from now to an end.
[[nodiscard]] End half_way(End end);

/// Seconds since some moment.
[[nodiscard]] double seconds_now();

[[nodiscard]] infer::Budget budget(const Options& options, End end);

/// The time and memory of work on a result that grows, after which somebody is still to print it.
/// Printing takes some times as much of either as the result itself, as whoever asks for it knows.
class Allowance {
 public:
  /// From here on the result grows. `printing`: how many times the time and memory of the result
  /// its printing takes.
  Allowance(const Options& options, End end, int printing);
  /// What would run out if no more than what there is were printed, as a budget does.
  [[nodiscard]] std::optional<Limit> poll() const;

 private:
  const Options& options_;
  End end_;
  int printing_;
  std::chrono::steady_clock::time_point start_;
  std::uint64_t memory_;
};

}  // namespace casus::session
