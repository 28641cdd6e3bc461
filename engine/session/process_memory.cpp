// SPDX-License-Identifier: Apache-2.0
#include "session/process_memory.hpp"

#include <sys/resource.h>

#ifdef __linux__
#include <unistd.h>

#include <fstream>
#endif

namespace casus::session {

std::uint64_t peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
  return static_cast<std::uint64_t>(usage.ru_maxrss);
#else
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
#endif
}

std::uint64_t memory_now() {
#ifdef __linux__
  // All pages, then those in memory: proc(5).
  std::ifstream pages("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t held = 0;
  if (pages >> all >> held) return held * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
#endif
  return peak_memory();
}

}  // namespace casus::session
