// SPDX-License-Identifier: Apache-2.0
#include "support/markdown.hpp"

#include <sstream>
#include <stdexcept>

#include "support/difference.hpp"

namespace casus::testing {

namespace {

/// How many backticks open the line; fewer than three open no block.
std::size_t ticks(const std::string& line) {
  const std::size_t end = line.find_first_not_of('`');
  return end == std::string::npos ? line.size() : end;
}

Fence opened(const std::string& line) {
  Fence fence;
  std::istringstream info(line.substr(ticks(line)));
  info >> fence.language;
  for (std::string word; info >> word;) {
    const std::size_t equals = word.find('=');
    fence.attributes[word.substr(0, equals)] =
        equals == std::string::npos ? "" : word.substr(equals + 1);
  }
  return fence;
}

[[noreturn]] void refuse(std::size_t line, const std::string& why) {
  throw std::invalid_argument("line " + std::to_string(line + 1) + ": " + why);
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream row(line.substr(1));
  for (std::string cell; std::getline(row, cell, '|');) cells.push_back(trimmed(cell));
  if (!cells.empty() && cells.back().empty()) cells.pop_back();
  return cells;
}

}  // namespace

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1));
}

std::string Fence::attribute(const std::string& key) const {
  const auto found = attributes.find(key);
  return found == attributes.end() ? "" : found->second;
}

Markdown read_markdown(std::string_view text) {
  Markdown page{lines_of(text), {}};
  std::string section;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const std::string& line = page.lines[i];
    if (line.starts_with("# ")) section.clear();
    if (line.starts_with("## ")) section = trimmed(line.substr(3));
    if (ticks(line) < 3) {
      if (trimmed(line).starts_with("```"))
        refuse(i, "an indented block is not read: move it left");
      continue;
    }
    Fence fence = opened(line);
    fence.section = section;
    fence.first = i;
    const std::string closing(ticks(line), '`');
    for (++i; i < page.lines.size() && trimmed(page.lines[i]) != closing; ++i) {
      fence.body.push_back(page.lines[i]);
    }
    if (i == page.lines.size()) refuse(fence.first, "the block is not closed");
    fence.last = i;
    page.fences.push_back(std::move(fence));
  }
  return page;
}

std::vector<std::vector<std::string>> table_below(const Markdown& page,
                                                  const std::vector<std::string>& header) {
  std::vector<std::vector<std::string>> rows;
  bool inside = false;
  for (const std::string& line : page.lines) {
    if (!line.starts_with('|')) {
      if (inside) break;
      continue;
    }
    const auto cells = cells_of(line);
    if (inside) rows.push_back(cells);
    inside = inside || cells == header;
  }
  if (!rows.empty()) rows.erase(rows.begin());  // The rule under the header.
  return rows;
}

}  // namespace casus::testing
