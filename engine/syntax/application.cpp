// SPDX-License-Identifier: Apache-2.0
#include "syntax/application.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/characters.hpp"
#include "syntax/docs.hpp"

namespace casus::syntax {
namespace {

ast::ExprPtr comprehension(Reader& reader, ast::DottedName name, Parentheses parentheses) {
  const ast::Argument& value = parentheses.arguments.front();
  if (name.parts.size() > 1) {
    reader.refuse(reader.at(name.span.begin),
                  error("E0101", "only `count`, `sum`, `min`, `max` and `avg` go over facts")
                      .label(name.span, "has parts"));
  }
  if (value.name || value.comparison) {
    reader.refuse(
        reader.at(value.span.begin),
        error("E0101", "before `for` stands one value")
            .label(value.span, "expected a value without a field's name or a comparison"));
  }
  const std::uint32_t height = std::max(value.value->height, parentheses.body->height) + 1;
  const Span whole = cover(name.span, parentheses.span);
  return make_expr(ast::Comprehension{std::move(name.parts.front()), parentheses.distinct,
                                      std::move(parentheses.arguments.front().value),
                                      std::move(parentheses.body)},
                   whole, height);
}

void check_range(Reader& reader, std::optional<ast::BinaryOp> op, const ast::ExprPtr& value) {
  if (!op || value == nullptr) return;
  const bool ranged = std::holds_alternative<ast::Range>(value->node);
  if (*op == ast::BinaryOp::in && !ranged) {
    reader.refuse(reader.at(value->span.begin),
                  error("E0101", "`in` asks for a range").label(value->span, "expected `a..b`"));
  }
  if (*op != ast::BinaryOp::in && ranged) {
    reader.refuse(
        reader.at(value->span.begin),
        error("E0101", "a range stands only after `in`").label(value->span, "expected one value"));
  }
}

std::string count_of_cells(std::size_t n) {
  return n == 1 ? "1 cell" : std::to_string(n) + " cells";
}

}  // namespace

ast::ExprPtr applied(Reader& reader, ast::ExprPtr reference, Parentheses parentheses) {
  ast::DottedName& name = std::get<ast::Reference>(reference->node).name;
  if (parentheses.body != nullptr) {
    return comprehension(reader, std::move(name), std::move(parentheses));
  }
  if (parentheses.distinct) {
    reader.refuse(reader.at(parentheses.span.begin),
                  error("E0101", "`distinct` stands only before a value and its `for`")
                      .label(parentheses.span, "expected `for` in here")
                      .advise("write `count(distinct x for p(x))`"));
  }
  std::uint32_t height = 0;
  for (const ast::Argument& argument : parentheses.arguments) {
    height = std::max(height, argument.value->height);
  }
  const Span whole = cover(name.span, parentheses.span);
  ast::ExprPtr call =
      make_expr(ast::Call{std::move(name), std::move(parentheses.arguments)}, whole, height + 1);
  return call;
}

ast::ExprPtr applied_atom(Reader& reader, ast::ExprPtr reference, Parentheses parentheses) {
  ast::ExprPtr atom = applied(reader, std::move(reference), std::move(parentheses));
  if (!std::holds_alternative<ast::Call>(atom->node)) {
    reader.refuse(reader.at(atom->span.begin),
                  error("E0101", "a value over facts stands where a fact is expected")
                      .label(atom->span, "expected a name with arguments"));
  }
  return atom;
}

void finish(Reader& reader, ast::Argument& argument) {
  check_range(reader, argument.comparison, argument.value);
}

void finish(Reader& reader, ast::Expect& expect) {
  if (expect.certainty) check_range(reader, expect.comparison, expect.certainty);
}

void finish(Reader& reader, ast::Field& field) {
  field.doc = doc_before(reader.begin(), reader.at(field.span.begin));
}

void finish(Reader& reader, ast::Cell& cell) {
  ++reader.cells;
  check_range(reader, cell.comparison, cell.value);
  if (cell.value == nullptr) {
    cell.kind = ast::Cell::Kind::any;
  } else if (std::holds_alternative<ast::Range>(cell.value->node)) {
    cell.kind = ast::Cell::Kind::range;
    cell.comparison.reset();
  } else {
    cell.kind = cell.comparison ? ast::Cell::Kind::comparison : ast::Cell::Kind::value;
  }
}

void finish(Reader& reader, Row& row) {
  reader.cells = 0;
  if (row.cells.size() == reader.columns) return;
  const At from = reader.at(row.span.begin);
  const At line_end = std::find(from, reader.at(row.span.end), '\n');
  const bool over_lines = line_end != reader.at(row.span.end);
  if (over_lines && row.cells.size() > reader.columns) {
    At to = line_end;
    while (base::is_blank(to[-1]) || to[-1] == '\r') --to;
    reader.report(error("E0101", "a row is not closed")
                      .label(reader.span(from, to), "goes on in the next line")
                      .fix("close the row with `|` at the end of its line",
                           {{reader.span(to, to), " |"}}, true));
    return;
  }
  reader.report(error("E0101", "a row has " + count_of_cells(row.cells.size()) +
                                   " where the table has " + std::to_string(reader.columns) +
                                   (reader.columns == 1 ? " column" : " columns"))
                    .label(row.span)
                    .advise("write " + count_of_cells(reader.columns) +
                            "; `_` stands in one where any value fits"));
}

}  // namespace casus::syntax
