// SPDX-License-Identifier: Apache-2.0
//
// From a flat chain of operands and operators to a tree (precedence climbing). The grammar stays
// flat because a rule for each level of precedence would multiply its time, memory and stack by the
// levels.
#pragma once

#include <cstddef>

#include "syntax/reader.hpp"

namespace casus::syntax {

/// A `value` is arithmetic and may be a range as a whole; in a `condition` a range stands after
/// `in`.
enum class Chain { condition, value };

/// Takes the items of `reader` from `mark` on, which alternate as the grammar reads them, and
/// returns their tree. Throws a `Refusal` where they make none: chained comparisons, a stray `..`,
/// a tree deeper than `ast::max_depth`.
[[nodiscard]] ast::ExprPtr climb(Reader& reader, std::size_t mark, Chain chain);

}  // namespace casus::syntax
