// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include "base/characters.hpp"
#include "lsp/features.hpp"

namespace casus::lsp {
namespace {

/// The protocol's numbers for kinds of symbols.
int kind_number(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::module:
      return 2;  // module
    case SymbolKind::fact:
      return 23;  // struct
    case SymbolKind::relation:
      return 11;  // interface
    case SymbolKind::rating:
      return 5;  // class
    case SymbolKind::factor:
      return 7;  // property
    case SymbolKind::table:
      return 18;  // array
    case SymbolKind::rule:
      return 12;  // function
    case SymbolKind::test:
      return 6;  // method
    case SymbolKind::enumeration:
    case SymbolKind::scale:
      return 10;  // enum
    case SymbolKind::member:
    case SymbolKind::band:
      return 22;  // enum member
    case SymbolKind::unit:
      return 14;  // constant
    case SymbolKind::field:
      return 8;  // field
    case SymbolKind::variable:
      return 13;  // variable
    case SymbolKind::source:
      return 20;  // key
    case SymbolKind::statement:
      return 19;  // object
  }
  return 13;
}

json::object shown(const View& view, const Symbol& symbol) {
  json::object result{{"name", symbol.name},
                      {"kind", kind_number(symbol.kind)},
                      {"range", to_json(view.range(symbol.span))},
                      {"selectionRange", to_json(view.range(symbol.name_span))}};
  const std::string_view kind = name_of(symbol.kind);
  result["detail"] = symbol.detail.empty() ? std::string(kind) : symbol.detail;
  return result;
}

/// Whether the letters of `query` occur in `name` in this order, as editors filter.
bool fits(std::string_view name, std::string_view query) {
  std::size_t at = 0;
  for (const char c : name) {
    if (at < query.size() && base::lower(c) == base::lower(query[at])) ++at;
  }
  return at == query.size();
}

constexpr std::size_t most_symbols = 1000;

}  // namespace

json::array document_symbols(const View& view) {
  json::array list;
  std::vector<std::pair<Span, json::array>> parts;
  for (const Symbol& symbol : view.index.symbols) {
    if (symbol.name_span.file != view.file || symbol.kind == SymbolKind::variable) continue;
    if (!symbol.parent.valid()) {
      list.push_back(shown(view, symbol));
      parts.emplace_back(symbol.name_span, json::array{});
    } else if (!parts.empty() && parts.back().first == symbol.parent) {
      parts.back().second.push_back(shown(view, symbol));
    }
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!parts[i].second.empty()) list[i].get_object()["children"] = std::move(parts[i].second);
  }
  return list;
}

json::array workspace_symbols(const Workspace& workspace, const Uris& uris,
                              const std::string& query, Encoding encoding) {
  json::array list;
  std::set<std::pair<std::string_view, std::uint32_t>> seen;  // A file may be part of several.
  for (const auto& base : workspace.bases()) {
    const Index& index = base->index;
    if (index.sources == nullptr) continue;
    Ranges ranges(*index.sources, encoding);
    for (const Symbol& symbol : index.symbols) {
      if (list.size() == most_symbols) return list;
      if (symbol.kind == SymbolKind::variable || !fits(symbol.name, query)) continue;
      const std::string& path = index.sources->name(symbol.name_span.file);
      if (!seen.emplace(path, symbol.name_span.begin).second) continue;
      json::object one{{"name", symbol.name},
                       {"kind", kind_number(symbol.kind)},
                       {"location", json::object{{"uri", uri_of(uris, path)},
                                                 {"range", to_json(ranges.of(symbol.name_span))}}}};
      if (symbol.parent.valid()) one["containerName"] = index.sources->text(symbol.parent);
      list.push_back(std::move(one));
    }
  }
  return list;
}

json::array folding_ranges(const View& view) {
  json::array list;
  for (const Symbol& symbol : view.index.symbols) {
    if (symbol.name_span.file != view.file || symbol.parent.valid()) continue;
    const Range range = view.range(symbol.span);
    if (range.end.line == range.start.line) continue;
    list.push_back(json::object{{"startLine", range.start.line}, {"endLine", range.end.line}});
  }
  // Comments of several lines.
  const std::string_view text = view.text();
  const std::string_view mark = view.is_case() ? "#" : "//";
  std::int64_t first = -1;  // of a comment; none: -1
  std::int64_t line = 0;
  for (std::size_t at = 0; at <= text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view written = text.substr(at, end - at);
    while (!written.empty() && base::is_blank(written.front())) written.remove_prefix(1);
    const bool comment = written.starts_with(mark);
    if (comment && first < 0) first = line;
    const bool ends = !comment || end == text.size();
    const std::int64_t last = comment ? line : line - 1;
    if (ends && first >= 0 && last > first) {
      list.push_back(json::object{{"startLine", first}, {"endLine", last}, {"kind", "comment"}});
    }
    if (ends) first = -1;
    at = end + 1;
  }
  return list;
}

}  // namespace casus::lsp
