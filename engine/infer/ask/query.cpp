// SPDX-License-Identifier: Apache-2.0
#include "infer/ask/query.hpp"

#include <algorithm>
#include <utility>

#include "base/sort_unique.hpp"
#include "infer/ask/answer_collector.hpp"
#include "infer/batches/pipeline.hpp"

namespace casus::infer {
namespace {

/// All rows of a store are matches, and each of them counts.
bool takes_all_rows(const Fixpoint& fixpoint, const RulePlan& branch) {
  const plan::Pattern& rows = branch.steps.front().pattern;
  return branch.steps.size() == 1 && rows.key.empty() && rows.same.empty() &&
         fixpoint.store(rows.store).is_full();
}

/// False where the branch has to run row by row. The answers that it has found by then are true.
bool run_in_batches(const Fixpoint& fixpoint, std::uint32_t b, const RulePlan& branch,
                    AnswerCollector& answers, Machine& machine, Meter& meter) {
  if (!Pipeline::can_run(fixpoint, branch, branch.steps)) return false;
  std::vector<plan::Register> reads;
  if (!answers.only_counts()) {
    for (const plan::Code& arg : branch.args) collect_reads(arg, reads);
  } else if (takes_all_rows(fixpoint, branch)) {
    (void)answers.count(fixpoint.store(branch.steps.front().pattern.store).size());
    return true;
  }
  Pipeline pipeline(fixpoint, branch.steps, std::move(reads), machine, meter);
  const auto end =
      pipeline.run(nullptr, [&](const Batch& batch) { return answers.add(b, batch, machine); });
  if (end == Pipeline::End::no_value) answers.begin_anew();
  return end != Pipeline::End::no_value;
}

void run_row_by_row(std::uint32_t b, const RulePlan& branch, AnswerCollector& answers,
                    Machine& machine) {
  machine.match(branch, branch.steps, nullptr, [&](Grade conditions) {
    return machine.head(branch, conditions, [&](Grade grade, std::span<const Word> words) {
      return answers.add(b, grade, words, machine.premises());
    });
  });
}

}  // namespace

Machine::Extra extra_of(const plan::GoalPlan& plan) {
  Machine::Extra extra;
  for (const plan::StorePlan& store : plan.stores) {
    extra.stores.emplace_back(static_cast<std::uint32_t>(store.columns.size()));
  }
  extra.index_plans = plan.indexes;
  for (const plan::IndexPlan& index : plan.indexes) extra.indexes.emplace_back(index);
  return extra;
}

plan::Cardinalities sizes_of(const Fixpoint& fixpoint) {
  plan::Cardinalities sizes;
  for (const StoreId store : fixpoint.plan->rows) sizes.push_back(fixpoint.store(store).size());
  return sizes;
}

GoalAnswers ask(const Fixpoint& fixpoint, const check::Goal& goal, Budget budget, Purpose purpose) {
  GoalAnswers result;
  result.plan = plan::plan_goal(goal, *fixpoint.program, *fixpoint.plan, sizes_of(fixpoint));
  result.symbols = base::Symbols(goal.symbols);
  Machine::Extra extra = extra_of(result.plan);
  Meter meter(std::move(budget));
  Machine machine(fixpoint, result.symbols, meter, &extra);
  if (!fixpoint.calculus->takes_uncertain_members()) machine.listen();
  AnswerCollector answers(fixpoint, result, purpose, meter);
  for (std::uint32_t b = 0; b < result.plan.branches.size(); ++b) {
    const RulePlan& branch = result.plan.branches[b];
    result.incomplete = result.incomplete || lacks_rows(fixpoint, branch);
    if (meter.stopped() || run_in_batches(fixpoint, b, branch, answers, machine, meter)) continue;
    run_row_by_row(b, branch, answers, machine);
  }
  for (const Notice& notice : machine.take_notices()) {
    if (notice.kind == Notice::Kind::uncertain_member) result.incomplete = true;
  }
  answers.finish();
  return result;
}

std::optional<std::vector<RowRef>> fitting_rows(const Fixpoint& fixpoint, const check::Goal& goal,
                                                Budget budget) {
  const plan::GoalPlan plan =
      plan::plan_goal(goal, *fixpoint.program, *fixpoint.plan, sizes_of(fixpoint));
  base::Symbols symbols(goal.symbols);
  Machine::Extra extra = extra_of(plan);
  Meter meter(std::move(budget));
  Machine machine(fixpoint, symbols, meter, &extra);
  std::vector<RowRef> result;
  for (const RulePlan& branch : plan.branches) {
    machine.match(branch, branch.steps, nullptr, [&](Grade) {
      result.push_back({branch.premise_stores.front(), machine.premises().front()});
      return true;
    });
  }
  if (meter.stopped()) return std::nullopt;
  sort_unique(result);
  return result;
}

std::vector<Seen> GoalAnswers::replay(const Fixpoint& fixpoint, std::size_t answer, Meter& meter) {
  Machine::Extra extra = extra_of(plan);
  Machine machine(fixpoint, symbols, meter, &extra);
  return machine.replay(branch(answer), premises(answer), rows.row(order[answer]));
}

}  // namespace casus::infer
