// SPDX-License-Identifier: Apache-2.0
#include "infer/ask/derivations.hpp"

#include <algorithm>

#include "infer/ask/query.hpp"
#include "infer/lineage.hpp"
#include "infer/precedence.hpp"
#include "infer/run/heights.hpp"

namespace casus::infer {
namespace {

/// Of stores that no rule fills.
constexpr std::uint32_t no_component = 0xFFFFFFFF;

}  // namespace

Derivations::Derivations(const Fixpoint& fixpoint, base::Symbols& symbols, Meter& meter)
    : fixpoint_(fixpoint),
      symbols_(symbols),
      meter_(meter),
      replanner_(*fixpoint.program, *fixpoint.plan, sizes_of(fixpoint),
                 plan::Replanner::Indexes::own),
      component_of_store_(fixpoint.stores.size(), no_component) {
  const auto& components = fixpoint.plan->components;
  for (std::uint32_t c = 0; c < components.size(); ++c) {
    for (const StoreId store : components[c].stores) component_of_store_[store.index()] = c;
  }
}

Derivations::Others Derivations::others(RowRef row, std::size_t most) {
  Others result;
  rest_.clear();
  for (std::uint32_t rule = 0; rule < fixpoint_.plan->rules.size(); ++rule) {
    if (fixpoint_.plan->rules[rule].head == row.store) run(rule, row, most, result);
  }
  keep_best(result.ways, most);
  return result;
}

void Derivations::run(std::uint32_t rule, RowRef row, std::size_t most, Others& into) {
  const std::vector<Word> words = fixpoint_.store(row.store).row(row.row);
  std::vector<std::pair<plan::Register, Word>> known;
  Variables variables;
  for (const auto& [column, variable] : replanner_.known_by_head(rule)) {
    if (words[column] == model::unknown_word) continue;
    known.emplace_back(variable.value, words[column]);
    variables.insert(variable);
  }
  const RulePlan& plan = this->plan(rule, variables);
  Machine machine(fixpoint_, symbols_, meter_, &extra_);
  const auto go_on = [&] { return !meter_.stopped() && !fixpoint_.calculus->exhausted(); };
  const auto conclude = [&](Grade grade, std::span<const Word> concluded) {
    if (grade == Grade::none || !std::ranges::equal(concluded, words)) return go_on();
    const std::vector<RowId>& premises = machine.premises();
    if (is_kept(row, rule, premises)) return go_on();
    Way way{rule, grade,
            std::max(machine.gathered_height(),
                     height_over(fixpoint_, fixpoint_.plan->rules[rule], premises)),
            premises};
    if (stands_on(way, row)) return go_on();
    ++into.count;
    into.ways.push_back(std::move(way));
    if (into.ways.size() > 4 * most + 64) keep_best(into.ways, most);
    return go_on();
  };
  machine.match(
      plan, plan.steps, nullptr,
      [&](Grade conditions) {
        machine.head(plan, conditions, conclude);
        return go_on();
      },
      known);
}

const RulePlan& Derivations::plan(std::uint32_t rule, const Variables& known) {
  const auto [it, added] = plans_.try_emplace({rule, known});
  if (!added) return it->second;
  it->second = replanner_.replan(rule, known);
  for (std::size_t i = extra_.index_plans.size(); i < replanner_.indexes().size(); ++i) {
    extra_.index_plans.push_back(replanner_.indexes()[i]);
    extra_.indexes.emplace_back(replanner_.indexes()[i]);
  }
  return it->second;
}

bool Derivations::is_kept(RowRef row, std::uint32_t rule,
                          const std::vector<RowId>& premises) const {
  const auto ways = fixpoint_.ways.find(Fixpoint::key(row));
  if (ways != fixpoint_.ways.end()) {
    return std::ranges::any_of(
        ways->second, [&](const Way& way) { return way.rule == rule && way.premises == premises; });
  }
  const Store& store = fixpoint_.store(row.store);
  return store.derivation(row.row).rule == rule &&
         std::ranges::equal(store.premises(row.row, fixpoint_.plan->rules[rule].premises),
                            premises);
}

bool Derivations::stands_on(const Way& way, RowRef row) {
  return std::ranges::any_of(own_rows(row, way),
                             [&](RowRef premise) { return rests_on(premise, row); });
}

std::vector<RowRef> Derivations::own_rows(RowRef row, const Way& way) {
  const RulePlan& rule = fixpoint_.plan->rules[way.rule];
  std::vector<RowRef> result;
  for (const std::uint32_t place : rule.own_premises) {
    result.push_back({rule.premise_stores[place], way.premises[place]});
  }
  if (!rule.anew) return result;
  // What it gathers is found only by running it.
  Machine machine(fixpoint_, symbols_, meter_);
  const std::uint32_t own = component_of_store_[row.store.index()];
  for (const Seen& step : replay(fixpoint_, row, way, machine)) {
    each_row(step, [&](RowRef one) {
      if (component_of_store_[one.store.index()] == own) result.push_back(one);
    });
  }
  return result;
}

/// Without recursion: derivations can be as long as a chain of a million facts.
bool Derivations::rests_on(RowRef from, RowRef row) {
  const auto height = [&](RowRef one) { return fixpoint_.store(one.store).height(one.row); };
  struct Open {
    RowRef row;
    std::vector<RowRef> premises = {};
    std::size_t next = 0;
  };
  std::vector<Open> open;
  // What is not higher than the row cannot stand on it, as each stands higher than its premises.
  const auto known = [&](RowRef one) -> std::optional<bool> {
    if (one == row) return true;
    if (height(one) <= height(row)) return false;
    const auto found = rest_.find(Fixpoint::key(one));
    return found == rest_.end() ? std::nullopt : std::optional(found->second);
  };
  const auto begin = [&](RowRef one) {
    const Store& store = fixpoint_.store(one.store);
    const Derivation kept = store.derivation(one.row);
    if (kept.rule == Derivation::given) return open.push_back({one});
    const auto premises = store.premises(one.row, fixpoint_.plan->rules[kept.rule].premises);
    open.push_back({one, own_rows(one, {.rule = kept.rule,
                                        .height = kept.height,
                                        .premises = {premises.begin(), premises.end()}})});
  };
  if (const auto answer = known(from)) return *answer;
  begin(from);
  while (!open.empty() && meter_.tick()) {
    Open& top = open.back();
    std::optional<bool> found;
    if (top.next == top.premises.size()) {
      found = false;
    } else {
      const RowRef premise = top.premises[top.next];
      const auto answer = known(premise);
      if (!answer) {
        begin(premise);
        continue;
      }
      if (*answer) found = true;
      ++top.next;
    }
    if (!found) continue;
    rest_[Fixpoint::key(top.row)] = *found;
    open.pop_back();
  }
  return known(from).value_or(true);
}

void Derivations::keep_best(std::vector<Way>& ways, std::size_t most) const {
  std::ranges::sort(ways, [&](const Way& a, const Way& b) { return precedes(a, b); });
  if (ways.size() > most) ways.resize(most);
}

bool Derivations::precedes(const Way& a, const Way& b) const {
  const double surer =
      fixpoint_.calculus->certainty(a.grade) - fixpoint_.calculus->certainty(b.grade);
  if (surer != 0) return surer > 0;
  if (a.height != b.height) return a.height < b.height;
  if (a.rule != b.rule) return rule_precedes(fixpoint_, a.rule, b.rule);
  return premises_precede(fixpoint_, fixpoint_.plan->rules[a.rule], a.premises, b.premises);
}

}  // namespace casus::infer
