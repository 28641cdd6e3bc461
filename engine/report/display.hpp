// SPDX-License-Identifier: Apache-2.0
//
// Text as a terminal shows it. Names, quotes and source lines come from files that others wrote:
// control and bidirectional characters become visible escapes, so that no text can move the cursor,
// change colours or reorder a line. Widths count display columns: Cyrillic is one wide, CJK two.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace casus::report {

/// One code point of a text: its bytes, what to print for it, and how wide that is.
struct Cell {
  std::size_t begin = 0;  ///< byte offset in the text
  std::size_t size = 1;   ///< bytes
  std::string shown;      ///< itself, or an escape such as `\x1b`, `\u{202e}`
  std::size_t width = 1;
};

/// The code point at `at`, which lies inside `text`. A byte that is not UTF-8 is a cell of its own.
[[nodiscard]] Cell cell_at(std::string_view text, std::size_t at);

/// The whole text with escapes; safe to print on one line.
[[nodiscard]] std::string printable(std::string_view text);
/// Printable, with every run of blanks and line ends as one blank.
[[nodiscard]] std::string one_line(std::string_view text);
/// Display columns of `printable(text)`.
[[nodiscard]] std::size_t display_width(std::string_view text);
/// Appends valid UTF-8: each byte that is not becomes U+FFFD. Nothing else changes.
void append_valid_utf8(std::string& out, std::string_view text);
/// In capitals, letter by letter.
[[nodiscard]] std::string upper(std::string_view text);
/// With its first letter in capitals.
[[nodiscard]] std::string capitalised(std::string_view text);

/// Filled with blanks up to `width`; longer text is left alone.
[[nodiscard]] std::string pad_right(std::string text, std::size_t width);
[[nodiscard]] std::string pad_left(std::string text, std::size_t width);
/// Lines of at most `width` columns (at least 1), broken at blanks, behind hyphens and underscores
/// where a word is wider than a line, and inside what is wider still. The lines are printable; an
/// empty text gives one empty line.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);
/// The least width at which `wrap` breaks nothing that has no hyphen.
[[nodiscard]] std::size_t widest_part(std::string_view text);
/// `wrap` with `first` before the first line and blanks of the same width before the others.
[[nodiscard]] std::string hanging(std::string_view first, std::string_view text, std::size_t width);

/// Takes trailing blanks off.
void trim_end(std::string& line);

}  // namespace casus::report
