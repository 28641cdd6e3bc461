// SPDX-License-Identifier: Apache-2.0
//
// How a stream wants its text. Colour and signs only ever repeat what words say, so that every
// renderer may be asked for plain ASCII without loss.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace casus::report {

struct Style {
  bool colour = false;
  bool ascii = false;        ///< no box drawing, no signs beyond ASCII; names stay as written
  std::uint32_t width = 80;  ///< display columns; 0: no limit. Below 20 lines may run over.
  bool wraps = false;        ///< messages are broken at `width` too; else whole, for programs
};

/// The width to lay text out for: never below 20, `unlimited` where there is no limit.
[[nodiscard]] std::size_t columns(const Style& style, std::size_t unlimited = 10'000);

/// Signs that have an ASCII form.
struct Signs {
  std::string_view tee, elbow, pipe;  ///< tree branches, two and three columns wide
  std::string_view dash;              ///< between the ends of a range
  std::string_view times;
  std::string_view dot;  ///< the empty part of a bar
  std::string_view ellipsis;
  std::string_view paragraph;  ///< before a paragraph number
};
[[nodiscard]] const Signs& signs(const Style& style);

enum class Paint { strong, faint, error, warning, note, help };

/// `text` in colour where the style has colour, unchanged otherwise.
[[nodiscard]] std::string paint(const Style& style, Paint paint, std::string_view text);

}  // namespace casus::report
