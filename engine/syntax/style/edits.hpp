// SPDX-License-Identifier: Apache-2.0
//
// What a new layout changes, as edits between tokens: an editor that applies them keeps its cursor
// and its marks where they are.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "casus/diagnostic.hpp"

namespace casus::syntax::style {

/// What makes `after` of `before`, in the order of the text. The two have the same tokens, but for
/// commas behind the last of a list.
[[nodiscard]] std::vector<Edit> edits(std::string_view before, std::string_view after,
                                      std::uint32_t file);

}  // namespace casus::syntax::style
