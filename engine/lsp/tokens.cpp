// SPDX-License-Identifier: Apache-2.0
//
// Names coloured by what they mean. Words and literals are left to the editor's grammar.
#include <algorithm>
#include <array>

#include "lsp/features.hpp"

namespace casus::lsp {
namespace {

constexpr auto types = std::to_array<std::string_view>({"namespace", "struct", "interface", "class",
                                                        "property", "function", "method", "enum",
                                                        "enumMember", "type", "variable"});

std::uint32_t type_of(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::module:
      return 0;
    case SymbolKind::fact:
    case SymbolKind::statement:
      return 1;
    case SymbolKind::relation:
      return 2;
    case SymbolKind::rating:
      return 3;
    case SymbolKind::factor:
    case SymbolKind::field:
      return 4;
    case SymbolKind::table:
    case SymbolKind::rule:
      return 5;
    case SymbolKind::test:
      return 6;
    case SymbolKind::enumeration:
    case SymbolKind::scale:
      return 7;
    case SymbolKind::member:
    case SymbolKind::band:
      return 8;
    case SymbolKind::unit:
      return 9;
    case SymbolKind::variable:
    case SymbolKind::source:
      return 10;
  }
  return 10;
}

struct Token {
  Span span;
  std::uint32_t type;
  std::uint32_t modifiers;
};

}  // namespace

json::value token_legend() {
  json::array names;
  for (const std::string_view type : types) names.emplace_back(type);
  return json::object{{"tokenTypes", std::move(names)},
                      {"tokenModifiers", json::array{"declaration"}}};
}

json::value semantic_tokens(const View& view) {
  const Index& index = view.index;
  std::vector<Token> tokens;
  for (const Symbol& symbol : index.symbols) {
    if (symbol.name_span.file != view.file || symbol.kind == SymbolKind::test) continue;
    tokens.push_back({symbol.name_span, type_of(symbol.kind), 1});
  }
  for (const Mention& mention : index.mentions) {
    if (mention.span.file != view.file) continue;
    const Symbol* symbol = view.symbol(mention.declared);
    if (symbol != nullptr) tokens.push_back({mention.span, type_of(symbol->kind), 0});
  }
  std::ranges::sort(tokens, {}, &Token::span);
  json::array data;
  data.reserve(tokens.size() * 5);
  Place before;
  std::uint32_t written = 0;
  for (const Token& token : tokens) {
    const Range range = view.range(token.span);
    // A token lies in one line, and none in another.
    if (range.end.line != range.start.line || token.span.begin < written) continue;
    const bool same = range.start.line == before.line;
    data.emplace_back(range.start.line - before.line);
    data.emplace_back(range.start.character - (same ? before.character : 0));
    data.emplace_back(range.end.character - range.start.character);
    data.emplace_back(token.type);
    data.emplace_back(token.modifiers);
    before = range.start;
    written = token.span.end;
  }
  return json::object{{"data", std::move(data)}};
}

}  // namespace casus::lsp
