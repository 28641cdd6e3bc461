// SPDX-License-Identifier: Apache-2.0
//
// The syntax trees behind the declarations of an index: what a book shows of them that no name
// tells, as written.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "casus/rule_book.hpp"
#include "syntax/ast.hpp"

namespace casus::author {

class Declared {
 public:
  explicit Declared(const Index& index);

  /// None of what is no scale.
  [[nodiscard]] std::vector<RuleBook::Step> steps(const Symbol& symbol) const;
  /// The rule's own source; empty where it names none, or is no rule.
  [[nodiscard]] std::string source_of(const Symbol& rule) const;
  /// The places of the names of what a rule concludes by `then`, as it writes them.
  [[nodiscard]] std::vector<Span> conclusions(const Symbol& rule) const;
  /// Null for what is no table.
  [[nodiscard]] const ast::Table* table(const Symbol& symbol) const;
  /// The range of a factor.
  [[nodiscard]] Span range_of(const Symbol& factor) const;

 private:
  template <class Node>
  [[nodiscard]] const Node* find(Span name) const;

  const Sources& sources_;
  std::vector<ast::File> files_;
  std::map<Span, const ast::Declaration*> by_name_;
  std::map<Span, Span> factor_ranges_;
};

}  // namespace casus::author
