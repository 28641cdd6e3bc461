// SPDX-License-Identifier: Apache-2.0
//
// From "the grammar stopped here" to a message for the author: what is wrong in plain words, what
// was expected, and where the usual slips allow it, a fix.
#pragma once

#include <optional>
#include <string_view>

#include "casus/diagnostic.hpp"
#include "syntax/ast.hpp"
#include "syntax/grammar.hpp"
#include "syntax/reader.hpp"

namespace casus::syntax {

/// What was being read when the grammar stopped.
struct Reading {
  At start;                                       ///< of the declaration, line or goal
  std::string_view kind;                          ///< "goal", "module" …; empty for a declaration
  const ast::Declaration* declaration = nullptr;  ///< as far as it was read
};

struct Diagnosis {
  Diagnostic diagnostic;
  std::optional<Repair> repair;  ///< with which the declaration may be read again
};

/// Costs at most the length of the declaration and of what is left of its text.
[[nodiscard]] Diagnosis diagnose(Reader& reader, const Stop& stop, const Reading& reading);

}  // namespace casus::syntax
