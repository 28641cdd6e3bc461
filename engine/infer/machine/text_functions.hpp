// SPDX-License-Identifier: Apache-2.0
//
// Text functions of the rule language. Text is UTF-8 in NFC; lengths count code points, `lower` and
// `upper` map code point by code point as Unicode's simple case mapping does.
#pragma once

#include <cstddef>
#include <span>

#include "base/symbols.hpp"
#include "check/program.hpp"

namespace casus::infer {

/// In bytes. A rule that doubles a text again and again ends here.
inline constexpr std::size_t longest_text = std::size_t{1} << 20;

/// unknown_word where the result would be longer than `longest_text`.
[[nodiscard]] model::Word apply_text(check::Function function, std::span<const model::Word> args,
                                     base::Symbols& symbols);

}  // namespace casus::infer
