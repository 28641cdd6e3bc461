// SPDX-License-Identifier: Apache-2.0
#include "lsp/view.hpp"

#include "lsp/uris.hpp"

namespace casus::lsp {

std::string uri_of(const Uris& uris, const std::string& path) {
  const auto known = uris.find(path);
  return known == uris.end() ? uri_of_path(path) : known->second;
}

std::optional<View> View::of(Workspace& workspace, const Uris& uris, const std::string& path,
                             Encoding encoding) {
  if (!workspace.is_open(path) || is_project_file(path)) return std::nullopt;
  Base* base = workspace.base_of(path);
  if (base == nullptr) return std::nullopt;
  const bool rules = is_rules(path);
  const Index& index = rules ? base->index : workspace.names_of(*base, path);
  const auto file = rules ? base->number_of(path)
                          : std::optional(static_cast<std::uint32_t>(index.sources->size() - 1));
  if (!file) return std::nullopt;
  return View{workspace, uris,  *base,    path,
              index,     *file, encoding, std::make_shared<Ranges>(*index.sources, encoding)};
}

const Symbol* View::symbol(Span declared) const {
  const Symbol* found = index.declared_at(declared);
  return found == nullptr && is_case() ? base.index.declared_at(declared) : found;
}

std::optional<Mention> View::mention(Place place) const {
  return index.at(file, lines().offset(place));
}

const Symbol* View::at(Place place) const {
  const auto found = mention(place);
  return found ? symbol(found->declared) : nullptr;
}

json::value View::location(Span span) const {
  return json::object{{"uri", uri_of(uris, index.sources->name(span.file))},
                      {"range", to_json(ranges->of(span))}};
}

const Assessment* View::assessment() const {
  return base.evaluation ? &base.evaluation->assessment() : nullptr;
}

}  // namespace casus::lsp
