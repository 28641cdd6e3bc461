// SPDX-License-Identifier: Apache-2.0
//
// What stands around the place where the grammar stopped, read afresh from the text: the token
// found, the token before, the bracket that is still open. Only mistakes pay for this.
#pragma once

#include <optional>
#include <string_view>

#include "syntax/reader.hpp"

namespace casus::syntax {

struct Found {
  enum class Kind { end, word, number, text, sign, foreign };
  Kind kind = Kind::end;
  At from = nullptr;
  At to = nullptr;
  [[nodiscard]] std::string_view text() const {
    return {from, static_cast<std::string_view::size_type>(to - from)};
  }
  [[nodiscard]] bool is(Kind what) const { return kind == what; }
};

/// The token behind blanks and comments. Letters that no name may hold are `foreign`.
[[nodiscard]] Found found_at(Reader& reader, At at);
/// The token that ends at `at`, for tokens that are words, numbers or signs.
[[nodiscard]] Found found_before(const Reader& reader, At at);
/// The innermost bracket opened since `start` and not closed before `at`.
[[nodiscard]] std::optional<At> open_bracket(const Reader& reader, At start, At at);
/// Whether both stand on one line; `a` is not behind `b`.
[[nodiscard]] bool on_one_line(At a, At b);
/// Whether a conclusion follows behind `at` before the next declaration.
[[nodiscard]] bool conclusion_follows(const Reader& reader, At at);
/// `name(` or `not name(` at `at`, without dots in the name.
[[nodiscard]] bool fact_ahead(Reader& reader, At at);

}  // namespace casus::syntax
