// SPDX-License-Identifier: Apache-2.0
#include "plan/deciding.hpp"

#include <set>

namespace casus::plan {
namespace {

/// Registers whose words the row of a derivation holds as they are.
std::set<Register> registers_of_head(const RulePlan& rule) {
  std::set<Register> result;
  const bool converts_last = rule.points || rule.limit;
  for (std::size_t i = 0; i + (converts_last ? 1 : 0) < rule.args.size(); ++i) {
    const auto& instructions = rule.args[i].instructions;
    if (instructions.size() == 1 && instructions[0].kind == Instruction::Kind::load) {
      result.insert(instructions[0].operand);
    }
  }
  return result;
}

/// By column, the register or word that a scan finds in it.
std::map<std::uint32_t, Operand> operands_of(const Pattern& pattern) {
  std::map<std::uint32_t, Operand> result(pattern.key.begin(), pattern.key.end());
  for (const auto& [column, reg] : pattern.loads) result.insert({column, {.reg = reg}});
  for (const auto& [column, reg] : pattern.same) result.insert({column, {.reg = reg}});
  return result;
}

}  // namespace

std::vector<DecidingColumn> deciding_columns(const RulePlan& rule,
                                             const std::vector<StorePlan>& stores) {
  std::vector<std::map<std::uint32_t, Operand>> operands(rule.premises);
  for (const Step& step : rule.steps) {
    if (step.kind == Step::Kind::scan) operands[step.premise] = operands_of(step.pattern);
  }
  std::set<Register> told = registers_of_head(rule);
  std::vector<DecidingColumn> result;
  for (std::uint32_t premise = 0; premise < rule.premises; ++premise) {
    const std::vector<Type>& columns = stores[rule.premise_stores[premise].index()].columns;
    for (std::uint32_t column = 0; column < columns.size(); ++column) {
      const auto operand = operands[premise].find(column);
      if (operand != operands[premise].end()) {
        const auto& reg = operand->second.reg;
        if (!reg || !told.insert(*reg).second) continue;
      }
      result.push_back({premise, column, columns[column].base});
    }
  }
  return result;
}

}  // namespace casus::plan
