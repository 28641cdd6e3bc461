// SPDX-License-Identifier: Apache-2.0
//
// The pages of docs/diagnostics/ and docs/lint/, which `casus explain CODE` prints.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/embedded_file.hpp"

namespace casus::cli {

/// All pages, in Markdown, sorted by code, which is their name.
[[nodiscard]] std::span<const EmbeddedFile> embedded_diagnostics();
/// The same of lints.
[[nodiscard]] std::span<const EmbeddedFile> embedded_lints();

/// The page of a code such as "E0201"; empty where there is none.
[[nodiscard]] std::string_view diagnostic_page(std::string_view code);
/// The page of a lint by its code.
[[nodiscard]] std::string_view lint_page(std::string_view code);

/// A page as it is printed: examples are indented, without the marks around them.
[[nodiscard]] std::string page_text(std::string_view page);

/// The codes that have a page, sorted.
[[nodiscard]] std::vector<std::string_view> diagnostic_codes();

}  // namespace casus::cli
