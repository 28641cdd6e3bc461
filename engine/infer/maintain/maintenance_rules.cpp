// SPDX-License-Identifier: Apache-2.0
//
// What rules say of rows that have changed, and of rows that may have.
#include <algorithm>
#include <set>

#include "infer/maintain/maintenance_pass.hpp"

namespace casus::infer {

using plan::Variables;

bool Maintenance::Pass::find_rows(std::uint32_t c, Rows& rows) {
  show(&RowChange::before);
  run_back(c, &RowChange::before, [&](std::uint32_t rule, Grade, std::span<const Word> words) {
    const StoreId head = fixpoint_.plan->rules[rule].head;
    const auto row = fixpoint_.store(head).find(words);
    if (row) rows.insert({head, *row});
  });
  show(&RowChange::after);
  (void)runner_.machine().take_notices();
  run_back(c, &RowChange::after, [&](std::uint32_t rule, Grade, std::span<const Word> words) {
    const StoreId head = fixpoint_.plan->rules[rule].head;
    Store& store = fixpoint_.stores[head.index()];
    rows.insert({head, store.insert(words, Grade::none).first});
  });
  return runner_.machine().take_notices().empty() && rows.size() <= many(component(c));
}

void Maintenance::Pass::find_resting(std::uint32_t c, Rows& rows) {
  std::vector<RowRef> open(rows.begin(), rows.end());
  const auto add = [&](std::uint32_t rule, std::span<const Word> words) {
    const StoreId id = fixpoint_.plan->rules[rule].head;
    const Store& head = fixpoint_.store(id);
    const auto row = head.find(words);
    if (!row || head.derivation(*row).rule != rule) return;
    const std::vector<RowId>& premises = runner_.machine().premises();
    const auto kept = head.premises(*row, fixpoint_.plan->rules[rule].premises);
    if (!std::ranges::equal(kept, premises)) return;
    if (rows.insert({id, *row}).second) open.push_back({id, *row});
  };
  run_back(c, &RowChange::before,
           [&](std::uint32_t rule, Grade, std::span<const Word> words) { add(rule, words); });
  const std::size_t most = many(component(c));
  while (!open.empty() && rows.size() <= most) {
    const RowRef ref = open.back();
    open.pop_back();
    for (const std::uint32_t rule : component(c).rules) {
      for (const std::vector<Step>& steps : fixpoint_.plan->rules[rule].deltas) {
        if (steps.front().pattern.store != ref.store) continue;
        const std::vector<RowId> row{ref.row};
        run(fixpoint_.plan->rules[rule], steps, &row,
            [&](Grade, std::span<const Word> words) { add(rule, words); });
      }
    }
  }
}

std::size_t Maintenance::Pass::many(const ComponentPlan& component) const {
  std::size_t all = 0;
  for (const StoreId store : component.stores) all += fixpoint_.store(store).size();
  constexpr std::size_t few = 64;
  return few + all / 8;
}

void Maintenance::Pass::run_back(std::uint32_t c, Grade RowChange::*when, UseOfRule use) {
  for (const auto& waiting : waiting_[c]) {
    const Occurrence& from = *waiting.second;
    // Rows that tell the rule's own variables nothing new, as members of an aggregate do, run it
    // once for all of them.
    std::set<decltype(known_)> run;
    for (const RowChange& change : changes_[waiting.first.index()]) {
      if (from.positive && change.*when == Grade::none) continue;
      if (!know(from, change.row) || !run.insert(known_).second) continue;
      Variables variables;
      for (const auto& [variable, word] : known_) variables.insert(check::VariableId(variable));
      run_rule(from.rule, variables,
               [&](Grade grade, std::span<const Word> words) { use(from.rule, grade, words); });
    }
  }
}

bool Maintenance::Pass::know(const Occurrence& from, RowRef ref) {
  const Store& store = fixpoint_.store(ref.store);
  for (const auto& [column, word] : from.asked) {
    const Word own = store.at(ref.row, column);
    if (own != word && own != model::unknown_word) return false;
  }
  known_.clear();
  for (const auto& [column, variable] : from.known) {
    const Word own = store.at(ref.row, column);
    if (own != model::unknown_word) known_.emplace_back(variable.value, own);
  }
  return true;
}

void Maintenance::Pass::run_rule(std::uint32_t rule, const Variables& variables, Use use) {
  const RulePlan& plan = state_.plan(rule, variables);
  run(plan, plan.steps, nullptr, use);
}

void Maintenance::Pass::run(const RulePlan& plan, const std::vector<Step>& steps,
                            const std::vector<RowId>* delta, Use use) {
  Machine& machine = runner_.machine();
  const auto go_on = [&] { return !runner_.meter().stopped() && !fixpoint_.calculus->exhausted(); };
  const auto conclude = [&](Grade grade, std::span<const Word> words) {
    use(grade, words);
    return go_on();
  };
  const auto match = [&](Grade conditions) {
    machine.head(plan, conditions, conclude);
    return go_on();
  };
  machine.match(plan, steps, delta, match, delta == nullptr ? known_ : Machine::Known());
}

void Maintenance::Pass::derive(std::uint32_t rule, std::span<const Word> words) {
  known_.clear();
  Variables variables;
  for (const auto& [column, variable] : state_.known_by_head[rule]) {
    if (words[column] == model::unknown_word) continue;
    known_.emplace_back(variable.value, words[column]);
    variables.insert(variable);
  }
  run_rule(rule, variables, [&](Grade grade, std::span<const Word> concluded) {
    if (std::ranges::equal(concluded, words)) runner_.conclude(rule, grade, concluded);
  });
}

}  // namespace casus::infer
