// SPDX-License-Identifier: Apache-2.0
#include "infer/batches/pipeline.hpp"

#include <algorithm>
#include <utility>

#include "base/sort_unique.hpp"
#include "infer/batches/pipeline_stage.hpp"

namespace casus::infer {

using plan::Register;

namespace {

bool may_load_unknown(const Fixpoint& fixpoint, const plan::Pattern& pattern) {
  const plan::StorePlan& store = (*fixpoint.plan)[pattern.store];
  if (!store.relation.valid()) return false;
  const auto& fields = fixpoint.program->schema[store.relation].fields;
  return std::ranges::any_of(pattern.loads, [&](const auto& load) {
    return load.first < fields.size() && fields[load.first].open;
  });
}

bool can_run_all(const Fixpoint& fixpoint, std::span<const Step> steps) {
  return std::ranges::all_of(steps, [&](const Step& step) {
    switch (step.kind) {
      case Step::Kind::scan:
        return step.pattern.takes.empty() && !may_load_unknown(fixpoint, step.pattern);
      case Step::Kind::test:
      case Step::Kind::let:
        return true;
      case Step::Kind::absent:
        return step.block->doubts.empty() &&
               std::ranges::all_of(step.block->branches, [&](const plan::Block::Branch& branch) {
                 return !branch.steps.empty() && branch.steps.front().kind == Step::Kind::scan &&
                        can_run_all(fixpoint, branch.steps);
               });
      default:
        return false;
    }
  });
}

void collect_reads(const Step& step, std::vector<Register>& into) {
  for (const auto& [column, operand] : step.pattern.key) {
    if (operand.reg) into.push_back(*operand.reg);
  }
  infer::collect_reads(step.code, into);
  if (!step.block) return;
  for (const plan::Block::Branch& branch : step.block->branches) {
    std::vector<Register> reads;
    for (const Step& inner : branch.steps) collect_reads(inner, reads);
    for (const Step& inner : branch.steps) {
      for (const auto& [column, own] : inner.pattern.loads) std::erase(reads, own);
      if (inner.kind == Step::Kind::let) std::erase(reads, inner.target);
    }
    into.insert(into.end(), reads.begin(), reads.end());
  }
}

}  // namespace

bool Pipeline::can_run(const Fixpoint& fixpoint, const RulePlan& rule,
                       std::span<const Step> steps) {
  return fixpoint.calculus->joining() == Calculus::Joining::surest && rule.head_steps.empty() &&
         rule.outcomes.empty() && !rule.anew && !steps.empty() &&
         steps.front().kind == Step::Kind::scan && can_run_all(fixpoint, steps);
}

Pipeline::Pipeline(const Fixpoint& fixpoint, std::span<const Step> steps,
                   std::vector<Register> read_at_end, Machine& machine, Meter& meter)
    : Pipeline(fixpoint, steps, std::move(read_at_end), machine, meter, false) {}

Pipeline::Pipeline(const Fixpoint& fixpoint, std::span<const Step> steps,
                   std::vector<Register> read_at_end, Machine& machine, Meter& meter, bool inside)
    : fixpoint_(fixpoint), machine_(machine), meter_(meter), inside_(inside) {
  compile(steps, std::move(read_at_end));
}

Pipeline::~Pipeline() = default;
Pipeline::Pipeline(Pipeline&&) noexcept = default;

/// From the last step to the first: what is read behind a stage is known before the stage is.
void Pipeline::compile(std::span<const Step> steps, std::vector<Register> read_later) {
  sort_unique(read_later, std::ranges::less());
  std::vector<Stage> stages;  // the last comes first
  const auto read = [&](const Step& step) {
    collect_reads(step, read_later);
    sort_unique(read_later, std::ranges::less());
  };
  for (std::size_t i = steps.size(); i-- > 0;) {
    const Step& step = steps[i];
    Stage stage;
    stage.step = &step;
    stage.read_later = read_later;
    if (step.kind == Step::Kind::scan) {
      while (!stages.empty() && stages.back().step->kind == Step::Kind::test) {
        stage.tests.push_back(stages.back().step);
        stage.read_later = stages.back().read_later;
        stages.pop_back();
      }
      for (const Step* test : stage.tests) infer::collect_reads(test->code, stage.read_by_tests);
      sort_unique(stage.read_by_tests, std::ranges::less());
      for (const auto& [column, loaded] : step.pattern.loads) std::erase(read_later, loaded);
    } else if (step.kind == Step::Kind::let) {
      std::erase(read_later, step.target);
    } else if (step.kind == Step::Kind::absent) {
      for (const plan::Block::Branch& branch : step.block->branches) {
        stage.branches.push_back(Pipeline(fixpoint_, branch.steps, {}, machine_, meter_, true));
      }
    }
    for (std::size_t before = 0; before < i && !inside_; ++before) {
      if (steps[before].kind == Step::Kind::scan) stage.premises.push_back(steps[before].premise);
    }
    read(step);
    stages.push_back(std::move(stage));
  }
  std::ranges::reverse(stages);
  stages_ = std::move(stages);
}

}  // namespace casus::infer
