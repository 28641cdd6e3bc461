// SPDX-License-Identifier: Apache-2.0
//
// Rules of a finished plan once more, for when some of their variables have their values before the
// first step: those of a conclusion, or of a fact that has changed.
#pragma once

#include <utility>
#include <vector>

#include "plan/bodies.hpp"

namespace casus::plan {

/// Indexes that it asks for are its own, numbered on from those of the plan.
class Replanner : public PlanCatalogue {
 public:
  /// Whether indexes of the plan are used where there are such: they have to be up to date.
  enum class Indexes : std::uint8_t { shared, own };
  /// All outlive this.
  Replanner(const check::Program& program, const Plan& plan, Cardinalities sizes, Indexes from);

  /// The same rule (by its place in Plan::rules), its steps in the order that suits where `known`
  /// is known. Places of premises and registers of variables stay the same.
  [[nodiscard]] RulePlan replan(std::uint32_t rule, const Variables& known);
  /// The terms whose variables, conditions and expressions a rule of the plan speaks of.
  [[nodiscard]] const check::Terms& terms(std::uint32_t rule) const;
  /// Its conditions side by side.
  [[nodiscard]] Conjunction conjunction(std::uint32_t rule) const;
  /// Columns of what a rule concludes, and the variables that have these values.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, check::VariableId>> known_by_head(
      std::uint32_t rule) const;
  [[nodiscard]] const std::vector<IndexPlan>& indexes() const { return indexes_; }

  [[nodiscard]] IndexId index(StoreId store, std::vector<std::uint32_t> columns) override;
  [[nodiscard]] bool recursive(RelationId relation) const override;
  [[nodiscard]] double expected_rows(RelationId relation) const override;

 private:
  const check::Program& program_;
  const Plan& plan_;
  Cardinalities sizes_;
  bool shares_;
  std::vector<IndexPlan> indexes_;
};

}  // namespace casus::plan
