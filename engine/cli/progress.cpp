// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "report/display.hpp"

namespace casus::cli {
namespace {

constexpr std::chrono::seconds patience{1};
constexpr std::chrono::milliseconds between{100};
constexpr const char* erase_line = "\r\x1b[K";

}  // namespace

Progress::Progress(const Console& console, Clock now)
    : streams_(console.streams()),
      now_(std::move(now)),
      wanted_(streams_.err_is_terminal && !console.quiet() && console.variable("TERM") != "dumb"),
      next_(now_() + patience) {}

void Progress::show(const std::string& file, std::uint64_t done, std::uint64_t all) {
  if (!wanted_) return;
  const Time now = now_();
  if (now < next_) return;
  next_ = now + between;
  shown_ = true;
  const std::size_t width = std::max<std::size_t>(streams_.out_width, 2) - 1;
  streams_.err << erase_line << report::wrap(progress_line(file, done, all), width).front()
               << std::flush;
}

void Progress::erase() {
  if (shown_) streams_.err << erase_line << std::flush;
  shown_ = false;
}

std::string progress_line(const std::string& file, std::uint64_t done, std::uint64_t all) {
  std::string line = fmt::format("reading {}: ", report::printable(file));
  if (all > 0) line += fmt::format("{}%, ", std::min<std::uint64_t>(done * 100 / all, 100));
  return line + fmt::format("{} MB", done >> 20);
}

}  // namespace casus::cli
