// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cctype>

#include "check/functions.hpp"
#include "lsp/features.hpp"

namespace casus::lsp {
namespace {

constexpr std::size_t most_lines = 16;

/// A declaration as its author wrote it, its first lines.
std::string written(const Index& index, Span span) {
  const std::string_view text = index.sources->text(span);
  std::size_t end = 0;
  for (std::size_t line = 0; line < most_lines; ++line) {
    end = text.find('\n', end);
    if (end == std::string_view::npos) return std::string(text);
    ++end;
  }
  return std::string(text.substr(0, end)) + "  …";
}

std::string code(std::string_view text, std::string_view language) {
  return fmt::format("```{}\n{}\n```", language, text);
}

/// "field of the fact `leader`"; nothing for what stands by itself.
std::string belongs(const View& view, const Symbol& symbol) {
  const Symbol* parent = symbol.parent.valid() ? view.symbol(symbol.parent) : nullptr;
  if (parent == nullptr) return {};
  return fmt::format("{} of the {} `{}`", name_of(symbol.kind), name_of(parent->kind),
                     parent->name);
}

/// `round(number)`, where a function of the language is called.
json::value built_in(const View& view, Place place) {
  const std::string_view text = view.text();
  const auto in_word = [&](std::size_t at) {
    return at < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '_');
  };
  std::size_t begin = view.lines().offset(place);
  std::size_t end = begin;
  while (begin > 0 && in_word(begin - 1)) --begin;
  while (in_word(end)) ++end;
  const std::string_view word = text.substr(begin, end - begin);
  const bool called = end < text.size() && text[end] == '(';
  const check::Builtin* function = called && !view.is_case() ? check::find_builtin(word) : nullptr;
  if (function == nullptr) return nullptr;
  return json::object{
      {"contents", markdown(code(fmt::format("{}({})", word, function->parameters), "casus"))}};
}

}  // namespace

json::value hover(const View& view, Place place) {
  const auto found = view.mention(place);
  const Symbol* symbol = found ? view.symbol(found->declared) : nullptr;
  if (symbol == nullptr) return built_in(view, place);
  const bool of_case = symbol->kind == SymbolKind::source || symbol->kind == SymbolKind::statement;
  std::vector<std::string> parts;
  if (symbol->kind == SymbolKind::variable) {
    parts.push_back(fmt::format("variable `{}`: {}", symbol->name, symbol->detail));
  } else if (symbol->kind == SymbolKind::module) {
    parts.push_back(code("module " + symbol->name, "casus"));
  } else {
    parts.push_back(code(written(view.index, symbol->span), of_case ? "toml" : "casus"));
  }
  if (symbol->kind != SymbolKind::variable) {
    if (std::string of = belongs(view, *symbol); !of.empty()) parts.push_back(std::move(of));
  }
  if (!symbol->doc.empty()) parts.push_back(symbol->doc);
  if (std::string live = live_values(view, *symbol); !live.empty())
    parts.push_back(std::move(live));
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "\n\n") + part;
  return json::object{{"contents", markdown(text)}, {"range", to_json(view.range(found->span))}};
}

}  // namespace casus::lsp
