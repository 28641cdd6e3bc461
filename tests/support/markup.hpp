// SPDX-License-Identifier: Apache-2.0
//
// A strict reader of the HTML that we write: it knows no more than that, so that whatever is
// unusual is a mistake.
#pragma once

#include <string>
#include <vector>

namespace casus::testing {

/// What is wrong with a page: elements that do not nest, raw `<`, `&` or control characters,
/// anchors that are there twice or not at all, headings out of order, tables without captions,
/// scripts, and whatever would be loaded. Empty for a good page.
[[nodiscard]] std::vector<std::string> markup_mistakes(const std::string& page);

}  // namespace casus::testing
