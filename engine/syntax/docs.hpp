// SPDX-License-Identifier: Apache-2.0
//
// Doc comments: the `///` lines above a declaration or a field. To the grammar they are comments
// like others; this looks back for them from what they describe.
#pragma once

#include <string>

namespace casus::syntax {

/// The `///` lines directly above the line on which `what` is the first word, joined by newlines,
/// without the slashes and one blank behind them. Blank lines may stand between them and `what`.
/// Costs the length of what it returns and of the blanks it passes.
[[nodiscard]] std::string doc_before(char const* text, char const* what);

}  // namespace casus::syntax
