// SPDX-License-Identifier: Apache-2.0
#include "cli/pages.hpp"

#include <algorithm>

namespace casus::cli {
namespace {

std::string_view page_of(std::span<const EmbeddedFile> pages, std::string_view code) {
  const auto page = std::ranges::lower_bound(pages, code, {}, &EmbeddedFile::name);
  return page != pages.end() && page->name == code ? page->text : std::string_view{};
}

}  // namespace

std::string_view diagnostic_page(std::string_view code) {
  return page_of(embedded_diagnostics(), code);
}

std::string_view lint_page(std::string_view code) { return page_of(embedded_lints(), code); }

std::string page_text(std::string_view page) {
  constexpr std::string_view fence = "```";
  constexpr std::string_view names_file = "file=";
  std::string out;
  bool example = false;
  while (!page.empty()) {
    const std::string_view line = page.substr(0, page.find('\n'));
    page.remove_prefix(std::min(line.size() + 1, page.size()));
    if (line.starts_with(fence)) {
      example = !example;
      const std::size_t file = line.find(names_file);
      if (file == std::string_view::npos) continue;
      out += "  " + std::string(line.substr(file + names_file.size())) + ":\n";
      continue;
    }
    if (example && !line.empty()) out += "    ";
    out += std::string(line) + '\n';
  }
  return out;
}

std::vector<std::string_view> diagnostic_codes() {
  std::vector<std::string_view> codes;
  for (const EmbeddedFile& page : embedded_diagnostics()) codes.push_back(page.name);
  return codes;
}

}  // namespace casus::cli
