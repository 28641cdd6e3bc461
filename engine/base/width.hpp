// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace casus::base {

/// How many columns a text takes where every character has the same width or twice that: 2 for
/// East Asian wide ones, 0 for accents that combine. Unicode's table as utf8proc has it.
[[nodiscard]] std::size_t width(std::string_view text);

}  // namespace casus::base
