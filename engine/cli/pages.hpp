// SPDX-License-Identifier: Apache-2.0
//
// The pages of docs/diagnostics/, carried inside the program, so that `casus explain CODE` needs no
// installed files and always speaks of the version at hand.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace casus::cli {

struct Page {
  std::string_view code;
  std::string_view text;  ///< Markdown, as it stands in the file
};

/// All pages, sorted by code. The build writes this function (cmake/EmbedPages.cmake).
[[nodiscard]] std::span<const Page> embedded_diagnostics();

/// The page of a code such as "E0201"; empty where there is none.
[[nodiscard]] std::string_view diagnostic_page(std::string_view code);

/// A page as it is printed: examples are indented, without the marks around them.
[[nodiscard]] std::string page_text(std::string_view page);

/// The codes that have a page, sorted.
[[nodiscard]] std::vector<std::string_view> diagnostic_codes();

}  // namespace casus::cli
