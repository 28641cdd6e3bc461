// SPDX-License-Identifier: Apache-2.0
//
// What the author wrote, as messages repeat it. Keys and values of a hostile file are long or hold
// control characters; a message stays one readable line.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace casus::intake {

/// `words` between backticks, shortened to about sixty bytes, control characters shown as "?".
[[nodiscard]] std::string in_ticks(std::string_view words);

/// "`a`, `b`, `c`"; from the thirteenth on "…".
[[nodiscard]] std::string listed(std::span<const std::string_view> names);

}  // namespace casus::intake
