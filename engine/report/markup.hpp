// SPDX-License-Identifier: Apache-2.0
//
// Text inside SVG, HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace casus::report {

/// With `&`, `<`, `>` and `"` written as entities. Control characters stay: make the text printable
/// before.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace casus::report
