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

Allowance::Allowance(const Options& options, std::chrono::steady_clock::time_point begun,
                     int printing)
    : options_(options),
      printing_(printing),
      begun_(begun),
      start_(std::chrono::steady_clock::now()),
      memory_(peak_memory()) {}

std::optional<std::string> Allowance::poll() const {
  if (options_.interrupted != nullptr && *options_.interrupted) return "interrupted";
  if (options_.timeout.count() > 0) {
    const auto now = std::chrono::steady_clock::now();
    if (now + printing_ * (now - start_) >= begun_ + options_.timeout) return "time";
  }
  if (options_.max_memory > 0) {
    const std::uint64_t now = peak_memory();
    if (now + printing_ * (now - memory_) > options_.max_memory) return "memory";
  }
  return std::nullopt;
}

}  // namespace casus::session
