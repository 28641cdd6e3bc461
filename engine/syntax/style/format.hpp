// SPDX-License-Identifier: Apache-2.0
//
// Rule text in one style: what tokens and comments there are stays, where lines end and how far
// they are indented does not depend on how it was. See docs/language.md, "Layout".
#pragma once

#include <string>
#include <string_view>

namespace casus::syntax {

/// `text` parses without errors. Idempotent; keeps the syntax tree and all comments. A comma behind
/// the last of a list comes or goes with the lines.
[[nodiscard]] std::string format(std::string_view text);

}  // namespace casus::syntax
