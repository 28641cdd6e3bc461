// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include <algorithm>

#include "report/display.hpp"

namespace casus::report {
namespace {
constexpr std::size_t narrowest = 12;
}

std::string Table::text(const Style& style) const {
  const auto fitting = widths(report::columns(style));
  if (!fitting) return list(style);
  std::vector<std::string> titles;
  for (const Column& column : columns_) titles.push_back(column.title);
  std::string out = line(titles, *fitting, style, true);
  for (const auto& row : rows_) out += line(row, *fitting, style, false);
  return out;
}

std::optional<std::vector<std::size_t>> Table::widths(std::size_t room) const {
  std::vector<std::size_t> result;
  std::vector<std::size_t> whole;  // what breaks no word
  std::size_t total = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = display_width(columns_[i].title);
    std::size_t part = std::max(narrowest, widest_part(columns_[i].title));
    for (const auto& row : rows_) {
      width = std::max(width, display_width(row[i]));
      part = std::max(part, widest_part(row[i]));
    }
    result.push_back(width);
    whole.push_back(part);
    total += width + (i == 0 ? 0 : columns_[i].gap);
  }
  const auto widest_above = [&](const auto& least) {
    std::optional<std::size_t> widest;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!columns_[i].wraps || result[i] <= least(i)) continue;
      if (!widest || result[i] > result[*widest]) widest = i;
    }
    return widest;
  };
  while (total > room) {
    auto widest = widest_above([&](std::size_t i) { return whole[i]; });
    if (!widest) widest = widest_above([](std::size_t) { return narrowest; });
    if (!widest) return std::nullopt;
    --result[*widest];
    --total;
  }
  return result;
}

std::string Table::line(const std::vector<std::string>& row, const std::vector<std::size_t>& widths,
                        const Style& style, bool header) const {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 1;
  for (std::size_t i = 0; i < row.size(); ++i) {
    cells.push_back(wrap(row[i], widths[i]));
    height = std::max(height, cells.back().size());
  }
  std::string out;
  for (std::size_t at = 0; at < height; ++at) {
    std::string whole;
    std::size_t blanks = 0;  // not yet written: no line ends in one
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = at < cells[i].size() ? cells[i][at] : std::string();
      const std::size_t fill = widths[i] - std::min(widths[i], display_width(cell));
      blanks += (i == 0 ? 0 : columns_[i].gap) + (columns_[i].right ? fill : 0);
      if (!cell.empty()) {
        const auto colour = header ? std::optional(Paint::faint) : columns_[i].colour;
        whole.append(blanks, ' ');
        whole += colour ? paint(style, *colour, cell) : cell;
        blanks = 0;
      }
      if (!columns_[i].right) blanks += fill;
    }
    out += whole + '\n';
  }
  return out;
}

std::string Table::list(const Style& style) const {
  std::string out;
  for (const auto& row : rows_) {
    if (!out.empty()) out += '\n';
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].empty()) continue;
      out += hanging("", columns_[i].title + ": " + row[i], report::columns(style));
    }
  }
  return out;
}

}  // namespace casus::report
