// SPDX-License-Identifier: Apache-2.0
#include "plan/dump.hpp"

#include <algorithm>

#include "check/dump.hpp"
#include "model/show.hpp"

namespace casus::plan {
namespace {

using check::Condition;

class Dump {
 public:
  Dump(const check::Program& program, const Plan& plan, const check::Terms& terms)
      : program_(program), plan_(plan), terms_(terms) {}

  void steps(const std::vector<Step>& steps, std::size_t depth) {
    for (const Step& step : steps) {
      text.append(2 * depth, ' ').append(line(step)).append("\n");
      if (step.block) block(*step.block, depth + 1);
    }
  }

  std::string text;

 private:
  void block(const Block& block, std::size_t depth) {
    for (const Block::Branch& branch : block.branches) head(branch, "where", depth);
    for (const Block::Branch& branch : block.doubts) head(branch, "perhaps where", depth);
  }

  void head(const Block::Branch& branch, std::string_view what, std::size_t depth) {
    text.append(2 * depth, ' ').append(what);
    for (const Register unknown : branch.unknown) {
      text.append(unknown == branch.unknown.front() ? ", without value at first: " : ", ")
          .append(name(unknown));
    }
    text += '\n';
    steps(branch.steps, depth + 1);
  }

  [[nodiscard]] std::string line(const Step& step) const {
    switch (step.kind) {
      case Step::Kind::scan:
        return "for each " + relation(step) + (step.recursive ? " so far" : "") + pattern(step);
      case Step::Kind::unlisted:
        return "an unlisted " + relation(step) + asked(step);
      case Step::Kind::unknown:
        return "unknown " + relation(step) + asked(step);
      case Step::Kind::test:
        return terms_[step.origin].kind == Condition::Kind::test
                   ? "test " + check::dump(program_, program_.symbols, terms_, step.origin)
                   : "compare with what is asked for";
      case Step::Kind::let:
      case Step::Kind::aggregate:
      case Step::Kind::score:
        return name(step.target) + " is " + value(step);
      case Step::Kind::agree:
        return name(step.target) + " agrees with " +
               (terms_[step.origin].kind == Condition::Kind::let ? value(step) : "what is read");
      case Step::Kind::absent:
        return "none";
    }
    return {};
  }

  [[nodiscard]] std::string value(const Step& step) const {
    if (step.kind == Step::Kind::aggregate) {
      return step.recursive ? "gathered from what there is so far" : "gathered";
    }
    const check::ExprId expr = step.expr.valid() ? step.expr : terms_[step.origin].expr;
    return check::dump(program_, program_.symbols, terms_, expr);
  }

  [[nodiscard]] const model::Relation& of(const Step& step) const {
    return program_.schema[plan_[step.pattern.store].relation];
  }
  [[nodiscard]] std::string relation(const Step& step) const { return of(step).name; }

  [[nodiscard]] std::string name(Register reg) const {
    const bool variable = reg < terms_.variables.size() && !terms_.variables[reg].name.empty();
    return variable ? terms_.variables[reg].name : "#" + std::to_string(reg);
  }

  [[nodiscard]] std::string column(const Step& step, std::uint32_t number) const {
    const model::Relation& relation = of(step);
    if (number < relation.fields.size()) return relation.fields[number].name;
    constexpr std::string_view metadata[] = {"kind", "source", "certainty"};
    return std::string(metadata[number - relation.fields.size()]);
  }

  /// " with a = x, b = 3"; that a statement is a fact goes without saying.
  [[nodiscard]] std::string given(
      const Step& step, const std::vector<std::pair<std::uint32_t, Operand>>& columns) const {
    std::string result;
    for (const auto& [number, operand] : columns) {
      const model::Relation& relation = of(step);
      const bool kind = relation.kind == model::RelationKind::fact &&
                        number == relation.kind_column() && !operand.reg && operand.word == 0;
      if (kind) continue;
      const Type type = plan_[step.pattern.store].columns[number];
      result += (result.empty() ? " with " : ", ") + column(step, number) + " = " +
                (operand.reg
                     ? name(*operand.reg)
                     : model::show_literal(operand.word, type, program_.schema, program_.symbols));
      const auto& takes = step.pattern.takes;
      const bool gives = operand.reg && std::ranges::find(takes, *operand.reg) != takes.end();
      if (gives) result += " or giving it";
    }
    return result;
  }
  [[nodiscard]] std::string asked(const Step& step) const {
    return given(step, step.pattern.asked);
  }

  [[nodiscard]] std::string pattern(const Step& step) const {
    std::string result = given(step, step.pattern.key);
    std::string taken;
    const auto take = [&](std::uint32_t number, std::string_view how, Register reg) {
      taken += (taken.empty() ? ": " : ", ") + column(step, number);
      taken.append(how).append(name(reg));
    };
    for (const auto& [number, reg] : step.pattern.loads) take(number, " gives ", reg);
    for (const auto& [number, reg] : step.pattern.same) take(number, " is again ", reg);
    return result + taken;
  }

  const check::Program& program_;
  const Plan& plan_;
  const check::Terms& terms_;
};

}  // namespace

std::string dump(const check::Program& program, const Plan& plan, const RulePlan& rule) {
  Dump dump(program, plan, program[rule.rule].terms);
  dump.steps(rule.steps, 0);
  return dump.text;
}

}  // namespace casus::plan
