// SPDX-License-Identifier: Apache-2.0
//
// What the server answers, one file each. All take what a request looks at and give the result as
// the protocol wants it; null where there is nothing.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "lsp/messages.hpp"
#include "lsp/view.hpp"

namespace casus::lsp {

template <class T>
using Reply = tl::expected<T, Refusal>;

// diagnostics.cpp
[[nodiscard]] json::array diagnostics(const std::vector<Finding>& findings, const Uris& uris,
                                      Encoding encoding);
/// Fixes of what is wrong in a range, safe ones preferred.
[[nodiscard]] json::array code_actions(Workspace& workspace, const Uris& uris,
                                       const std::string& path, const Range& range,
                                       Encoding encoding);

// formatting.cpp
/// Edits that lay out a file of rules anew; null where it has mistakes of syntax.
[[nodiscard]] json::value formatting(Workspace& workspace, const std::string& path,
                                     Encoding encoding);

// hover.cpp
[[nodiscard]] json::value hover(const View& view, Place place);

// navigation.cpp
[[nodiscard]] json::value definition(const View& view, Place place);
[[nodiscard]] json::value references(const View& view, Place place, bool with_declaration);
[[nodiscard]] json::value highlights(const View& view, Place place);

// rename.cpp
[[nodiscard]] Reply<json::value> prepare_rename(const View& view, Place place);
[[nodiscard]] Reply<json::value> rename(const View& view, Place place, const std::string& name);

// symbols.cpp
[[nodiscard]] json::array document_symbols(const View& view);
[[nodiscard]] json::array workspace_symbols(const Workspace& workspace, const Uris& uris,
                                            const std::string& query, Encoding encoding);
[[nodiscard]] json::array folding_ranges(const View& view);

// tokens.cpp
[[nodiscard]] json::value token_legend();
[[nodiscard]] json::value semantic_tokens(const View& view);

// completion.cpp
[[nodiscard]] json::array completions(const View& view, Place place);

// live.cpp: values of the chosen case.
[[nodiscard]] json::array inlay_hints(const View& view, const Range& range);
[[nodiscard]] json::array code_lenses(const View& view);
/// What the chosen case says about what is declared: lines of Markdown, or nothing.
[[nodiscard]] std::string live_values(const View& view, const Symbol& symbol);

}  // namespace casus::lsp
