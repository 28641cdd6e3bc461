// SPDX-License-Identifier: Apache-2.0
//
// The look at a TOML text before the TOML library reads it. The library crashes on keys of 50,000
// parts, takes much memory for each value, and reports an unclosed text far from where it opens. So
// depth and size are bounded here, opening places are remembered, and the text is condensed. Who
// can do with plain tables is given them here, and the library does not see them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "casus/diagnostic.hpp"
#include "intake/condensed.hpp"
#include "intake/plain_table.hpp"

namespace casus::intake {

inline constexpr std::size_t most_bytes = std::size_t{256} << 20;
inline constexpr std::size_t most_values = 8'000'000;
inline constexpr std::size_t most_nesting = 32;
inline constexpr std::size_t most_key_parts = 32;

/// Where something opens that never closes.
struct Unclosed {
  std::uint32_t at = 0;    ///< byte offset of the opening quotes or bracket
  std::uint32_t size = 1;  ///< 3 for `"""`
};

/// Is shown plain tables in file order; whether it takes a table, so that nobody else reads it.
using TakePlain = std::function<bool(const PlainTable& table)>;

struct Prescan {
  std::optional<Diagnostic> refusal;  ///< E0104, E0613 or E0614: do not go on
  bool plain = false;                 ///< what was taken counts; else forget it, all is condensed
  Condensed condensed;
  std::optional<Unclosed> unclosed_text;     ///< the first
  std::optional<Unclosed> unclosed_bracket;  ///< the outermost
};

/// Costs the text's length once, about as fast as memory.
[[nodiscard]] Prescan prescan(std::string_view text, std::uint32_t file,
                              const TakePlain& take = {});

}  // namespace casus::intake
