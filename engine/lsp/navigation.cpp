// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lsp/features.hpp"

namespace casus::lsp {

json::value definition(const View& view, Place place) {
  const auto found = view.mention(place);
  return found ? view.location(found->declared) : json::value(nullptr);
}

json::value references(const View& view, Place place, bool with_declaration) {
  const auto found = view.mention(place);
  if (!found) return nullptr;
  const Span declared = found->declared;
  json::array list;
  if (with_declaration) list.push_back(view.location(declared));
  const auto add = [&](const Index& index) {
    Ranges ranges(*index.sources, view.encoding);
    for (const Span span : index.mentions_of(declared)) {
      list.push_back(json::object{{"uri", uri_of(view.uris, index.sources->name(span.file))},
                                  {"range", to_json(ranges.of(span))}});
    }
  };
  if (view.is_case() && view.index.declared_at(declared) != nullptr) {
    add(view.index);  // A source or an id, which is of this case alone.
    return list;
  }
  add(view.base.index);
  for (const auto& [path, one] : view.base.cases) add(view.workspace.names_of(view.base, path));
  return list;
}

json::value highlights(const View& view, Place place) {
  const auto found = view.mention(place);
  if (!found) return nullptr;
  constexpr int read = 2;
  constexpr int write = 3;
  json::array list;
  if (found->declared.file == view.file) {
    list.push_back(json::object{{"range", to_json(view.range(found->declared))}, {"kind", write}});
  }
  for (const Span span : view.index.mentions_of(found->declared)) {
    if (span.file != view.file) continue;
    list.push_back(json::object{{"range", to_json(view.range(span))}, {"kind", read}});
  }
  return list;
}

}  // namespace casus::lsp
