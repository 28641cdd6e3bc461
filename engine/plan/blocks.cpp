// SPDX-License-Identifier: Apache-2.0
//
// The insides of negations and comprehensions.
#include <algorithm>

#include "check/alternatives.hpp"
#include "plan/pending.hpp"

namespace casus::plan {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;

Step JoinPlanner::aggregate_step(ExprId id, const Variables& outer) {
  const Expr& expr = terms_[id];
  Step step{.kind = Step::Kind::aggregate, .expr = id};
  step.aggregate = expr.aggregate;
  step.distinct = expr.distinct;
  step.target = new_register();
  const std::set<Register> outside = reads(id, outer);
  step.reads.assign(outside.begin(), outside.end());
  Block inner = block(expr.body, outer, Mood::certain);
  if (expr.value.valid()) {
    // The value may itself need steps (a rating read inside a sum); they close every branch.
    std::vector<Step> extra;
    Variables inside = outer;
    collect(terms_, expr.body, inside);
    step.code = code(expr.value, inside, extra);
    for (Block::Branch& branch : inner.branches) {
      branch.steps.insert(branch.steps.end(), extra.begin(), extra.end());
    }
  }
  step.code.span = expr.value.valid() ? step.code.span : expr.span;
  step.recursive = std::ranges::any_of(inner.branches, [](const Block::Branch& branch) {
    return std::ranges::any_of(branch.steps, &Step::recursive);
  });
  step.block = std::make_shared<const Block>(std::move(inner));
  return step;
}

namespace {

bool can_lack_value(const Step& step) {
  switch (step.kind) {
    case Step::Kind::test:
    case Step::Kind::let:
    case Step::Kind::agree:
    case Step::Kind::aggregate:
      return true;
    case Step::Kind::absent:
      return !step.block->quiet;
    default:
      return false;
  }
}

}  // namespace

Block JoinPlanner::block(ConditionId body, const Variables& outer, Mood mood) {
  Block result;
  Variables inside;
  collect(terms_, body, inside);
  const std::vector<Conjunction> alternatives = conjunctions(terms_, body, outer);
  for (const Conjunction& conjunction : alternatives) {
    const Variables bound = bindable(terms_, conjunction);
    std::erase_if(inside, [&](check::VariableId variable) { return !bound.contains(variable); });
    Join inner = join(conjunction, outer, mood, {});
    result.quiet = result.quiet && std::ranges::none_of(inner.steps, can_lack_value);
    result.branches.push_back({std::move(inner.steps),
                               static_cast<std::uint32_t>(inner.premise_stores.size()),
                               std::move(inner.unknown), std::move(inner.shared_premises),
                               std::move(inner.source_premises)});
  }
  for (const check::VariableId variable : inside) {
    if (!outer.contains(variable) && !terms_[variable].name.empty()) {
      result.named.push_back(reg(variable));
    }
  }
  return result;
}

void JoinPlanner::add_doubts(Block& block, const Conjunction& conjunction, const Variables& outer) {
  // Every further atom doubles the choices. Past some the rest is taken for unlisted and without
  // presumption, which can only make `not` less sure.
  std::vector<std::size_t> open;
  std::set<std::size_t> always;
  for (std::size_t i = 0; i < conjunction.size(); ++i) {
    const Condition& condition = terms_[conjunction[i].condition];
    if (condition.kind != Condition::Kind::atom) continue;
    if (!program_.schema[condition.atom.relation].is_open()) continue;
    if (open.size() < check::most_choosing) {
      open.push_back(i);
    } else {
      always.insert(i);
    }
  }
  for (std::size_t choice = always.empty() ? 1 : 0; choice < std::size_t{1} << open.size();
       ++choice) {
    std::set<std::size_t> unlisted = always;
    for (std::size_t bit = 0; bit < open.size(); ++bit) {
      if ((choice >> bit & 1) != 0) unlisted.insert(open[bit]);
    }
    Join inner = join(conjunction, outer, Mood::possible, unlisted);
    for (Step& step : inner.steps) {
      const bool ignored = step.kind == Step::Kind::unlisted && !always.empty() &&
                           std::ranges::any_of(always, [&](std::size_t i) {
                             return conjunction[i].condition == step.origin;
                           });
      if (!ignored) continue;
      step.negative = {};
      step.presumed_absent = 0;
    }
    block.doubts.push_back({std::move(inner.steps),
                            static_cast<std::uint32_t>(inner.premise_stores.size()),
                            std::move(inner.unknown),
                            {},
                            {}});
  }
}

template <class Part>
std::set<Register> JoinPlanner::reads(Part part, const Variables& outer) const {
  Variables inside;
  collect(terms_, part, inside);
  std::set<Register> result;
  for (const check::VariableId variable : inside) {
    if (outer.contains(variable)) result.insert(reg(variable));
  }
  return result;
}

template std::set<Register> JoinPlanner::reads(ConditionId, const Variables&) const;
template std::set<Register> JoinPlanner::reads(ExprId, const Variables&) const;

}  // namespace casus::plan
