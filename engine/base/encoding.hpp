// SPDX-License-Identifier: Apache-2.0
//
// The look at a text's bytes before anything reads them as rules or facts. Behind it every text is
// UTF-8 without NUL. Also the one normal form in which texts are compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "casus/diagnostic.hpp"

namespace casus::base {

/// The length of a byte order mark at the start of `text`: 0 or 3.
[[nodiscard]] std::uint32_t byte_order_mark(std::string_view text);

/// E0104 at the first byte that is no UTF-8 text; nothing where all of `text` is.
[[nodiscard]] std::optional<Diagnostic> check_encoding(std::string_view text, std::uint32_t file);

/// The first control character (U+0000..U+001F, U+007F..U+009F) of a UTF-8 text, as its byte
/// offset; tab and line feed are none.
[[nodiscard]] std::optional<std::size_t> control_character(std::string_view text);

/// UTF-8 text in Unicode's normal form C, in which equal texts have equal bytes. Nothing where more
/// than 64 combining marks follow each other: no script needs them, and ordering them takes their
/// square.
[[nodiscard]] std::optional<std::string> nfc(std::string_view text);

}  // namespace casus::base
