// SPDX-License-Identifier: Apache-2.0
//
// The little of Markdown that tests read: fenced blocks with their info strings, the second-level
// heading that they stand under, and tables. It keeps line numbers, so that a page can be rewritten
// in place and a failure can say where.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace casus::testing {

/// ```language key=value …, some lines, ```. Lines are counted from 0.
struct Fence {
  std::string language;
  std::map<std::string, std::string> attributes;
  std::vector<std::string> body;
  std::string section;    ///< the `## ` heading above, without the marks
  std::size_t first = 0;  ///< the opening line
  std::size_t last = 0;   ///< the closing line

  /// The attribute, or "" where it is not given.
  [[nodiscard]] std::string attribute(const std::string& key) const;
};

struct Markdown {
  std::vector<std::string> lines;
  std::vector<Fence> fences;
};

/// Blocks begin and end at the left margin. Throws std::invalid_argument, naming the line, where
/// one is indented or never closed.
[[nodiscard]] Markdown read_markdown(std::string_view text);

/// The rows, cells trimmed, of the first table whose header row holds exactly these cells; without
/// header and rule. Empty where there is no such table.
[[nodiscard]] std::vector<std::vector<std::string>> table_below(
    const Markdown& page, const std::vector<std::string>& header);

[[nodiscard]] std::string trimmed(std::string_view text);

}  // namespace casus::testing
