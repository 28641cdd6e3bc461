// SPDX-License-Identifier: Apache-2.0
#include "infer/ask/contradicted.hpp"

#include <algorithm>

#include "base/sort_unique.hpp"
#include "infer/ask/query.hpp"
#include "infer/machine/machine.hpp"

namespace casus::infer {

Grade Machine::undecided(RowRef ref) const {
  const auto& rows = base_.undecided;
  if (ref.store.index() >= rows.size()) return Grade::none;
  const auto found = std::ranges::find(rows[ref.store.index()], ref.row, &Undecided::row);
  return found == rows[ref.store.index()].end() ? Grade::none : found->grade;
}

std::vector<Contradicting> contradicting(const Fixpoint& fixpoint, RatingId rating,
                                         base::Symbols& symbols) {
  std::vector<Contradicting> result;
  const bool none =
      std::ranges::all_of(fixpoint.undecided, [](const auto& rows) { return rows.empty(); });
  if (none) return result;
  const plan::RatingPlan& rated = fixpoint.plan->ratings[rating.index()];
  std::vector<plan::RatingInput> inputs = rated.contributions;
  inputs.insert(inputs.end(), rated.limits.begin(), rated.limits.end());
  for (const plan::RatingInput& input : inputs) {
    const auto& said = (*fixpoint.program)[input.rule].conclusions[input.conclusion];
    const bool limit = said.kind == check::Conclusion::Kind::limit;
    const std::uint32_t factor = limit ? 0 : *said.factor;
    const plan::GoalPlan plan =
        plan::plan_conclusion(*fixpoint.program, *fixpoint.plan, sizes_of(fixpoint), input.rule,
                              input.conclusion, plan::Saying::about, said.exceptions);
    Machine::Extra extra = extra_of(plan);
    Meter meter({});
    Machine machine(fixpoint, symbols, meter, &extra);
    machine.hold_undecided();
    for (const RulePlan& branch : plan.branches) {
      const auto asks = [&](StoreId store) { return !fixpoint.undecided[store.index()].empty(); };
      if (std::ranges::none_of(branch.premise_stores, asks)) continue;
      machine.match(branch, branch.steps, nullptr, [&](Grade conditions) {
        return machine.head(branch, conditions, [&](Grade, std::span<const Word> subjects) {
          for (std::uint32_t i = 0; i < branch.premises; ++i) {
            const RowRef ref{branch.premise_stores[i], machine.premises()[i]};
            if (fixpoint.store(ref.store).grade(ref.row) != Grade::none) continue;
            result.push_back({{subjects.begin(), subjects.end()}, limit, factor, ref});
          }
          return true;
        });
      });
    }
  }
  sort_unique(result, std::ranges::less());
  return result;
}

}  // namespace casus::infer
