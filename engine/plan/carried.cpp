// SPDX-License-Identifier: Apache-2.0
#include "plan/carried.hpp"

#include <algorithm>
#include <optional>

#include "plan/texts.hpp"

namespace casus::plan {
namespace {

using Choice = std::map<StoreId, std::uint32_t>;

bool is_simple(const RulePlan& rule) {
  const auto is_plain = [](const Step& step) {
    using Kind = Step::Kind;
    return step.kind == Kind::scan || step.kind == Kind::test || step.kind == Kind::let;
  };
  return rule.by_deltas() && rule.head_steps.empty() && rule.outcomes.empty() &&
         std::ranges::all_of(rule.steps, is_plain) && !makes_text(rule);
}

bool is_recursive(const Step& step) { return step.kind == Step::Kind::scan && step.recursive; }

/// The register that a column of a scan fills or must equal.
std::optional<Register> register_at(const Pattern& pattern, std::uint32_t column) {
  for (const auto* list : {&pattern.loads, &pattern.same}) {
    for (const auto& [at, reg] : *list) {
      if (at == column) return reg;
    }
  }
  for (const auto& [at, operand] : pattern.key) {
    if (at == column) return operand.reg;
  }
  return std::nullopt;
}

/// The register that an argument of a head reads and nothing else.
std::optional<Register> register_at(const RulePlan& rule, std::uint32_t argument) {
  const auto& code = rule.args[argument].instructions;
  if (code.size() != 1 || code.front().kind != Instruction::Kind::load) return std::nullopt;
  return code.front().operand;
}

/// Chooses a column for the stores of a recursion, from one choice to what it asks of others.
class Chooser {
 public:
  Chooser(const Plan& plan, const ComponentPlan& component) {
    for (const std::uint32_t r : component.rules) {
      const RulePlan& rule = plan.rules[r];
      if (rule.anew || std::ranges::any_of(rule.steps, is_recursive)) rules_.push_back(&rule);
    }
  }

  [[nodiscard]] bool are_simple() const {
    return !rules_.empty() &&
           std::ranges::all_of(rules_, [](const RulePlan* rule) { return is_simple(*rule); });
  }
  [[nodiscard]] StoreId first() const { return rules_.front()->head; }

  /// Every store of the recursion has a column, or none does.
  [[nodiscard]] Choice begin_with(std::uint32_t column) const {
    Choice choice{{first(), column}};
    for (std::size_t before = 0; before < choice.size();) {
      before = choice.size();
      for (const RulePlan* rule : rules_) {
        if (!extend(*rule, choice)) return {};
      }
    }
    const auto is_chosen = [&](const RulePlan* rule) { return choice.contains(rule->head); };
    return std::ranges::all_of(rules_, is_chosen) ? choice : Choice();
  }

 private:
  /// What the choices so far ask of the other stores of a rule; false where they contradict.
  static bool extend(const RulePlan& rule, Choice& choice) {
    const auto head = choice.find(rule.head);
    if (head == choice.end()) return true;
    const auto carried = register_at(rule, head->second);
    if (!carried) return false;
    return std::ranges::all_of(rule.steps, [&](const Step& step) {
      if (!is_recursive(step)) return true;
      const auto chosen = choice.find(step.pattern.store);
      if (chosen != choice.end()) return register_at(step.pattern, chosen->second) == carried;
      const auto column = column_of(step.pattern, *carried);
      if (column) choice.emplace(step.pattern.store, *column);
      return column.has_value();
    });
  }

  static std::optional<std::uint32_t> column_of(const Pattern& pattern, Register reg) {
    const auto columns = pattern.loads.size() + pattern.same.size() + pattern.key.size();
    for (std::uint32_t column = 0; column < columns; ++column) {
      if (register_at(pattern, column) == reg) return column;
    }
    return std::nullopt;
  }

  std::vector<const RulePlan*> rules_;  ///< those that recur
};

}  // namespace

std::map<StoreId, std::uint32_t> carried_columns(const Plan& plan, const ComponentPlan& component) {
  if (!component.recursive || component.rating) return {};
  const Chooser chooser(plan, component);
  if (!chooser.are_simple()) return {};
  const auto columns = static_cast<std::uint32_t>(plan[chooser.first()].columns.size());
  for (std::uint32_t column = 0; column < columns; ++column) {
    const Choice choice = chooser.begin_with(column);
    const auto fits = [&](const auto& chosen) { return plan[chosen.first].best != chosen.second; };
    if (!choice.empty() && std::ranges::all_of(choice, fits)) return choice;
  }
  return {};
}

}  // namespace casus::plan
