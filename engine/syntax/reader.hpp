// SPDX-License-Identifier: Apache-2.0
//
// The tokens of the rule language. The grammar says in which order tokens come; the reader knows
// what each looks like in bytes, skips blanks and comments before it, and understands the usual
// slips of the hand (`==`, a semicolon, 'single quotes'): those it reports and reads as what was
// meant.
//
// Every token function takes the place after the last token. It either reads its token, moves the
// place behind it and returns true, or returns false and leaves the place alone; so a place is
// always the end of a token, and spans need no trimming.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/characters.hpp"
#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "syntax/ast.hpp"

namespace casus::syntax {

using At = char const*;

/// A word to be read at a place whatever stands there: what the author most likely meant.
struct Repair {
  At at = nullptr;
  std::size_t length = 0;  ///< of the text it replaces; 0 inserts
  std::string word;
};

/// Thrown by tokens and by the precedence climber for mistakes that say more than "expected …".
struct Refusal {
  At at;
  Diagnostic diagnostic;
};

/// One piece of a flat expression: an operand, a prefix, an operator or the `..` of a range.
struct Item {
  enum class Kind { operand, prefix, infix, range };
  Kind kind = Kind::operand;
  ast::UnaryOp unary = ast::UnaryOp::minus;
  ast::BinaryOp binary = ast::BinaryOp::add;
  Span span;
  ast::ExprPtr operand;
};

class Reader {
 public:
  /// `text` must have passed `check_encoding`, be followed by a NUL byte, as the texts of `Sources`
  /// are, and outlive the reader.
  Reader(std::string_view text, std::uint32_t file);

  /// Behind a byte order mark.
  [[nodiscard]] At begin() const { return start_; }
  [[nodiscard]] At end() const { return end_; }
  [[nodiscard]] Span span(At from, At to) const;
  [[nodiscard]] At at(std::uint32_t offset) const { return begin_ + offset; }

  /// The place of the next token. The last answer is kept, so alternatives do not skip twice.
  At skip(At from);

  bool word(At& at, std::string_view word);
  /// The same where `Word` may be a name: no other spelling is taken.
  bool exact_word(At& at, std::string_view word);
  bool sign(At& at, std::string_view sign);
  /// A comma. Where an item of the list follows without one, reports that and goes on.
  enum class List { arguments, fields, names };
  bool comma(At& at, List list);

  bool name(At& at, ast::Name& out);
  bool dotted(At& at, ast::DottedName& out);
  bool label(At& at, ast::Name& out);     ///< `age:` before an argument
  bool unit(At& at, ast::Name& out);      ///< a name on the same line that is no keyword
  bool calculus(At& at, ast::Name& out);  ///< a name with hyphens
  bool distinct(At& at);                  ///< the word, where a value follows it

  bool text(At& at, ast::Name& out);
  bool number_text(At& at, ast::Name& out);  ///< without unit or sign
  bool bound(At& at, ast::ExprPtr& out);    ///< a date, or a number, perhaps with a sign and a unit
  bool literal(At& at, ast::ExprPtr& out);  ///< number, text, date, `true`, `false`
  bool wildcard(At& at, ast::ExprPtr& out);  ///< `_`

  bool prefix(At& at, Item& out);
  bool condition_operator(At& at, Item& out);  ///< every infix operator
  bool value_operator(At& at, Item& out);      ///< arithmetic and `..` only
  bool comparison(At& at, Item& out);          ///< before a value in an argument or a cell

  /// A cell left empty or filled with a dash: read as `_`, and reported.
  bool empty_cell(At& at);

  bool value_ahead(At at);
  bool declaration_ahead(At at);  ///< a word that begins a declaration, or the end of the text

  /// A declaration word at the start of a line, followed by what such a word is followed by. At the
  /// margin, where little else stands, a misspelt one counts as well and gets its own message.
  [[nodiscard]] bool begins_declaration(At at) const;

  /// Reports a mistake that does not keep the parser from going on; each only once.
  void report(Diagnostic diagnostic);
  [[noreturn]] void refuse(At at, Diagnostic diagnostic) const;
  void repair(Repair repair) { repairs_.push_back(std::move(repair)); }
  [[nodiscard]] bool is_repaired(At at) const { return repair_at(at) != nullptr; }
  /// Keeps the list short: repairs before `at` are done with.
  void forget_repairs_before(At at);
  [[nodiscard]] Diagnostics take_diagnostics() { return std::move(diagnostics_); }

  /// The last keyword read, for mistakes about clauses.
  [[nodiscard]] Span last_word() const { return last_word_; }
  [[nodiscard]] ast::Name last_word_name() const;

  /// Scratch of the expression parser: pieces of the chains being read, inner ones last.
  std::vector<Item> items;
  /// Counts expressions inside each other; refuses at `ast::max_nesting`.
  void enter(At at);
  void leave() { --nesting_; }
  /// Forgets expressions that were given up half-way.
  void reset();
  /// Columns of the table being read, and cells so far of its row.
  std::size_t columns = 0;
  std::size_t cells = 0;

 private:
  [[nodiscard]] bool at_line_start(At at) const;
  [[nodiscard]] At behind_parentheses(At at) const;
  [[nodiscard]] bool parentheses_begin_value(At at);
  At skip_afresh(At from);
  At skip_foreign_comment(At at);
  /// One diagnostic a file for a habit, with a fix for every place.
  void report_habit(At at, std::size_t length, std::size_t& known, Diagnostic first,
                    std::string replacement);
  [[noreturn]] void refuse_reserved(At from, At to) const;
  [[nodiscard]] const Repair* repair_at(At at) const;
  /// Behind the two points of a range, or the three that were written.
  [[nodiscard]] At behind_points(At at);
  void report_slip(At from, At to, std::string message, std::string replacement);

  bool foreign_text(At& at, ast::Name& out);
  At escape(At at, std::string& out);
  bool date(At& at, ast::ExprPtr& out);
  At number_end(At at);
  void number(At& at, ast::ExprPtr& out);
  bool lost_unit(At& at, ast::Name& out);
  bool minus(At& at, Item& out);
  enum class Infix { any, value, comparison };
  bool infix(At& at, Item& out, Infix wanted);
  bool word_infix(At& at, Item& out, Infix wanted);
  bool foreign_infix(At& at, Item& out, Infix wanted);

  At begin_;
  At start_;
  At end_;
  std::uint32_t file_;
  At skipped_from_ = nullptr;
  At skipped_to_ = nullptr;
  Span last_word_;
  std::uint32_t nesting_ = 0;
  std::vector<Repair> repairs_;
  Diagnostics diagnostics_;
  std::set<std::uint32_t> reported_;  ///< places, because a repaired declaration is read twice

  /// Where diagnostics_ keeps the one about a habit.
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t semicolons_ = none;
  std::size_t hashes_ = none;
  std::size_t no_break_spaces_ = none;
};

[[nodiscard]] inline bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
using base::is_digit;
[[nodiscard]] inline bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }
/// The end of the name that starts at `at`; `at` itself where none does.
[[nodiscard]] At name_end(At at);
/// Behind blanks of the same line.
[[nodiscard]] At behind_blanks(At at);
[[nodiscard]] inline bool starts_with(At at, std::string_view what) {
  for (const char c : what) {
    if (*at++ != c) return false;
  }
  return true;
}

/// The message for a reserved word where a name is expected.
[[nodiscard]] Diagnostic reserved_word(std::string_view word, Span place);

[[nodiscard]] ast::ExprPtr make_expr(decltype(ast::Expr::node) node, Span span,
                                     std::uint32_t height = 1);

}  // namespace casus::syntax
