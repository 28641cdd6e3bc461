// SPDX-License-Identifier: Apache-2.0
#include "report/style.hpp"

#include <algorithm>

namespace casus::report {

std::size_t columns(const Style& style, std::size_t unlimited) {
  return style.width == 0 ? unlimited : std::max<std::size_t>(style.width, 20);
}

const Signs& signs(const Style& style) {
  static constexpr Signs drawn{"├─", "└─", "│  ", "–", "×", "·", "…", "¶"};
  static constexpr Signs ascii{"|-", "`-", "|  ", "-", "x", ".", "...", "par. "};
  return style.ascii ? ascii : drawn;
}

std::string paint(const Style& style, Paint paint, std::string_view text) {
  if (!style.colour || text.empty()) return std::string(text);
  const auto code = [&]() -> std::string_view {
    switch (paint) {
      case Paint::strong:
        return "\x1b[1m";
      case Paint::faint:
        return "\x1b[2m";
      case Paint::error:
        return "\x1b[1;31m";
      case Paint::warning:
        return "\x1b[1;33m";
      case Paint::note:
        return "\x1b[1;34m";
      case Paint::help:
        return "\x1b[1;36m";
    }
    return "";
  }();
  return std::string(code).append(text).append("\x1b[0m");
}

}  // namespace casus::report
