// SPDX-License-Identifier: Apache-2.0
#include "syntax/style/tokens.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/encoding.hpp"
#include "syntax/reader.hpp"

namespace casus::syntax::style {
namespace {

// Longer signs first: the first that fits is taken. Any other character is a sign by itself.
constexpr auto long_signs = std::to_array<std::string_view>({"..", "->", "!=", "<=", ">="});

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text), at_(base::byte_order_mark(text)) {}

  std::vector<Token> all() {
    std::vector<Token> result;
    for (;;) {
      Token next;
      skip(next, result);
      if (at_ == text_.size()) {
        result.push_back(std::move(next));
        return result;
      }
      const std::size_t from = at_;
      next.kind = read();
      next.text = text_.substr(from, at_ - from);
      result.push_back(std::move(next));
    }
  }

 private:
  [[nodiscard]] char next(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  [[nodiscard]] static bool is_blank(char c) { return base::is_blank(c) || c == '\f' || c == '\v'; }

  /// Blanks and comments before `next`; the first of these may belong to the token before it.
  void skip(Token& next_token, std::vector<Token>& before) {
    int lines = before.empty() ? 1 : 0;
    bool any_line = before.empty();
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') {
        ++lines;
        any_line = true;
      } else if (c == '/' && next(1) == '/') {
        std::size_t end = std::min(text_.find('\n', at_), text_.size());
        std::string_view comment = text_.substr(at_, end - at_);
        while (is_blank(comment.back())) comment.remove_suffix(1);
        if (any_line) {
          next_token.before.push_back({comment, lines > 1 && !is_first(before, next_token)});
        } else {
          before.back().behind = comment;
        }
        lines = 0;
        at_ = end - 1;
      } else if (!is_blank(c)) {
        break;
      }
    }
    next_token.begins_line = any_line;
    next_token.behind_blank_line = lines > 1 && !is_first(before, next_token);
  }
  static bool is_first(const std::vector<Token>& before, const Token& token) {
    return before.empty() && token.before.empty();
  }

  Token::Kind read() {
    const char c = next();
    if (c == '"') {
      for (++at_; next() != '"' && at_ < text_.size(); ++at_) {
        if (next() == '\\') ++at_;
      }
      at_ = std::min(at_ + 1, text_.size());
      return Token::Kind::text;
    }
    if (base::is_digit(c)) {
      digits();
      if (next() == '.' && base::is_digit(next(1))) {
        ++at_;
        digits();
      } else {
        date_rest();
      }
      return Token::Kind::number;
    }
    if (is_name_start(c)) {
      while (is_name_part(next())) ++at_;
      return Token::Kind::word;
    }
    const auto sign = std::ranges::find_if(
        long_signs, [&](std::string_view one) { return text_.substr(at_).starts_with(one); });
    at_ += sign == long_signs.end() ? 1 : sign->size();
    return Token::Kind::sign;
  }

  void digits() {
    while (base::is_digit(next())) ++at_;
  }
  /// The `-01-31` of a date, where that is what stands here.
  void date_rest() {
    const std::size_t from = at_;
    for (int part = 0; part < 2; ++part) {
      if (next() != '-' || !base::is_digit(next(1)) || !base::is_digit(next(2)) ||
          is_name_part(next(3))) {
        at_ = from;
        return;
      }
      at_ += 3;
    }
    if (next() == '-' && base::is_digit(next(1))) at_ = from;
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

std::vector<Token> tokens(std::string_view text) { return Lexer(text).all(); }

}  // namespace casus::syntax::style
