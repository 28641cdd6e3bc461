// SPDX-License-Identifier: Apache-2.0
#include "infer/run/runner.hpp"

#include <algorithm>

#include "infer/divided/abreast.hpp"
#include "infer/divided/parts.hpp"
#include "infer/divided/shares.hpp"
#include "infer/divided/sieve.hpp"
#include "infer/profile.hpp"
#include "infer/rate/ratings.hpp"
#include "infer/run/contradictions.hpp"

namespace casus::infer {
namespace {

void collect_indexes_of(const std::vector<Step>& steps, std::set<plan::IndexId>& into) {
  for (const Step& step : steps) {
    if (step.pattern.index.valid()) into.insert(step.pattern.index);
    if (!step.block) continue;
    for (const auto* branches : {&step.block->branches, &step.block->doubts}) {
      for (const plan::Block::Branch& branch : *branches) collect_indexes_of(branch.steps, into);
    }
  }
}

}  // namespace

Runner::Runner(Fixpoint& fixpoint, const Settings& settings, Machine::Extra* extra)
    : fixpoint_(fixpoint),
      settings_(settings),
      meter_(settings.budget, settings.profile),
      conclusions_(fixpoint, meter_, settings.derivations),
      rules_(fixpoint, meter_, conclusions_, extra),
      delta_(fixpoint.stores.size()) {
  if (settings.profile != nullptr) settings.profile->rules.resize(fixpoint.plan->rules.size());
}

void Runner::run() {
  const auto ended = [&] { return meter_.stopped() || fixpoint_.calculus->exhausted(); };
  Abreast abreast(*this, fixpoint_, settings_);
  for (const ComponentPlan& component : fixpoint_.plan->components) {
    if (abreast.add(component)) continue;
    meter_.check();
    abreast.run();
    if (ended()) break;
    if (abreast.add(component)) continue;
    run_component(component);
    tidy();
    if (ended()) break;
  }
  if (!ended()) abreast.run();
  hold();
  fixpoint_.derived_facts = meter_.derived_facts() - fixpoint_.displaced.size();
  fixpoint_.stopped = stopped();
  if (settings_.profile == nullptr) return;
  const std::vector<Conclusions::Tally>& tally = conclusions_.tally();
  for (std::size_t r = 0; r < tally.size(); ++r) {
    settings_.profile->rules[r].concluded = tally[r].concluded;
    settings_.profile->rules[r].fresh = tally[r].fresh;
  }
}

std::optional<Stopped> Runner::stopped() const {
  auto limit = meter_.stopped();
  if (!limit) limit = fixpoint_.calculus->stopped();
  if (!limit) return {};
  const auto refused = conclusions_.refused();
  return Stopped{*limit, refused ? fixpoint_.plan->rules[*refused].rule : rules_.rule()};
}

void Runner::run_component(const ComponentPlan& component) {
  prepare(component);
  conclusions_.begin_displacing();
  derive(component);
  if (fixpoint_.calculus->exhausted()) return;
  conclusions_.join();
  if (component.recursive && conclusions_.has_improved() && !meter_.stopped()) settle(component);
  conclusions_.keep_best();
  complete(component);
}

void Runner::prepare(const ComponentPlan& component) {
  begin(component);
  collect_indexes(component);
  catch_up();
}

void Runner::complete(const ComponentPlan& component) {
  widen(component);
  resolve_contradictions(fixpoint_, component);
  if (component.rating && !meter_.stopped() && !fixpoint_.calculus->exhausted()) {
    rate(fixpoint_.plan->ratings[*component.rating]);
  }
}

void Runner::rate(const plan::RatingPlan& rating) {
  Profile* const profile = settings_.profile;
  const double start = profile != nullptr ? profile->clock() : 0;
  infer::rate(fixpoint_, rating.rating, meter_);
  if (profile != nullptr) profile->ratings += profile->clock() - start;
}

void Runner::widen(const ComponentPlan& component) {
  Calculus& calculus = *fixpoint_.calculus;
  if (!calculus.imprecise()) return;
  for (bool more = true; more;) {
    more = false;
    for (const std::uint32_t r : component.rules) {
      const RulePlan& rule = fixpoint_.plan->rules[r];
      if (fixpoint_.is_incomplete(rule.head) || !lacks_rows(fixpoint_, rule)) continue;
      fixpoint_.incomplete[rule.head.index()] = more = true;
    }
  }
  for (const StoreId id : component.stores) {
    if (fixpoint_.is_incomplete(id))
      change_grades(fixpoint_.stores[id.index()],
                    [&](Grade grade) { return calculus.at_least(grade); });
  }
}

void Runner::derive(const ComponentPlan& component) {
  if (component.recursive) conclusions_.change_all();
  for (const std::uint32_t r : component.rules) {
    const RulePlan& rule = fixpoint_.plan->rules[r];
    if (!rule.by_deltas()) rules_.run(r, rule.steps, nullptr);
  }
  conclusions_.end_round();
  if (conclusions_.best_first()) {
    iterate_best_first(component);
  } else if (component.recursive && !iterate_in_parts(component)) {
    iterate(component);
  }
  conclusions_.forget_changed();
}

void Runner::settle(const ComponentPlan& component) {
  if (!conclusions_.begin_settling()) return;
  derive(component);
  conclusions_.end_settling();
}

void Runner::iterate(const ComponentPlan& component) {
  for (;;) {
    ++fixpoint_.rounds;
    if (!conclusions_.take_changed(delta_) || meter_.stopped()) break;
    tidy();
    run_round(component);
    conclusions_.end_round();
  }
}

bool Runner::iterate_in_parts(const ComponentPlan& component) {
  const bool apply = !component.carried.empty() && conclusions_.is_plain() &&
                     !meter_.counts_facts() &&
                     fixpoint_.calculus->joining() == Calculus::Joining::surest;
  if (!apply || meter_.stopped()) return false;
  Parts parts(*this, fixpoint_, component, settings_.division);
  if (!parts.many()) return false;
  parts.run(settings_);
  return true;
}

void Runner::iterate_best_first(const ComponentPlan& component) {
  while (conclusions_.take_final(delta_) && !meter_.stopped()) {
    ++fixpoint_.rounds;
    run_round(component);
  }
}

void Runner::run_round(const ComponentPlan& component) {
  catch_up();
  for (const std::uint32_t r : component.rules) {
    const RulePlan& rule = fixpoint_.plan->rules[r];
    if (rule.anew) {
      rules_.run(r, rule.steps, nullptr);
      continue;
    }
    for (const std::vector<Step>& steps : rule.deltas) {
      const auto& rows = delta_[steps.front().pattern.store.index()];
      if (rows.empty() || run_in_shares(*this, fixpoint_, settings_, r, steps, rows)) continue;
      rules_.run(r, steps, &rows);
    }
  }
}

void Runner::finish() {
  conclusions_.join();
  conclusions_.forget_changed();
}

bool Runner::finish_rounds(const ComponentPlan& component) {
  collect_indexes(component);
  conclusions_.forget_highest();
  iterate(component);
  conclusions_.forget_changed();
  return !conclusions_.has_improved();
}

void Runner::run_part(const ComponentPlan& component) {
  Profile* const profile = settings_.profile;
  const bool improved = conclusions_.has_improved();
  const std::uint64_t rounds = std::exchange(fixpoint_.rounds, 0);
  std::vector<std::uint64_t> rounds_of_rules;
  for (std::size_t r = 0; profile != nullptr && r < profile->rules.size(); ++r) {
    rounds_of_rules.push_back(std::exchange(profile->rules[r].rounds, 0));
  }
  begin(component);
  conclusions_.change_all();
  collect_indexes(component);
  iterate(component);
  conclusions_.forget_changed();
  fixpoint_.rounds = std::max(fixpoint_.rounds, rounds);
  for (std::size_t r = 0; r < rounds_of_rules.size(); ++r) {
    profile->rules[r].rounds = std::max(profile->rules[r].rounds, rounds_of_rules[r]);
  }
  conclusions_.improve(improved);
}

void Runner::run_rules(const ComponentPlan& component, const std::vector<std::uint32_t>& rules) {
  begin(component);
  for (const std::uint32_t r : rules) rules_.run(r, fixpoint_.plan->rules[r].steps, nullptr);
}

void Runner::count_in(SideRunner& side) {
  const Runner& other = side.runner();
  conclusions_.count_in(other.conclusions_);
  rules_.count_in(other.rules_);
  (void)meter_.derived(other.meter_.derived_facts());
  if (settings_.profile != nullptr) settings_.profile->add(side.profile());
}

void Runner::each_grade(const std::function<void(Grade)>& use) const {
  for (const Store& store : fixpoint_.stores) {
    for (RowId row = 0; row < store.size(); ++row) use(store.grade(row));
  }
  for (const auto& rows : fixpoint_.undecided) {
    for (const Undecided& one : rows) {
      use(one.grade);
      use(one.denied);
    }
  }
  for (const auto& [row, ways] : fixpoint_.ways) {
    for (const Way& way : ways) use(way.grade);
  }
  conclusions_.each_grade(use);
  if (spared_) spared_(use);
}

void Runner::collect_indexes(const ComponentPlan& component) {
  indexes_.clear();
  for (const std::uint32_t r : component.rules) {
    const RulePlan& rule = fixpoint_.plan->rules[r];
    if (!rule.by_deltas()) collect_indexes_of(rule.steps, indexes_);
    collect_indexes_of(rule.head_steps, indexes_);
    for (const auto& steps : rule.deltas) collect_indexes_of(steps, indexes_);
  }
}

void Runner::catch_up() {
  for (const plan::IndexId id : indexes_) {
    const StoreId store = fixpoint_.plan->indexes[id.index()].store;
    fixpoint_.indexes[id.index()].catch_up(fixpoint_.store(store));
  }
}

}  // namespace casus::infer
