// SPDX-License-Identifier: Apache-2.0
//
// Rule texts in, short readable texts out, so that a case of the syntax tests is one or two
// strings.
#pragma once

#include <string>
#include <string_view>

#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "syntax/parse.hpp"

namespace casus::tests {

/// The tree of a rule text in the notation of `syntax::dump`, without a newline at the end. A text
/// with mistakes gives its messages instead.
[[nodiscard]] std::string tree(std::string_view text);
/// The same for a goal.
[[nodiscard]] std::string goal(std::string_view text);
/// The tree in spite of mistakes.
[[nodiscard]] std::string tree_of_broken(std::string_view text);

/// The messages for a rule text, one below the other:
///
///     E0101 3:3 this rule has conditions but no conclusion
///       `depends_on` expected `and`, `or`, `unless` or a conclusion
///       `export_route` in this rule
///       help: conclude with `then` (safe)
///
/// with line and column of the first label and the text that each label marks.
[[nodiscard]] std::string messages(std::string_view text);
[[nodiscard]] std::string messages(const Sources& sources, const Diagnostics& diagnostics);

/// Only code and place of each message: `E0101 3:3, E0102 7:1`.
[[nodiscard]] std::string places(std::string_view text);

/// The text with the edits of every fix (or only the safe ones) made.
[[nodiscard]] std::string with_fixes(std::string_view text, bool only_safe = false);

}  // namespace casus::tests
