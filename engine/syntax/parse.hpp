// SPDX-License-Identifier: Apache-2.0
//
// The one door to the grammar: rule text in, syntax tree and diagnostics out. Nothing of the parser
// library is visible behind it.
#pragma once

#include <cstdint>

#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "syntax/ast.hpp"

namespace casus::syntax {

struct Parsed {
  ast::File file;
  Diagnostics diagnostics;
};

/// Parses a whole rule file of `sources`. Always returns what could be read: a declaration with a
/// mistake is reported once, marked `broken`, and the next one is parsed. Linear in the text's
/// size.
[[nodiscard]] Parsed parse(const Sources& sources, std::uint32_t file);

/// A goal as typed on the command line: one BODY, nothing after it.
struct ParsedGoal {
  ast::ExprPtr body;  ///< null where there is an error that no safe fix mends
  Diagnostics diagnostics;
};
[[nodiscard]] ParsedGoal parse_goal(const Sources& sources, std::uint32_t file);

/// What a safe fix mends in its writing may be wrong there besides, by the checker. Then that is
/// said alone, with a fix that mends both, and what is `written` wrong is left out.
void leave_out_twice_wrong(Diagnostics& written, const Diagnostics& checked);

}  // namespace casus::syntax
