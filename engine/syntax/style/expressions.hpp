// SPDX-License-Identifier: Apache-2.0
//
// Conditions and values laid out. What may follow what, the grammar has checked; this only looks
// for the places where a line may end.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "syntax/style/layout.hpp"
#include "syntax/style/token_stream.hpp"

namespace casus::syntax::style {

class Expressions {
 public:
  explicit Expressions(TokenStream& in) : in_(in) {}

  /// `p(a) and q(b)`: on one line where it fits.
  Layout condition();
  /// The condition behind a keyword that begins where lines are indented to: each `and` on a line
  /// of its own, its end below that of the keyword; where there is an `or`, so each `or`. In a
  /// group on one line where it fits.
  Layout clause(std::string_view keyword) { return chain(keyword); }
  /// A number, a text, a sum: no `and`, no `or`, no comparison.
  Layout value();
  /// `name(arguments)`.
  Layout atom();
  /// `-10..10`, `5 years`, `2015-01-31`.
  Layout bound();
  Layout bounds();
  /// `a.b.c`
  Layout dotted();
  /// `date`, `number USD_bn`.
  Layout type();
  /// What may stand in a cell of a table.
  Layout cell();

 private:
  struct Chain {
    std::vector<Layout> operands;
    std::vector<Layout> operators;  ///< one less
  };
  /// Of the loosest operator that stands in it; without a keyword operators begin below operands.
  Layout chain(std::optional<std::string_view> keyword);
  static Layout joined(Chain chain, std::string_view word, std::optional<std::string_view> keyword);
  Layout compared();
  Layout compared_with();
  Layout operand();
  Layout primary();
  Layout arguments();
  Layout argument();
  Layout with_unit(Layout before);
  [[nodiscard]] bool at_comparison() const;
  [[nodiscard]] bool at_distinct() const;

  TokenStream& in_;
};

}  // namespace casus::syntax::style
