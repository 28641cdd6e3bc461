// SPDX-License-Identifier: Apache-2.0
//
// The tokens of a text that is known to parse, with the comments around them: for what keeps what
// the author wrote and only lays it out anew. What is meant by a slip of the hand, the reader
// knows; here there are none.
#pragma once

#include <string_view>
#include <vector>

namespace casus::syntax::style {

/// `// …` or `/// …`, without blanks behind it.
struct Comment {
  std::string_view text;
  bool behind_blank_line = false;
};

struct Token {
  enum class Kind { word, number, text, sign, end };
  Kind kind = Kind::end;
  std::string_view text;
  std::vector<Comment> before;     ///< on lines of their own above it
  std::string_view behind;         ///< a comment on its line behind it; empty where there is none
  bool behind_blank_line = false;  ///< counted from the last comment before it
  bool begins_line = false;

  [[nodiscard]] bool is(std::string_view what) const {
    return text == what && (kind == Kind::word || kind == Kind::sign);
  }
};

/// Of a text without syntax errors; the last one is an `end`. They look into `text`.
[[nodiscard]] std::vector<Token> tokens(std::string_view text);

}  // namespace casus::syntax::style
