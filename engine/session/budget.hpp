// SPDX-License-Identifier: Apache-2.0
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

[[nodiscard]] infer::Budget budget(const Options& options, End end);

/// The time and memory of work on a result that grows, after which somebody is still to print it.
/// Printing takes some times as much of either as the result itself.
class Allowance {
 public:
  /// From here on the result grows.
  Allowance(const Options& options, End end);
  /// Names what would run out if no more than what there is were printed, as a budget does.
  [[nodiscard]] std::optional<std::string> poll() const;

 private:
  const Options& options_;
  End end_;
  std::chrono::steady_clock::time_point start_;
  std::uint64_t memory_;
};

}  // namespace casus::session
