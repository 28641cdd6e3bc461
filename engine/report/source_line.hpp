// SPDX-License-Identifier: Apache-2.0
//
// One line of source as it is printed: tabs expanded, control characters escaped, and for each byte
// the display column at which it stands, so that marks can be put below it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/style.hpp"

namespace casus::report {

class SourceLine {
 public:
  explicit SourceLine(std::string_view text);

  /// The display column, from 0, of the byte at `offset` in the line; the line's width past its
  /// end.
  [[nodiscard]] std::size_t column(std::size_t offset) const;
  [[nodiscard]] std::size_t width() const { return columns_.back(); }

  struct Window {
    std::string text;
    std::size_t skipped = 0;  ///< columns to the left of `text` that are not shown
  };
  /// At most `room` columns so that column `from` is shown and, where possible, `to` is too. What
  /// is left out is shown by an ellipsis.
  [[nodiscard]] Window window(std::size_t from, std::size_t to, std::size_t room,
                              const Style& style) const;

 private:
  struct Piece {
    std::string shown;
    std::size_t column = 0;
    std::size_t width = 0;
  };
  std::vector<Piece> pieces_;
  std::vector<std::size_t> columns_;  ///< by byte offset, one more than bytes
};

}  // namespace casus::report
