// SPDX-License-Identifier: Apache-2.0
//
// Where to go on after a mistake: the next declaration, found by its keyword at the start of a
// line. Texts end with their line, so no line start is inside one, and comments hide nothing from
// this.
#pragma once

#include "syntax/reader.hpp"

namespace casus::syntax {

/// The next declaration behind `from` as `Reader::begins_declaration` knows it, the end of the text
/// where none follows.
[[nodiscard]] At next_declaration(const Reader& reader, At from);

}  // namespace casus::syntax
