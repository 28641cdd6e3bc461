// SPDX-License-Identifier: Apache-2.0
//
// The atoms of the notation of dump.hpp: quoted texts and the signs of operators.
#pragma once

#include <string>
#include <string_view>

#include "syntax/ast.hpp"

namespace casus::syntax::dumping {

/// In double quotes, with quotes, backslashes, newlines and tabs escaped.
[[nodiscard]] std::string quoted(std::string_view text);
/// As the rule language writes it: `and`, `!=`, `in`.
[[nodiscard]] std::string_view sign(ast::BinaryOp op);

}  // namespace casus::syntax::dumping
