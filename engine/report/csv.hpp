// SPDX-License-Identifier: Apache-2.0
//
// Comma-separated values as RFC 4180 has them: CRLF line ends, quotes where a field needs them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casus/value.hpp"

namespace casus::report {

/// Appends rows to a text, cell by cell.
class CsvWriter {
 public:
  explicit CsvWriter(std::string& out) : out_(out) {}

  void cell(std::string_view text);
  void cell(double number);
  /// Numbers bare, dates as text, the unknown as nothing.
  void cell(const Value& value);
  void end_row();

 private:
  void begin_cell();

  std::string& out_;
  bool first_ = true;
};

[[nodiscard]] std::string csv_row(const std::vector<std::string>& fields);

}  // namespace casus::report
