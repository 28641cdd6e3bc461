// SPDX-License-Identifier: Apache-2.0
#include "author/book/marked_text.hpp"

#include <algorithm>

#include "syntax/style/tokens.hpp"
#include "syntax/words.hpp"

namespace casus::author {
namespace {

using Kind = RuleBook::Piece::Kind;

Kind kind_of(const syntax::style::Token& token) {
  using Token = syntax::style::Token::Kind;
  switch (token.kind) {
    case Token::word:
      return syntax::is_keyword(token.text) ? Kind::keyword : Kind::plain;
    case Token::number:
      return Kind::number;
    case Token::text:
      return Kind::text;
    case Token::sign:
    case Token::end:
      break;
  }
  return Kind::plain;
}

}  // namespace

MarkedText::Marks MarkedText::tokens_of(std::string_view text) {
  Marks marks;
  const auto add = [&](std::string_view part, Kind kind) {
    if (part.empty() || kind == Kind::plain) return;
    const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
    marks.push_back({begin, begin + static_cast<std::uint32_t>(part.size()), kind, nullptr});
  };
  for (const syntax::style::Token& token : syntax::style::tokens(text)) {
    for (const syntax::style::Comment& comment : token.before) add(comment.text, Kind::comment);
    add(token.text, kind_of(token));
    add(token.behind, Kind::comment);
  }
  return marks;
}

MarkedText::MarkedText(const Index& index, const Anchors& anchors)
    : sources_(*index.sources), files_(index.sources->size()) {
  for (std::uint32_t file = 0; file < files_.size(); ++file) {
    files_[file].tokens = tokens_of(sources_.text(file));
  }
  const auto add = [&](Span span, Kind kind, Span declared) {
    const auto anchor = anchors.find(declared);
    if (anchor == anchors.end()) return;
    files_[span.file].names.push_back({span.begin, span.end, kind, &anchor->second});
  };
  for (const Symbol& symbol : index.symbols)
    add(symbol.name_span, Kind::declared, symbol.name_span);
  for (const Mention& mention : index.mentions) add(mention.span, Kind::name, mention.declared);
  for (File& file : files_) {
    std::ranges::stable_sort(file.names, {}, &Mark::begin);
    Marks apart;
    for (const Mark& mark : file.names) {
      if (apart.empty() || mark.begin >= apart.back().end) apart.push_back(mark);
    }
    file.names = std::move(apart);
  }
}

const MarkedText::Mark* MarkedText::first_behind(const Marks& marks, std::uint32_t offset) {
  const auto it = std::ranges::upper_bound(marks, offset, {}, &Mark::end);
  return it == marks.end() ? nullptr : &*it;
}

RuleBook::Code MarkedText::of(Span span) const {
  RuleBook::Code code;
  if (!span.valid()) return code;
  const File& file = files_[span.file];
  const std::string_view text = sources_.text(span.file);
  for (std::uint32_t at = span.begin; at < span.end;) {
    Mark piece{at, span.end, Kind::plain, nullptr};
    if (const Mark* token = first_behind(file.tokens, at)) {
      const bool inside = token->begin <= at;
      if (inside) piece.kind = token->kind;
      piece.end = std::min(span.end, inside ? token->end : token->begin);
    }
    // Names stand inside texts too: `because "{person} is old"`.
    if (const Mark* name = first_behind(file.names, at)) {
      if (name->begin <= at) {
        piece = {at, std::min(span.end, name->end), name->kind, name->anchor};
      } else {
        piece.end = std::min(piece.end, name->begin);
      }
    }
    code.push_back({piece.kind, std::string(text.substr(at, piece.end - at)),
                    piece.anchor != nullptr ? *piece.anchor : std::string()});
    at = piece.end;
  }
  return code;
}

Span MarkedText::with_comment_behind(Span declaration) const {
  const Mark* next = first_behind(files_[declaration.file].tokens, declaration.end);
  if (next == nullptr || next->kind != Kind::comment) return declaration;
  const std::string_view between =
      sources_.text(Span{declaration.file, declaration.end, next->begin});
  if (between.find_first_not_of(" \t") == std::string_view::npos) declaration.end = next->end;
  return declaration;
}

}  // namespace casus::author
