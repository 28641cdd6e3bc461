// SPDX-License-Identifier: Apache-2.0
//
// Where to go on after a mistake: the next declaration, found by its keyword at the start of a line.
// Texts end with their line, so no line start is inside one, and comments hide nothing from this.
#pragma once

#include "syntax/reader.hpp"

namespace casus::syntax {

/// The next declaration behind `from`, the end of the text where none follows. A word at the margin
/// that is nearly a declaration's keyword counts: it gets its own message.
[[nodiscard]] At next_declaration(const Reader& reader, At from);

}  // namespace casus::syntax
