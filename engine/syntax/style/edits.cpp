// SPDX-License-Identifier: Apache-2.0
#include "syntax/style/edits.hpp"

#include <algorithm>
#include <string>

#include "base/characters.hpp"
#include "syntax/style/tokens.hpp"

namespace casus::syntax::style {
namespace {

/// Goes through the tokens of a text, and tells what stands between them.
class Gaps {
 public:
  explicit Gaps(std::string_view text) : text_(text), tokens_(tokens(text)) {}

  [[nodiscard]] const Token& next() const { return tokens_[at_]; }
  [[nodiscard]] std::size_t from() const { return from_; }
  /// From the last token that was passed to the next one.
  [[nodiscard]] std::string_view gap() const { return text_.substr(from_, begin() - from_); }
  void pass() {
    from_ = begin() + next().text.size();
    ++at_;
  }
  /// The next token becomes a part of the gap.
  void swallow() { ++at_; }

 private:
  [[nodiscard]] std::size_t begin() const {
    const Token& token = next();
    if (token.kind == Token::Kind::end) return text_.size();
    return static_cast<std::size_t>(token.text.data() - text_.data());
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t from_ = 0;
};

/// How many ASCII characters two texts begin with alike: more might end within a character.
template <class Iterator>
std::size_t alike(Iterator one, Iterator one_end, Iterator other, Iterator other_end) {
  const auto same = [](char a, char b) { return a == b && base::is_ascii(a); };
  return static_cast<std::size_t>(std::mismatch(one, one_end, other, other_end, same).first - one);
}

}  // namespace

std::vector<Edit> edits(std::string_view before, std::string_view after, std::uint32_t file) {
  std::vector<Edit> result;
  Gaps was(before);
  Gaps is(after);
  for (bool end = false; !end; was.pass(), is.pass()) {
    if (was.next().is(",") && !is.next().is(",")) was.swallow();
    if (is.next().is(",") && !was.next().is(",")) is.swallow();
    end = was.next().kind == Token::Kind::end;
    std::string_view old_gap = was.gap();
    std::string_view new_gap = is.gap();
    if (old_gap == new_gap) continue;
    const std::size_t head = alike(old_gap.begin(), old_gap.end(), new_gap.begin(), new_gap.end());
    old_gap.remove_prefix(head);
    new_gap.remove_prefix(head);
    const std::size_t tail =
        alike(old_gap.rbegin(), old_gap.rend(), new_gap.rbegin(), new_gap.rend());
    old_gap.remove_suffix(tail);
    new_gap.remove_suffix(tail);
    const auto begin = static_cast<std::uint32_t>(was.from() + head);
    const auto size = static_cast<std::uint32_t>(old_gap.size());
    result.push_back({{file, begin, begin + size}, std::string(new_gap)});
  }
  return result;
}

}  // namespace casus::syntax::style
