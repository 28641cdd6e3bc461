// SPDX-License-Identifier: Apache-2.0
#include "report/source_line.hpp"

#include <algorithm>

#include "report/display.hpp"

namespace casus::report {
namespace {
constexpr std::size_t tab = 4;
}

SourceLine::SourceLine(std::string_view text) {
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size();) {
    Cell cell = cell_at(text, at);
    if (text[at] == '\t') {
      cell.width = tab - column % tab;
      cell.shown.assign(cell.width, ' ');
    }
    pieces_.push_back({std::move(cell.shown), column, cell.width});
    columns_.insert(columns_.end(), cell.size, column);
    column += cell.width;
    at += cell.size;
  }
  columns_.push_back(column);
}

std::size_t SourceLine::column(std::size_t offset) const {
  return columns_[std::min(offset, columns_.size() - 1)];
}

SourceLine::Window SourceLine::window(std::size_t from, std::size_t to, std::size_t room,
                                      const Style& style) const {
  std::size_t first = 0;
  std::size_t last = width();
  const std::string_view more = signs(style).ellipsis;
  const std::size_t mark = display_width(more);
  const bool cut = width() > room;
  if (cut) {
    // Where both ends fit, the marks stand in the middle; otherwise near the left edge.
    const std::size_t marked = std::min(to > from ? to - from : 1, room / 2);
    const std::size_t before = (room - marked) / 2;
    first = from > before ? from - before : 0;
    last = std::min(width(), first + room);
    first = last > room ? last - room : 0;
  }
  const bool cut_left = first > 0;
  const bool cut_right = last < width();
  Window result{{}, first};
  std::size_t used = first;
  const auto fill_to = [&](std::size_t column) {
    if (column > used) result.text.append(column - used, ' ');
    used = std::max(used, column);
  };
  if (cut_left) {
    result.text += more;
    used += mark;
  }
  const std::size_t end = cut_right ? last - mark : last;
  for (const Piece& piece : pieces_) {
    if (piece.column < used && (cut_left && piece.column < first + mark)) continue;
    if (piece.column + piece.width > end) break;
    // A wide character cut in half by the window's edge leaves a blank.
    fill_to(piece.column);
    result.text += piece.shown;
    used = piece.column + piece.width;
  }
  if (cut_right) {
    fill_to(end);
    result.text += more;
  }
  return result;
}

}  // namespace casus::report
