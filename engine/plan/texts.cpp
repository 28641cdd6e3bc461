// SPDX-License-Identifier: Apache-2.0
#include "plan/texts.hpp"

#include <algorithm>

namespace casus::plan {
namespace {

bool any_makes_text(const std::vector<Code>& codes) {
  return std::ranges::any_of(codes, [](const Code& code) { return makes_text(code); });
}

bool any_makes_text(const std::vector<Step>& steps) {
  return std::ranges::any_of(steps, [](const Step& step) {
    if (makes_text(step.code)) return true;
    if (!step.block) return false;
    const auto in = [](const Block::Branch& branch) { return any_makes_text(branch.steps); };
    return std::ranges::any_of(step.block->branches, in) ||
           std::ranges::any_of(step.block->doubts, in);
  });
}

}  // namespace

bool makes_text(check::Function function) {
  using check::Function;
  switch (function) {
    case Function::lower:
    case Function::upper:
    case Function::trim:
    case Function::replace:
    case Function::concat:
    case Function::to_text:
      return true;
    default:
      return false;
  }
}

bool makes_text(const Code& code) {
  return std::ranges::any_of(code.instructions, [](const Instruction& one) {
    return one.kind == Instruction::Kind::apply && makes_text(one.function);
  });
}

bool makes_text(const RulePlan& rule) {
  return any_makes_text(rule.steps) || any_makes_text(rule.head_steps) ||
         any_makes_text(rule.args) || makes_text(rule.certainty) || any_makes_text(rule.outcomes);
}

}  // namespace casus::plan
