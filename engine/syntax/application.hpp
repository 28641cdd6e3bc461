// SPDX-License-Identifier: Apache-2.0
//
// What becomes of a name with parentheses behind it, and the last touches to pieces of the tree
// that have a form of their own: arguments, fields, cells and rows.
#pragma once

#include <vector>

#include "syntax/ast.hpp"
#include "syntax/reader.hpp"

namespace casus::syntax {

/// `(arguments)` or `([distinct] value for body)` as read, before it is known whose they are.
struct Parentheses {
  bool distinct = false;
  std::vector<ast::Argument> arguments;
  ast::ExprPtr body;
  Span span;
};

/// A call or a comprehension of the `Reference` that stands before the parentheses.
[[nodiscard]] ast::ExprPtr applied(Reader& reader, ast::ExprPtr reference, Parentheses parentheses);
/// The same where only a call makes sense.
[[nodiscard]] ast::ExprPtr applied_atom(Reader& reader, ast::ExprPtr reference,
                                        Parentheses parentheses);

struct Row {
  std::vector<ast::Cell> cells;
  Span span;
};

// Called once the span is set.
void finish(Reader& reader, ast::Argument& argument);
void finish(Reader& reader, ast::Field& field);
void finish(Reader& reader, ast::Cell& cell);
void finish(Reader& reader, Row& row);
void finish(Reader& reader, ast::Expect& expect);
template <class T>
void finish(Reader&, T&) {}

}  // namespace casus::syntax
