// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "syntax/dump.hpp"
#include "syntax/dump_text.hpp"

namespace casus::syntax {
namespace dumping {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string_view sign(ast::BinaryOp op) {
  switch (op) {
    case ast::BinaryOp::logical_or:
      return "or";
    case ast::BinaryOp::logical_and:
      return "and";
    case ast::BinaryOp::equal:
      return "=";
    case ast::BinaryOp::not_equal:
      return "!=";
    case ast::BinaryOp::less:
      return "<";
    case ast::BinaryOp::less_equal:
      return "<=";
    case ast::BinaryOp::greater:
      return ">";
    case ast::BinaryOp::greater_equal:
      return ">=";
    case ast::BinaryOp::in:
      return "in";
    case ast::BinaryOp::add:
      return "+";
    case ast::BinaryOp::subtract:
      return "-";
    case ast::BinaryOp::multiply:
      return "*";
    case ast::BinaryOp::divide:
      return "/";
  }
  return "";
}

}  // namespace dumping

namespace {

using namespace dumping;

std::string node_text(const ast::NumberLiteral& number) {
  if (!number.unit) return number.text;
  return number.text + (number.unit->text == "%" ? "" : ":") + number.unit->text;
}
std::string node_text(const ast::TextLiteral& text) { return quoted(text.value); }
std::string node_text(const ast::DateLiteral& date) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year, date.month, date.day);
  return buffer;
}
std::string node_text(const ast::BoolLiteral& literal) { return literal.value ? "true" : "false"; }
std::string node_text(const ast::Reference& reference) { return reference.name.text(); }
std::string node_text(const ast::Wildcard&) { return "_"; }
std::string node_text(const ast::Range& range) {
  return "(.. " + dump(*range.low) + " " + dump(*range.high) + ")";
}
std::string node_text(const ast::Unary& unary) {
  const std::string_view head = unary.op == ast::UnaryOp::minus         ? "-"
                                : unary.op == ast::UnaryOp::logical_not ? "not"
                                                                        : "unknown";
  return "(" + std::string(head) + " " + dump(*unary.operand) + ")";
}
std::string node_text(const ast::Binary& binary) {
  return "(" + std::string(sign(binary.op)) + " " + dump(*binary.left) + " " + dump(*binary.right) +
         ")";
}
std::string node_text(const ast::Call& call) {
  std::string out = "(" + call.name.text();
  for (const ast::Argument& argument : call.arguments) {
    out += ' ';
    if (argument.name) out += argument.name->text + ": ";
    const std::string value = dump(*argument.value);
    out += argument.comparison ? "(" + std::string(sign(*argument.comparison)) + " " + value + ")"
                               : value;
  }
  return out + ")";
}
std::string node_text(const ast::Comprehension& all) {
  return "(for " + all.function.text + (all.distinct ? " distinct " : " ") + dump(*all.value) +
         " " + dump(*all.body) + ")";
}

}  // namespace

std::string dump(const ast::Expr& expr) {
  return std::visit([](const auto& node) { return node_text(node); }, expr.node);
}

}  // namespace casus::syntax
