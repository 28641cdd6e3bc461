// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "casus/casus.hpp"
#include "infer/budget.hpp"

namespace casus::session {

/// The budget of a run that begins now.
[[nodiscard]] infer::Budget budget(const Options& options);

/// The time and memory of work on a result that grows, after which somebody is still to print it.
/// Printing takes some times as much of either as the result itself.
class Allowance {
 public:
  /// From here on the result grows; the time of the whole began at `begun`.
  Allowance(const Options& options, std::chrono::steady_clock::time_point begun);
  /// Names what would run out if no more than what there is were printed, as a budget does.
  [[nodiscard]] std::optional<std::string> poll() const;

 private:
  const Options& options_;
  std::chrono::steady_clock::time_point begun_;
  std::chrono::steady_clock::time_point start_;
  std::uint64_t memory_;
};

}  // namespace casus::session
