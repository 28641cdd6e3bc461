// SPDX-License-Identifier: Apache-2.0
//
// Rule text taken apart for a page: words of the language, texts, numbers, comments, and names with
// the anchors of what they mean.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "casus/rule_book.hpp"

namespace casus::author {

/// Anchors by the place of the name that is declared.
using Anchors = std::map<Span, std::string>;

class MarkedText {
 public:
  /// Both must outlive this.
  MarkedText(const Index& index, const Anchors& anchors);

  [[nodiscard]] RuleBook::Code of(Span span) const;
  /// From the declaration's first word to the end of a comment behind its last one.
  [[nodiscard]] Span with_comment_behind(Span declaration) const;

 private:
  struct Mark {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    RuleBook::Piece::Kind kind = RuleBook::Piece::Kind::plain;
    const std::string* anchor = nullptr;
  };
  using Marks = std::vector<Mark>;  ///< in order, none inside another
  struct File {
    Marks tokens;
    Marks names;
  };
  [[nodiscard]] static Marks tokens_of(std::string_view text);
  [[nodiscard]] static const Mark* first_behind(const Marks& marks, std::uint32_t offset);

  const Sources& sources_;
  std::vector<File> files_;
};

}  // namespace casus::author
