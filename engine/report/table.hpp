// SPDX-License-Identifier: Apache-2.0
//
// A small text table: a header, rows, columns aligned by display
// width. What does not fit wraps inside its cell, never vanishes; where even that does not fit,
// each row becomes a list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/style.hpp"

namespace casus::report {

struct Column {
  std::string title = {};
  std::size_t gap = 2;  ///< blanks before the column; none before the first
  bool right = false;   ///< aligned to the right
  bool wraps = false;   ///< may be made narrower than its widest cell
  std::optional<Paint> colour = {};
};

class Table {
 public:
  explicit Table(std::vector<Column> table_columns) : columns_(std::move(table_columns)) {}

  /// One cell a column, printable.
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::string text(const Style& style) const;

 private:
  [[nodiscard]] std::optional<std::vector<std::size_t>> widths(std::size_t room) const;
  [[nodiscard]] std::string line(const std::vector<std::string>& row,
                                 const std::vector<std::size_t>& widths, const Style& style,
                                 bool header) const;
  [[nodiscard]] std::string list(const Style& style) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace casus::report
