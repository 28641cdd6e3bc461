// SPDX-License-Identifier: Apache-2.0
//
// The syntax tree as one line of text a declaration, for tests and for looking at. The notation is
// stable: operators stand first, as in `(and (p x) (>= y 70:years))`. It is not the rule language.
#pragma once

#include <string>

#include "syntax/ast.hpp"

namespace casus::syntax {

[[nodiscard]] std::string dump(const ast::Expr& expr);
/// A broken declaration shows only its kind and name.
[[nodiscard]] std::string dump(const ast::Declaration& declaration);
/// Edition, module and declarations, a line each.
[[nodiscard]] std::string dump(const ast::File& file);

}  // namespace casus::syntax
