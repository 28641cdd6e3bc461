// SPDX-License-Identifier: Apache-2.0
//
// What plans of rules, goals and single conclusions share: a body with its head becomes rules of
// the plan, one for each of its alternatives.
#pragma once

#include <vector>

#include "plan/join.hpp"

namespace casus::plan {

/// What a body concludes.
struct HeadPlan {
  RuleId rule;
  std::uint32_t conclusion = 0;
  StoreId store;
  std::vector<check::ExprId> args;
  check::ExprId certainty;
  std::vector<check::ExprId> outcomes = {};
  std::uint32_t outcome = 0;
  bool points = false;
  bool limit = false;
  bool of_fact = false;  ///< concludes about a `fact`: the row's last column is its kind
  std::vector<bool> required;
  std::vector<check::ConditionId> exceptions = {};  ///< further conditions, negations
};

/// The stores of a plan.
class PlanCatalogue : public Catalogue {
 public:
  explicit PlanCatalogue(const Plan& plan) : stores_of_(plan) {}
  [[nodiscard]] StoreId rows(RelationId relation) const override {
    return stores_of_.rows[relation.index()];
  }
  [[nodiscard]] StoreId attested(RelationId relation) const override {
    return stores_of_.attested[relation.index()];
  }
  [[nodiscard]] StoreId negative(RelationId relation) const override {
    return stores_of_.negatives[relation.index()];
  }

 private:
  const Plan& stores_of_;
};

/// A finished plan seen by what is asked of it: indexes that this needs are its own, numbered on
/// from the plan's, as those of the plan know only the rows that rules have looked for.
class AskingCatalogue : public PlanCatalogue {
 public:
  /// Both outlive this.
  AskingCatalogue(const Plan& plan, const Cardinalities& sizes)
      : PlanCatalogue(plan), plan_(plan), sizes_(sizes) {}

  [[nodiscard]] const std::vector<IndexPlan>& indexes() const { return indexes_; }

  [[nodiscard]] IndexId index(StoreId store, std::vector<std::uint32_t> columns) override;
  [[nodiscard]] bool recursive(RelationId) const override { return false; }
  [[nodiscard]] double expected_rows(RelationId relation) const override;

 private:
  const Plan& plan_;
  const Cardinalities& sizes_;
  std::vector<IndexPlan> indexes_;
};

/// Whether these are all columns of a store that finds its rows by them.
[[nodiscard]] bool is_whole(const StorePlan& store, const std::vector<std::uint32_t>& columns);

/// Adds the expression that reads `variable`.
[[nodiscard]] check::ExprId expr_of(check::Terms& terms, check::VariableId variable);

/// The head of one conclusion; for-each variables become expressions in `terms`.
[[nodiscard]] HeadPlan head_of(const check::Program& program, check::Terms& terms, RuleId id,
                               std::uint32_t conclusion, StoreId store);

/// The head of the rule that says whom a rating speaks about.
[[nodiscard]] HeadPlan head_of(const check::Subjects& subjects, check::Terms& terms, StoreId store);

/// Plans one body with its head, one RulePlan a branch. `known`: variables that have their values
/// before.
[[nodiscard]] std::vector<RulePlan> plan_body(const check::Program& program,
                                              const check::Terms& terms, check::ConditionId body,
                                              const HeadPlan& head, Catalogue& catalogue,
                                              const Variables& known = {});

}  // namespace casus::plan
