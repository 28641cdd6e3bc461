// SPDX-License-Identifier: Apache-2.0
#include "report/csv.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "report/display.hpp"
#include "report/numbers.hpp"

namespace casus::report {

namespace {

constexpr bool needs_quotes(char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; }

/// Whether a text stands in a cell as it is, as most do.
bool is_plain(std::string_view text) {
  bool plain = true;
  for (const char c : text) plain &= c >= ' ' && c <= '~' && c != ',' && c != '"';
  return plain;
}

}  // namespace

void CsvWriter::begin_cell() {
  if (!first_) out_ += ',';
  first_ = false;
}

void CsvWriter::cell(std::string_view text) {
  begin_cell();
  if (is_plain(text)) {
    out_ += text;
    return;
  }
  if (std::ranges::none_of(text, needs_quotes)) {
    append_valid_utf8(out_, text);
    return;
  }
  out_ += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('"', at), text.size());
    append_valid_utf8(out_, text.substr(at, end - at));
    if (end < text.size()) out_ += "\"\"";
    at = end + 1;
  }
  out_ += '"';
}

void CsvWriter::cell(double number) {
  begin_cell();
  append_number(out_, number);
}

void CsvWriter::cell(const Value& value) {
  std::visit(
      [&](const auto& data) {
        using Data = std::remove_cvref_t<decltype(data)>;
        if constexpr (std::is_same_v<Data, Unknown>) {
          cell(std::string_view());
        } else if constexpr (std::is_same_v<Data, bool>) {
          cell(data ? std::string_view("true") : std::string_view("false"));
        } else if constexpr (std::is_same_v<Data, Date>) {
          cell(std::string_view(date_text(data)));
        } else if constexpr (std::is_same_v<Data, std::string>) {
          cell(std::string_view(data));
        } else {
          begin_cell();
          append_number(out_, data);
        }
      },
      value.data);
}

void CsvWriter::end_row() {
  out_ += "\r\n";
  first_ = true;
}

std::string csv_row(const std::vector<std::string>& fields) {
  std::string row;
  CsvWriter csv(row);
  for (const std::string& field : fields) csv.cell(field);
  csv.end_row();
  return row;
}

}  // namespace casus::report
