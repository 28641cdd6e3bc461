// SPDX-License-Identifier: Apache-2.0
#include "session/budget.hpp"

#include <algorithm>

#include "session/process_memory.hpp"

namespace casus::session {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

End end_of(const Options& options) {
  End end = options.deadline;
  if (options.timeout.count() <= 0) return end;
  const Clock::time_point now = Clock::now();
  // What is too far off to be told is never.
  if (options.timeout >=
      std::chrono::floor<std::chrono::milliseconds>(Clock::time_point::max() - now)) {
    return end;
  }
  const Clock::time_point own = now + options.timeout;
  return end ? std::min(*end, own) : own;
}

End half_way(End end) {
  if (!end) return end;
  const auto now = Clock::now();
  return now + (*end - now) / 2;
}

double seconds_now() {
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

infer::Budget budget(const Options& options, End end) {
  infer::Budget result;
  result.max_facts = options.max_facts;
  result.poll = [interrupted = options.interrupted, max_memory = options.max_memory,
                 end]() -> std::optional<Limit> {
    if (interrupted != nullptr && *interrupted) return Limit::interrupted;
    if (end && Clock::now() >= *end) return Limit::time;
    if (max_memory > 0 && peak_memory() > max_memory) return Limit::memory;
    return std::nullopt;
  };
  if (options.max_memory > 0) {
    result.fits = [most = options.max_memory](std::size_t bytes) {
      return memory_now() + bytes <= most;
    };
  }
  return result;
}

Allowance::Allowance(const Options& options, End end, int printing)
    : options_(options),
      end_(end),
      printing_(printing),
      start_(Clock::now()),
      memory_(peak_memory()) {}

std::optional<Limit> Allowance::poll() const {
  if (options_.interrupted != nullptr && *options_.interrupted) return Limit::interrupted;
  if (end_) {
    const auto now = Clock::now();
    if (now + printing_ * (now - start_) >= *end_) return Limit::time;
  }
  if (options_.max_memory > 0) {
    const std::uint64_t now = peak_memory();
    if (now + printing_ * (now - memory_) > options_.max_memory) return Limit::memory;
  }
  return std::nullopt;
}

}  // namespace casus::session
