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

/// In small letters, as far as they are ASCII's.
[[nodiscard]] std::string lowered(std::string_view text);
/// Without blanks at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// What blank `text` begins with that came with pasted text: "a no-break space", "a blank of an
/// unusual kind"; empty where there is none such.
[[nodiscard]] std::string_view odd_blank_at(std::string_view text);

/// A blank that is not seen in a text, and where it stands: "a no-break space stands in", "a blank
/// stands at the end of"; empty where there is none.
[[nodiscard]] std::string unseen_blank(std::string_view text);

}  // namespace casus::intake
