// SPDX-License-Identifier: Apache-2.0
#include "cli/pages.hpp"

#include <algorithm>

namespace casus::cli {

std::string_view diagnostic_page(std::string_view code) {
  const auto pages = embedded_diagnostics();
  const auto page = std::ranges::lower_bound(pages, code, {}, &Page::code);
  return page != pages.end() && page->code == code ? page->text : std::string_view{};
}

std::vector<std::string_view> diagnostic_codes() {
  std::vector<std::string_view> codes;
  for (const Page& page : embedded_diagnostics()) codes.push_back(page.code);
  return codes;
}

}  // namespace casus::cli
