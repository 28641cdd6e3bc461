// SPDX-License-Identifier: Apache-2.0
//
// The conditions of a rule, a goal or of what is rated, with the values that whoever asks for the
// conclusion gives its variables (as magic sets do: Bancilhon, Maier, Sagiv and Ullman, 1986); and
// for which values of its other variables some of these conditions are all that is missing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/stated.hpp"
#include "explain/inquiry.hpp"
#include "explain/words.hpp"
#include "infer/budget.hpp"

namespace casus::analysis {

class Body {
 public:
  /// Where the conclusion has these values. Nothing where it cannot. Numbers of texts are those of
  /// the symbols of `words`.
  [[nodiscard]] static std::optional<Body> of_rule(const check::Program& program,
                                                   model::RuleId rule,
                                                   const check::Conclusion& said,
                                                   const Known& known);
  /// What makes something be rated.
  [[nodiscard]] static Body of_subjects(const check::Program& program, model::RatingId rating,
                                        const Known& known);
  [[nodiscard]] static Body of_goal(const check::Goal& goal, const explain::Words& words);

  [[nodiscard]] const check::Terms& terms() const { return inquiry_.terms; }
  /// Without `and` and `or`.
  [[nodiscard]] const std::vector<std::vector<check::ConditionId>>& alternatives() const {
    return inquiry_.alternatives;
  }
  /// What the conclusion says in expressions.
  [[nodiscard]] const std::vector<check::ExprId>& exprs() const { return exprs_; }
  /// Invalid: a goal, or what is rated.
  [[nodiscard]] model::RuleId rule() const { return rule_; }

  /// Values of variables: of those that have one.
  using Values = infer::Values;
  struct Instances {
    std::vector<Values> all;
    bool partial = false;  ///< there are more than `most_instances`
  };
  /// For which values of these variables, and of those in the rule's sentence, all of `rest` holds
  /// that can be told without what is missing: the rest has no value there, as have variables that
  /// only what is missing would give one. `unbound`: further variables of that sort.
  [[nodiscard]] Instances instances(std::vector<check::ConditionId> rest,
                                    const std::vector<check::ConditionId>& missing,
                                    const plan::Variables& wanted, const plan::Variables& unbound,
                                    const explain::Words& words, infer::Budget budget) const;

  /// See `because_of_any`.
  [[nodiscard]] std::string because(const Values& values, const explain::Words& words) const;

 private:
  explicit Body(explain::Inquiry inquiry);

  explain::Inquiry inquiry_;
  std::vector<check::ExprId> exprs_;
  model::RuleId rule_ = {};
};
/// The sentence of a rule of whose variables some have no value.
[[nodiscard]] std::string because_of_any(check::Rule rule, const infer::Values& values,
                                         const explain::Words& words);
/// Of what may be missing so many instances are taken in.
inline constexpr std::size_t most_instances = 1000;

}  // namespace casus::analysis
