// SPDX-License-Identifier: Apache-2.0
#include "report/csv.hpp"

#include "report/display.hpp"

namespace casus::report {

std::string csv_row(const std::vector<std::string>& fields) {
  std::string row;
  for (const std::string& field : fields) {
    if (&field != &fields.front()) row += ',';
    const std::string text = valid_utf8(field);
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
      row += text;
      continue;
    }
    row += '"';
    for (const char c : text) row.append(c == '"' ? 2 : 1, c);
    row += '"';
  }
  return row + "\r\n";
}

}  // namespace casus::report
