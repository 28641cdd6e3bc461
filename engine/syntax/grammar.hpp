// SPDX-License-Identifier: Apache-2.0
//
// The grammar's side of the room: one call reads one piece of a file. The pieces are separate calls
// so that recovery from mistakes is an ordinary loop. Nothing of the parser library shows here;
// only grammar.cpp and the grammar_*.hpp headers include it.
#pragma once

#include <optional>
#include <string>

#include "syntax/ast.hpp"
#include "syntax/reader.hpp"

namespace casus::syntax {

/// Why reading stopped: either something was expected that is not there, or a token or the
/// precedence climber gave a diagnostic of its own.
struct Stop {
  At at = nullptr;       ///< the end of the last token that fitted
  std::string expected;  ///< a key of the table of expectations
  std::optional<Diagnostic> diagnostic;
};

/// Each moves `at` behind what it read and returns nothing; or stops, leaving in the tree what was
/// read until then. `edition` and `module` also return nothing where the line is absent.
[[nodiscard]] std::optional<Stop> read_edition(Reader& reader, At& at, ast::File& file);
[[nodiscard]] std::optional<Stop> read_module(Reader& reader, At& at, ast::File& file);
[[nodiscard]] std::optional<Stop> read_declaration(Reader& reader, At& at,
                                                   ast::Declaration& declaration);
[[nodiscard]] std::optional<Stop> read_goal(Reader& reader, At& at, ast::ExprPtr& goal);

}  // namespace casus::syntax
