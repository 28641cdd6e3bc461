// SPDX-License-Identifier: Apache-2.0
//
// What a rule says: `then`, `supports`, `undermines`, `caps` and `floors`, over the variables that
// its body binds.
#pragma once

#include <vector>

#include "check/elaborate.hpp"

namespace casus::check {

class Conclusions {
 public:
  Conclusions(const Environment& env, Elaborator& elaborator, Rule& rule)
      : env_(env), elaborator_(elaborator), rule_(rule) {}

  void read(const std::vector<ast::Conclusion>& conclusions);
  /// The rule's own; only where no outcome has one. After `read`.
  void read_certainty(const ast::Rule& source);
  /// Outcomes of one choice have at most 1 together, as far as they are constants. After `read`.
  void check_choices();

 private:
  void derive(const ast::Then& then, Span span);
  void contribute(const ast::Contribution& contribution, Span span);
  void limit(const ast::Limit& limit, Span span);
  /// The factor, or for limits the rating, that a conclusion is about, with its subjects.
  [[nodiscard]] std::optional<Callee> target(const ast::Expr& target, std::string_view verb,
                                             bool whole_rating, Conclusion& conclusion);
  /// 0..1 where it is a constant.
  [[nodiscard]] ExprId certainty(const ast::Expr& expr);
  /// E0308; of points for the whole rating, or within its factor.
  [[nodiscard]] bool refuse_percent(const ast::Expr& points, const Callee& callee);
  void check_limit(ExprId id, const Callee& callee);
  [[nodiscard]] std::optional<double> constant_number(ExprId id) const;

  const Environment& env_;
  Elaborator& elaborator_;
  Rule& rule_;
};

}  // namespace casus::check
