// SPDX-License-Identifier: Apache-2.0
//
// A name changed wherever it stands, in rules and cases. Whether that is possible is not guessed:
// the rules are checked again as they would be, and every name in them must still mean the same.
#include <fmt/format.h>

#include <algorithm>

#include "base/characters.hpp"
#include "base/sort_unique.hpp"
#include "lsp/features.hpp"
#include "syntax/words.hpp"

namespace casus::lsp {
namespace {

bool is_text_of_case(const Symbol& symbol) {
  return symbol.kind == SymbolKind::source || symbol.kind == SymbolKind::statement;
}

bool is_name(std::string_view text) {
  const auto letter = [](char c) {
    return (base::lower(c) >= 'a' && base::lower(c) <= 'z') || c == '_';
  };
  return !text.empty() && letter(text.front()) && !syntax::is_reserved(text) &&
         std::ranges::all_of(text, [&](char c) { return letter(c) || base::is_digit(c); });
}

bool is_plain_text(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return static_cast<unsigned char>(c) >= ' ' && c != '"' && c != '\\';
  });
}

/// Every place of a name in one set of texts, in order, where it is written as it is.
std::vector<Span> places_in(const Index& index, const Symbol& symbol, bool declaration) {
  std::vector<Span> places = index.mentions_of(symbol.name_span);
  if (declaration) places.push_back(symbol.name_span);
  std::erase_if(places, [&](Span span) { return index.sources->text(span) != symbol.name; });
  sort_unique(places);
  return places;
}

/// Where things stand when the name at some places has another length.
class Shift {
 public:
  Shift(const std::vector<Span>& places, std::size_t size) : places_(places), size_(size) {}

  [[nodiscard]] Span operator()(Span span) const {
    return {span.file, moved(span.file, span.begin), moved(span.file, span.end)};
  }
  [[nodiscard]] std::string text(std::uint32_t file, std::string_view old,
                                 std::string_view name) const {
    std::string result;
    std::uint32_t at = 0;
    for (const Span place : places_) {
      if (place.file != file) continue;
      result.append(old.substr(at, place.begin - at)).append(name);
      at = place.end;
    }
    return result.append(old.substr(at));
  }

 private:
  [[nodiscard]] std::uint32_t moved(std::uint32_t file, std::uint32_t offset) const {
    std::int64_t by = 0;
    for (const Span place : places_) {
      if (place.file == file && place.end <= offset) {
        by += static_cast<std::int64_t>(size_) - place.size();
      }
    }
    return static_cast<std::uint32_t>(offset + by);
  }

  const std::vector<Span>& places_;
  std::size_t size_;
};

/// Whether all names of the rules mean the same with the new one at these places.
bool keeps_meaning(const Base& base, const std::vector<Span>& places, const std::string& name) {
  const Index& before = base.index;
  const Shift shift(places, name.size());
  std::vector<NamedText> texts;
  for (std::uint32_t i = 0; i < before.sources->size(); ++i) {
    texts.push_back({before.sources->name(i), shift.text(i, before.sources->text(i), name)});
  }
  Index after;
  const Ruleset::Loaded loaded = Ruleset::load(std::move(texts), {}, &after);
  const auto errors = [](const Diagnostics& all) {
    return std::ranges::count(all, Severity::error, &Diagnostic::severity);
  };
  return errors(loaded.diagnostics) <= errors(base.loaded.diagnostics) &&
         std::ranges::equal(before.mentions, after.mentions,
                            [&](const Mention& a, const Mention& b) {
                              return shift(a.span) == b.span && shift(a.declared) == b.declared;
                            });
}

tl::unexpected<Refusal> refuse(std::string why) {
  return tl::unexpected(Refusal{Failure::request_failed, std::move(why)});
}

}  // namespace

Reply<json::value> prepare_rename(const View& view, Place place) {
  const auto found = view.mention(place);
  const Symbol* symbol = found ? view.symbol(found->declared) : nullptr;
  if (symbol == nullptr) return refuse("nothing here has a name that can be changed");
  if (symbol->kind == SymbolKind::module) {
    return refuse("a module is called like its file: rename that, then its `module` and `use`");
  }
  if (symbol->kind == SymbolKind::test) return refuse("the title of a test stands only here");
  if (view.index.sources->text(found->span) != symbol->name) {
    return refuse(fmt::format("this belongs to `{}` and is not called so", symbol->name));
  }
  return json::object{{"range", to_json(view.range(found->span))}, {"placeholder", symbol->name}};
}

Reply<json::value> rename(const View& view, Place place, const std::string& name) {
  if (auto prepared = prepare_rename(view, place); !prepared) return prepared;
  const Symbol& symbol = *view.at(place);
  if (is_text_of_case(symbol)) {
    if (!is_plain_text(name))
      return refuse("an id has no quotes, backslashes or control characters");
    const auto taken = view.index.named(symbol.kind, name);
    if (taken != nullptr && taken != &symbol) {
      return refuse(fmt::format("there is another {} called `{}`", name_of(symbol.kind), name));
    }
  } else if (!is_name(name)) {
    return refuse(
        fmt::format("`{}` is no name: names have letters, digits and `_`, and are no "
                    "reserved words",
                    name));
  }
  json::object changes;
  const auto add = [&](const Index& index, const std::vector<Span>& places) {
    Ranges ranges(*index.sources, view.encoding);
    for (const Span span : places) {
      json::value& edits = changes[uri_of(view.uris, index.sources->name(span.file))];
      if (!edits.is_array()) edits = json::array{};
      edits.get_array().push_back(
          json::object{{"range", to_json(ranges.of(span))}, {"newText", name}});
    }
  };
  if (is_text_of_case(symbol)) {
    add(view.index, places_in(view.index, symbol, true));
  } else {
    const std::vector<Span> places = places_in(view.base.index, symbol, true);
    if (!keeps_meaning(view.base, places, name)) {
      return refuse(fmt::format("`{}` has another meaning here: choose a name that is free", name));
    }
    add(view.base.index, places);
    for (const auto& [path, one] : view.base.cases) {
      const Index& names = view.workspace.names_of(view.base, path);
      add(names, places_in(names, symbol, false));
    }
  }
  return json::object{{"changes", std::move(changes)}};
}

}  // namespace casus::lsp
