// SPDX-License-Identifier: Apache-2.0
//
// What a request about one file looks at: its text, the names in it, and the rule base behind it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/index.hpp"
#include "lsp/messages.hpp"
#include "lsp/positions.hpp"
#include "lsp/workspace.hpp"

namespace casus::lsp {

/// How an editor calls files that it has open; others are called by their paths.
using Uris = std::map<std::string, std::string>;
[[nodiscard]] std::string uri_of(const Uris& uris, const std::string& path);

class View {
 public:
  /// Nothing where the editor does not have the file, or it is part of no rule base.
  [[nodiscard]] static std::optional<View> of(Workspace& workspace, const Uris& uris,
                                              const std::string& path, Encoding encoding);

  Workspace& workspace;
  const Uris& uris;
  Base& base;
  std::string path;
  const Index& index;  ///< of the rules, or of the case
  std::uint32_t file;  ///< its number among the texts of `index`
  Encoding encoding;
  std::shared_ptr<Ranges> ranges;

  [[nodiscard]] std::string_view text() const { return index.sources->text(file); }
  [[nodiscard]] const Lines& lines() const { return ranges->lines(file); }
  [[nodiscard]] bool is_case() const { return &index != &base.index; }
  /// What is declared at a name, in the rules or in the case.
  [[nodiscard]] const Symbol* symbol(Span declared) const;
  /// What the name at a place means; null where there is none.
  [[nodiscard]] const Symbol* at(Place place) const;
  [[nodiscard]] std::optional<Mention> mention(Place place) const;
  [[nodiscard]] json::value location(Span span) const;
  [[nodiscard]] Range range(Span span) const { return ranges->of(span); }
  /// The ratings of the chosen case; null where there are none.
  [[nodiscard]] const Assessment* assessment() const;
};

}  // namespace casus::lsp
