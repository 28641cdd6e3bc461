// SPDX-License-Identifier: Apache-2.0
//
// The words of the rule language, in one place: which are reserved, which begin a declaration, and
// which may never be read as a unit. Did-you-mean for misspelt keywords stands here as well.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/near.hpp"

namespace casus::syntax {

/// `and`, `or`, `not` …: never a name.
[[nodiscard]] bool is_reserved(std::string_view word);
/// Every word with a meaning of its own; after a number it ends the number instead of being its
/// unit.
[[nodiscard]] bool is_keyword(std::string_view word);
/// `rule`, `fact` …, the words that begin a declaration.
[[nodiscard]] bool is_declaration_word(std::string_view word);
/// `edition` and `module`, which stand above all declarations.
[[nodiscard]] bool is_header_word(std::string_view word);
[[nodiscard]] std::span<const std::string_view> declaration_words();
/// The same for `nearest_word`, with the words of a file's first lines.
inline constexpr std::string_view declaration_candidates =
    "enum fact rating relation rule scale table test unit use module edition";

[[nodiscard]] bool equal_but_for_case(std::string_view a, std::string_view b);

/// The candidate that `word` is most likely a misspelling of; nothing where none is near or two are
/// equally near. `candidates` are separated by blanks. Costs the product of the lengths, per word.
[[nodiscard]] std::optional<base::Near> nearest_word(std::string_view word,
                                                     std::string_view candidates);

}  // namespace casus::syntax
