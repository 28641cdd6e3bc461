// SPDX-License-Identifier: Apache-2.0
#include "syntax/style/token_stream.hpp"

#include <utility>

namespace casus::syntax::style {

Layout TokenStream::take() { return taken(true); }
Layout TokenStream::skip() { return taken(false); }

std::vector<Comment> TokenStream::take_comments() { return std::exchange(tokens_[at_].before, {}); }

void TokenStream::hold(std::string_view comment) {
  if (!held_->empty() && !comment.empty()) *held_ += ' ';
  *held_ += comment;
}

Layout TokenStream::comments() {
  Layout result;
  for (const Comment& one : take_comments()) {
    if (held_ != nullptr) {
      hold(one.text);
    } else {
      result.add(Layout::comment(one.text));
    }
  }
  return result;
}

Layout TokenStream::taken(bool with_text) {
  Layout result = comments();
  const Token& token = tokens_[at_];
  if (!at_end()) ++at_;
  if (with_text) result.add(token.text);
  if (held_ != nullptr) {
    hold(token.behind);
  } else if (!token.behind.empty()) {
    result.add(Layout::comment_behind(token.behind));
  }
  return result;
}

}  // namespace casus::syntax::style
