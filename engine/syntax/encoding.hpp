// SPDX-License-Identifier: Apache-2.0
//
// The look at a text's bytes before anything reads them as rules. Behind it every text is UTF-8
// without NUL, so that the reader may treat the byte after the last one as a sentinel.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "casus/diagnostic.hpp"

namespace casus::syntax {

/// The length of a byte order mark at the start of `text`: 0 or 3.
[[nodiscard]] std::uint32_t byte_order_mark(std::string_view text);

/// E0104 at the first byte that is no UTF-8 text; nothing where all of `text` is.
[[nodiscard]] std::optional<Diagnostic> check_encoding(std::string_view text, std::uint32_t file);

}  // namespace casus::syntax
