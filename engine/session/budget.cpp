// SPDX-License-Identifier: Apache-2.0
#include "session/budget.hpp"

#include <sys/resource.h>

#include <chrono>

namespace casus::session {
namespace {

/// The most memory this process has held so far, in bytes.
std::uint64_t peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
  return static_cast<std::uint64_t>(usage.ru_maxrss);
#else
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
#endif
}

}  // namespace

infer::Budget budget(const Options& options) {
  using Clock = std::chrono::steady_clock;
  infer::Budget result;
  result.max_facts = options.max_facts;
  const auto deadline = Clock::now() + options.timeout;
  result.poll = [options, deadline]() -> std::optional<std::string> {
    if (options.interrupted != nullptr && *options.interrupted) return "interrupted";
    if (options.timeout.count() > 0 && Clock::now() >= deadline) return "time";
    if (options.max_memory > 0 && peak_memory() > options.max_memory) return "memory";
    return std::nullopt;
  };
  return result;
}

}  // namespace casus::session
