// SPDX-License-Identifier: Apache-2.0
#include "syntax/docs.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace casus::syntax {
namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::string_view mark = "///";

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(blanks) - first + 1);
}

/// The part of a doc line behind its mark; nothing for other lines.
std::optional<std::string_view> doc_part(std::string_view line) {
  if (!line.starts_with(mark) || line.starts_with("////")) return std::nullopt;
  line.remove_prefix(mark.size());
  if (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

}  // namespace

std::string doc_before(char const* text, char const* what) {
  while (what != text && blanks.find(what[-1]) != std::string_view::npos) --what;
  std::vector<std::string_view> lines;
  while (what != text && what[-1] == '\n') {
    char const* const line_end = what - 1;
    char const* line = line_end;
    while (line != text && line[-1] != '\n') --line;
    const std::string_view content =
        trimmed({line, static_cast<std::string_view::size_type>(line_end - line)});
    if (const auto part = doc_part(content)) {
      lines.push_back(*part);
    } else if (!content.empty() || !lines.empty()) {
      break;
    }
    what = line;
  }
  std::string doc;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (line != lines.rbegin()) doc += '\n';
    doc += *line;
  }
  return doc;
}

}  // namespace casus::syntax
