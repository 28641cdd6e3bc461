// SPDX-License-Identifier: Apache-2.0
#include "support/difference.hpp"

#include <algorithm>
#include <cstddef>

namespace casus::testing {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::string difference(std::string_view expected, std::string_view actual) {
  if (expected == actual) return {};
  const auto before = lines_of(expected);
  const auto after = lines_of(actual);
  const auto shorter = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;

  std::string shown = head > 0 ? "    " + before[head - 1] + '\n' : "";
  for (std::size_t i = head; i < before.size() - tail; ++i) shown += "  - " + before[i] + '\n';
  for (std::size_t i = head; i < after.size() - tail; ++i) shown += "  + " + after[i] + '\n';
  const bool ended = !actual.empty() && actual.back() == '\n';
  if (!actual.empty() && !ended) shown += "  the last line has no end\n";
  return shown;
}

}  // namespace casus::testing
