// SPDX-License-Identifier: Apache-2.0
//
// Tokens one after the other, as layouts that keep their comments.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/style/layout.hpp"
#include "syntax/style/tokens.hpp"

namespace casus::syntax::style {

class TokenStream {
 public:
  /// `text` has no syntax errors, and outlives the stream.
  explicit TokenStream(std::string_view text) : tokens_(tokens(text)) {}

  [[nodiscard]] const Token& next(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  [[nodiscard]] bool at(std::string_view what) const { return next().is(what); }
  [[nodiscard]] bool at_end() const { return next().kind == Token::Kind::end; }

  /// The next token between its comments.
  Layout take();
  /// The comments of the next token, without the token.
  Layout skip();
  /// The comments above the next token; they are not told again.
  std::vector<Comment> take_comments();
  /// The same as a layout.
  Layout comments();
  /// From now on comments go there, one behind the other, until it is null: they belong behind the
  /// line whose tokens are taken. Not owned.
  void hold(std::string* comments) { held_ = comments; }

 private:
  Layout taken(bool with_text);
  void hold(std::string_view comment);

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::string* held_ = nullptr;
};

}  // namespace casus::syntax::style
