// SPDX-License-Identifier: Apache-2.0
//
// One source line behind its gutter with rows of marks below it. Columns of marks count display
// width, so that carets stand below Cyrillic and CJK text too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/style.hpp"

namespace casus::report {

/// Line numbers and the bar beside the quoted lines.
struct Gutter {
  std::size_t width = 2;
  Style style;

  /// "12 | text"
  [[nodiscard]] std::string line(std::uint32_t number, std::string_view text) const;
  /// "   | text"
  [[nodiscard]] std::string bar(std::string_view text = {}) const;
  /// Columns left for the quoted text.
  [[nodiscard]] std::size_t room() const;
};

/// A stretch of one line to mark, in byte offsets of the line; an empty one gets one sign.
struct LineMark {
  std::size_t begin = 0, end = 0;
  char sign = '^';
  Paint colour = Paint::error;
  std::string text = {};
};

/// The line with marks below it. The rightmost mark's text stands beside it, the others hang below.
/// Where marks overlap, earlier ones of `marks` cover later ones. A line wider than the gutter's
/// room is cut to a window around `marks[0]`. `marks` is not empty.
[[nodiscard]] std::string marked_line(const Gutter& gutter, std::uint32_t number,
                                      std::string_view line, std::vector<LineMark> marks);
/// The line alone, cut to the gutter's room.
[[nodiscard]] std::string plain_line(const Gutter& gutter, std::uint32_t number,
                                     std::string_view line);

}  // namespace casus::report
