// SPDX-License-Identifier: Apache-2.0
#include "intake/case_text.hpp"

#include <algorithm>

namespace casus::intake {

std::string toml_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    constexpr unsigned char blank = 0x20;
    constexpr unsigned char del = 0x7F;
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (byte < blank || byte == del) {
      constexpr std::string_view digits = "0123456789ABCDEF";
      result += "\\u00";
      result += digits[byte / 16];
      result += digits[byte % 16];
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::optional<std::uint32_t> header_end(std::string_view text, std::uint32_t fact) {
  if (!text.substr(fact).starts_with("[[")) return std::nullopt;
  const std::size_t end = text.find('\n', fact);
  return static_cast<std::uint32_t>(end == std::string_view::npos ? text.size() : end + 1);
}

std::string line_of(std::string_view table, std::string_view key) {
  const std::string begins = '\n' + std::string(key) + " = ";
  const std::size_t begin = table.find(begins);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = std::min(table.find('\n', begin + 1), table.size());
  return std::string(table.substr(begin + 1, end - begin - 1));
}

std::string with_added(std::string_view text, std::vector<AddedLine> lines,
                       const std::vector<std::string>& tables) {
  std::string result(text);
  if (!result.empty() && !result.ends_with('\n')) result += '\n';
  // From the end, so that places before stay where they are.
  std::ranges::stable_sort(lines, std::ranges::greater(), &AddedLine::at);
  for (const AddedLine& one : lines) result.insert(one.at, one.line);
  for (const std::string& table : tables) result += '\n' + table;
  return result;
}

}  // namespace casus::intake
