// SPDX-License-Identifier: Apache-2.0
#include "infer/runner.hpp"

#include <algorithm>
#include <limits>

#include "base/sort_unique.hpp"
#include "infer/abreast.hpp"
#include "infer/contradictions.hpp"
#include "infer/helper.hpp"
#include "infer/parts.hpp"
#include "infer/precedence.hpp"
#include "infer/profile.hpp"
#include "infer/ratings.hpp"

namespace casus::infer {
namespace {

void collect_indexes(const std::vector<Step>& steps, std::set<plan::IndexId>& into) {
  for (const Step& step : steps) {
    if (step.pattern.index.valid()) into.insert(step.pattern.index);
    if (!step.block) continue;
    for (const auto* branches : {&step.block->branches, &step.block->doubts}) {
      for (const plan::Block::Branch& branch : *branches) collect_indexes(branch.steps, into);
    }
  }
}

/// Whether all rows that rules of a recursion find are certain, and none displaces another: then
/// nothing but an explanation asks how they came about.
bool finds_sure_rows(const Fixpoint& fixpoint, const ComponentPlan& component) {
  const auto is_sure = [&](const Step& step) {
    using Kind = Step::Kind;
    if (step.kind == Kind::scan) return fixpoint.store(step.pattern.store).is_full();
    return step.kind == Kind::test || step.kind == Kind::let;
  };
  return std::ranges::all_of(
             component.stores,
             [&](StoreId id) { return fixpoint.store(id).is_full() && !fixpoint.plan[id].best; }) &&
         std::ranges::all_of(component.rules, [&](std::uint32_t r) {
           const RulePlan& rule = fixpoint.plan.rules[r];
           return rule.certainty.empty() && rule.outcomes.empty() && rule.head_steps.empty() &&
                  std::ranges::all_of(rule.steps, is_sure);
         });
}

}  // namespace

Runner::Runner(Fixpoint& fixpoint, const Settings& settings, Machine::Extra* extra)
    : fixpoint_(fixpoint),
      notices_(&fixpoint.notices),
      settings_(settings),
      meter_(settings.budget, settings.profile),
      machine_(fixpoint, fixpoint.symbols, meter_, extra),
      joining_(fixpoint, meter_),
      derivations_(settings.derivations || rests_on_derivations(fixpoint)),
      profile_(settings.profile),
      changed_(fixpoint.stores.size()),
      delta_(fixpoint.stores.size()),
      known_(fixpoint.stores.size()) {
  machine_.listen();
  tally_.resize(fixpoint.plan.rules.size());
  if (profile_ != nullptr) profile_->rules.resize(tally_.size());
}

void Runner::run() {
  const auto ended = [&] { return meter_.stopped() || fixpoint_.calculus->exhausted(); };
  Abreast abreast(*this, fixpoint_, settings_);
  for (const ComponentPlan& component : fixpoint_.plan.components) {
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
  auto limit = meter_.stopped();
  if (!limit) limit = fixpoint_.calculus->stopped();
  if (limit) fixpoint_.stopped = Stopped{*limit, current_};
  if (profile_ == nullptr) return;
  for (std::size_t r = 0; r < tally_.size(); ++r) {
    profile_->rules[r].concluded = tally_[r].concluded;
    profile_->rules[r].fresh = tally_[r].fresh;
  }
}

void Runner::prepare(const ComponentPlan& component) {
  begin(component);
  collect_component_indexes(component);
  catch_up();
}

void Runner::run_component(const ComponentPlan& component) {
  prepare(component);
  find_best_columns(component);
  derive(component);
  if (fixpoint_.calculus->exhausted()) return;
  if (joins_) joining_.finish(component.recursive);
  if (component.recursive && improved_ && !meter_.stopped()) settle(component);
  keep_best();
  complete(component);
}

void Runner::complete(const ComponentPlan& component) {
  widen(component);
  resolve_contradictions(fixpoint_, component);
  if (component.rating && !meter_.stopped() && !fixpoint_.calculus->exhausted()) {
    const double start = now();
    rate(fixpoint_, fixpoint_.plan.ratings[*component.rating].rating, meter_);
    if (profile_ != nullptr) profile_->ratings += now() - start;
  }
}

void Runner::begin(const ComponentPlan& component) {
  recursive_ = component.recursive;
  keeps_ = derivations_ || (recursive_ && !finds_sure_rows(fixpoint_, component));
  best_.clear();
  frontier_.reset();
  improved_ = false;
  highest_ = 0;
  risen_.clear();
  const Calculus::Joining mode = fixpoint_.calculus->joining();
  joins_ = mode == Calculus::Joining::derivations ||
           (mode == Calculus::Joining::by_rule && !component.recursive);
}

void Runner::finish() {
  if (joins_) joining_.finish(false);
  for (std::vector<RowId>& rows : changed_) rows.clear();
}

bool Runner::finish_rounds(const ComponentPlan& component) {
  collect_component_indexes(component);
  highest_ = std::numeric_limits<std::uint32_t>::max();
  iterate(component);
  for (std::vector<RowId>& rows : changed_) rows.clear();
  return !improved_;
}

void Runner::conclude(std::uint32_t r, Grade grade, std::span<const Word> words) {
  if (fixpoint_.calculus->exhausted()) return;
  const RulePlan& rule = fixpoint_.plan.rules[r];
  const std::vector<RowId>& premises = machine_.premises();
  const std::uint32_t height = std::max(machine_.gathered_height(), height_of(rule, premises));
  if (joins_) {
    Store& store = fixpoint_.stores[rule.head.index()];
    if (!has_room(store, words)) return;
    const auto [row, added] = store.insert(words);
    const bool is_new = added || store.grade(row) == Grade::none;
    if (added) ++tally_[r].fresh;
    if (added) (void)meter_.derived();
    Way way{r, grade, height, premises};
    if (fixpoint_.calculus->imprecise()) {
      way.instance = machine_.instance_values();
      way.certainty = machine_.own_certainty();
    }
    if (joining_.add({rule.head, row}, is_new, way, recursive_)) {
      changed_[rule.head.index()].push_back(row);
    }
  } else {
    conclude(r, grade, height, premises, words);
  }
}

bool Runner::rests_on_derivations(const Fixpoint& fixpoint) {
  const auto denied = [&](StoreId id) {
    return id.valid() && (fixpoint.store(id).size() > 0 ||
                          std::ranges::find(fixpoint.plan.rules, id, &RulePlan::head) !=
                              fixpoint.plan.rules.end());
  };
  return fixpoint.calculus->joining() != Calculus::Joining::surest ||
         !fixpoint.given_origins.empty() || std::ranges::any_of(fixpoint.plan.negatives, denied);
}

double Runner::now() const { return profile_ != nullptr ? profile_->clock() : 0; }

void Runner::widen(const ComponentPlan& component) {
  Calculus& calculus = *fixpoint_.calculus;
  if (!calculus.imprecise()) return;
  for (bool more = true; more;) {
    more = false;
    for (const std::uint32_t r : component.rules) {
      const RulePlan& rule = fixpoint_.plan.rules[r];
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
  if (component.recursive) begin_with_what_is_there(component);
  for (const std::uint32_t rule : component.rules) {
    if (!fixpoint_.plan.rules[rule].by_deltas()) run_rule(rule, nullptr, nullptr);
  }
  conclude_waiting();
  if (frontier_) {
    settle_best_first(component);
  } else if (component.recursive && !iterate_in_parts(component)) {
    iterate(component);
  }
  for (const StoreId store : component.stores) changed_[store.index()].clear();
}

void Runner::begin_with_what_is_there(const ComponentPlan& component) {
  for (const StoreId id : component.stores) {
    const Store& store = fixpoint_.store(id);
    for (RowId row = 0; row < store.size(); ++row) {
      if (store.grade(row) != Grade::none) changed_[id.index()].push_back(row);
    }
  }
}

void Runner::settle(const ComponentPlan& component) {
  settled_.assign(fixpoint_.stores.size(), {});
  for (const StoreId id : component.stores) {
    Store& store = fixpoint_.stores[id.index()];
    for (RowId row = 0; row < store.size(); ++row) {
      settled_[id.index()].push_back(store.grade(row));
      if (store.derivation(row).rule != Derivation::given) store.set_grade(row, Grade::none);
    }
  }
  settling_ = true;
  derive(component);
  settling_ = false;
  for (const StoreId id : component.stores) {
    Store& store = fixpoint_.stores[id.index()];
    for (RowId row = 0; row < store.size(); ++row) {
      store.set_grade(row, settled_[id.index()][row]);
    }
  }
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
  joining_.each_grade(use);
  if (spared_) spared_(use);
}

void Runner::collect_component_indexes(const ComponentPlan& component) {
  indexes_.clear();
  for (const std::uint32_t r : component.rules) {
    const RulePlan& rule = fixpoint_.plan.rules[r];
    if (!rule.by_deltas()) collect_indexes(rule.steps, indexes_);
    collect_indexes(rule.head_steps, indexes_);
    for (const auto& steps : rule.deltas) collect_indexes(steps, indexes_);
  }
}

void Runner::catch_up() {
  for (const plan::IndexId id : indexes_) {
    const StoreId store = fixpoint_.plan.indexes[id.index()].store;
    fixpoint_.indexes[id.index()].catch_up(fixpoint_.store(store));
  }
}

void Runner::iterate(const ComponentPlan& component) {
  for (;;) {
    ++fixpoint_.rounds;
    bool any = false;
    for (const StoreId store : component.stores) {
      auto& rows = changed_[store.index()];
      sort_unique(rows);
      any = any || !rows.empty();
      delta_[store.index()] = std::exchange(rows, {});
    }
    if (!any || meter_.stopped()) return;
    for (const StoreId store : component.stores) {
      known_[store.index()] = {fixpoint_.store(store).size(), highest_};
    }
    catch_up();
    tidy();
    for (const std::uint32_t r : component.rules) {
      if (fixpoint_.plan.rules[r].anew) {
        run_rule(r, nullptr, nullptr);
        continue;
      }
      for (const std::vector<Step>& steps : fixpoint_.plan.rules[r].deltas) {
        const auto& rows = delta_[steps.front().pattern.store.index()];
        if (!rows.empty()) run_rule(r, &steps, &rows);
      }
    }
    conclude_waiting();
  }
}

bool Runner::iterate_in_parts(const ComponentPlan& component) {
  const bool apply = !component.carried.empty() && !settling_ && best_.empty() &&
                     !meter_.counts_facts() &&
                     fixpoint_.calculus->joining() == Calculus::Joining::surest;
  if (!apply || meter_.stopped()) return false;
  Parts parts(*this, fixpoint_, component, settings_.division);
  if (!parts.many()) return false;
  parts.run(settings_);
  return true;
}

void Runner::run_part(const ComponentPlan& component) {
  const bool improved = improved_;
  const std::uint64_t rounds = std::exchange(fixpoint_.rounds, 0);
  std::vector<std::uint64_t> rounds_of_rules;
  for (std::size_t r = 0; profile_ != nullptr && r < profile_->rules.size(); ++r) {
    rounds_of_rules.push_back(std::exchange(profile_->rules[r].rounds, 0));
  }
  begin(component);
  begin_with_what_is_there(component);
  collect_component_indexes(component);
  iterate(component);
  for (std::vector<RowId>& rows : changed_) rows.clear();
  fixpoint_.rounds = std::max(fixpoint_.rounds, rounds);
  for (std::size_t r = 0; r < rounds_of_rules.size(); ++r) {
    profile_->rules[r].rounds = std::max(profile_->rules[r].rounds, rounds_of_rules[r]);
  }
  improved_ = improved_ || improved;
}

void Runner::run_rules(const ComponentPlan& component, const std::vector<std::uint32_t>& rules) {
  begin(component);
  for (const std::uint32_t rule : rules) run_rule(rule, nullptr, nullptr);
}

void Runner::count_in(Helper& helper) {
  const Runner& other = helper.runner();
  for (std::size_t r = 0; r < tally_.size(); ++r) {
    tally_[r].concluded += other.tally_[r].concluded;
    tally_[r].fresh += other.tally_[r].fresh;
  }
  (void)meter_.derived(other.meter_.derived_facts());
  for (const Notice& notice : *other.notices_) note(notice);
  improved_ = improved_ || other.improved_;
  if (other.meter_.stopped()) current_ = other.current_;
  if (profile_ != nullptr) profile_->add(helper.profile());
}

void Runner::settle_best_first(const ComponentPlan& component) {
  for (;;) {
    for (const StoreId store : component.stores) delta_[store.index()].clear();
    const bool any = frontier_->take([&](const Frontier::Settled& one) { return put(one); });
    if (!any || meter_.stopped()) return;
    ++fixpoint_.rounds;
    catch_up();
    for (const std::uint32_t r : component.rules) {
      for (const std::vector<Step>& steps : fixpoint_.plan.rules[r].deltas) {
        const auto& rows = delta_[steps.front().pattern.store.index()];
        if (!rows.empty()) run_rule(r, &steps, &rows);
      }
    }
  }
}

RowId Runner::put(const Frontier::Settled& settled) {
  const RulePlan& rule = fixpoint_.plan.rules[settled.rule];
  Store& store = fixpoint_.stores[rule.head.index()];
  current_ = rule.rule;
  if (!has_room(store, settled.words)) return no_row;
  const auto [row, added] = store.insert(settled.words, settled.grade);
  if (added) {
    (void)meter_.derived();
  } else {
    store.set_grade(row, settled.grade);
  }
  ++tally_[settled.rule].fresh;
  store.set_derivation(row, settled.rule, settled.height, settled.premises);
  delta_[rule.head.index()].push_back(row);
  return row;
}

void Runner::run_rule(std::uint32_t r, const std::vector<Step>* steps,
                      const std::vector<RowId>* delta) {
  if (meter_.stopped()) return;
  if (profile_ == nullptr) return run_steps(r, steps, delta);
  Profile::Rule& rule = profile_->rules[r];
  const double start = now();
  const std::uint64_t before = meter_.ticks();
  run_steps(r, steps, delta);
  rule.seconds += now() - start;
  rule.visited += meter_.ticks() - before;
  if (rule.rounds == 0 || rule.last_round != fixpoint_.rounds) ++rule.rounds;
  rule.last_round = fixpoint_.rounds;
}

void Runner::run_steps(std::uint32_t r, const std::vector<Step>* steps,
                       const std::vector<RowId>* delta) {
  const RulePlan& rule = fixpoint_.plan.rules[r];
  current_ = rule.rule;
  if (run_in_batches(r, steps != nullptr ? *steps : rule.steps, delta)) return;
  machine_.match(rule, steps != nullptr ? *steps : rule.steps, delta, [&](Grade conditions) {
    machine_.head(rule, conditions, [&](Grade grade, std::span<const Word> row) {
      ++tally_[r].concluded;
      conclude(r, grade, row);
      return !meter_.stopped();
    });
    return !meter_.stopped() && !fixpoint_.calculus->exhausted();
  });
  for (const Notice& notice : machine_.take_notices()) {
    if (notice.kind == Notice::Kind::uncertain_member) {
      fixpoint_.incomplete[rule.head.index()] = true;
    }
    note(notice);
  }
}

bool Runner::run_in_batches(std::uint32_t r, const std::vector<Step>& steps,
                            const std::vector<RowId>* delta) {
  const RulePlan& rule = fixpoint_.plan.rules[r];
  auto it = pipelines_.find(&steps);
  if (it == pipelines_.end()) {
    if (!Pipeline::can_run(fixpoint_, rule, steps)) return false;
    std::vector<plan::Register> reads;
    for (const plan::Code& arg : rule.args) collect_reads(arg, reads);
    collect_reads(rule.certainty, reads);
    it = pipelines_.emplace(&steps, Pipeline(fixpoint_, steps, std::move(reads), machine_, meter_))
             .first;
  }
  bool values = true;
  const auto end = it->second.run(delta, [&](const Batch& batch) {
    values = conclude(r, batch);
    return values && !meter_.stopped();
  });
  return values && end != Pipeline::End::no_value;
}

bool Runner::conclude(std::uint32_t r, const Batch& batch) {
  const RulePlan& rule = fixpoint_.plan.rules[r];
  if (!evaluate_head(rule, batch)) return false;
  tally_[r].concluded += batch.size;
  if (frontier_) return wait(r, batch);
  const bool one_by_one = joins_ || settling_ || !best_.empty() || meter_.counts_facts();
  return one_by_one ? conclude_each(r, batch) : conclude_all(r, batch);
}

bool Runner::evaluate_head(const RulePlan& rule, const Batch& batch) {
  arguments_.resize(rule.args.size());
  for (std::size_t i = 0; i < rule.args.size(); ++i) {
    evaluate(rule.args[i], batch, machine_, arguments_[i]);
    const auto end = arguments_[i].begin() + batch.size;
    if (rule.required[i] && std::find(arguments_[i].begin(), end, model::unknown_word) != end) {
      return false;
    }
  }
  if (rule.points || rule.limit) {
    for (std::uint32_t i = 0; i < batch.size; ++i) {
      if (!machine_.to_stored_points(rule, arguments_.back()[i])) return false;
    }
  }
  graded_ = batch.graded || !rule.certainty.empty();
  if (!graded_) return true;
  grades_.resize(batch.size);
  for (std::uint32_t i = 0; i < batch.size; ++i) grades_[i] = batch.grade(i);
  if (rule.certainty.empty()) return true;
  evaluate(rule.certainty, batch, machine_, certainties_);
  for (std::uint32_t i = 0; i < batch.size; ++i) {
    const double own = rule.certainty.type.base == model::Base::integer
                           ? static_cast<double>(model::int_of(certainties_[i]))
                           : model::number_of(certainties_[i]);
    if (certainties_[i] == model::unknown_word || own < 0 || own > 1) return false;
    grades_[i] = number_of(fixpoint_.calculus->through(grade_of(grades_[i]), own, {}));
  }
  return true;
}

bool Runner::conclude_each(std::uint32_t r, const Batch& batch) {
  const RulePlan& rule = fixpoint_.plan.rules[r];
  std::vector<Word> words(rule.args.size());
  std::vector<RowId> premises(rule.premises, no_row);
  for (std::uint32_t i = 0; i < batch.size && !meter_.stopped(); ++i) {
    const Grade grade = grade_of(graded_ ? grades_[i] : 1);
    if (grade == Grade::none) continue;
    for (std::size_t a = 0; a < words.size(); ++a) words[a] = arguments_[a][i];
    for (std::size_t p = 0; p < premises.size(); ++p) premises[p] = batch.premises[p][i];
    conclude(r, grade, height_of(rule, premises), premises, words);
  }
  return true;
}

bool Runner::wait(std::uint32_t r, const Batch& batch) {
  const RulePlan& rule = fixpoint_.plan.rules[r];
  pointers_.clear();
  for (const std::vector<Word>& column : arguments_) pointers_.push_back(column.data());
  premises_.resize(rule.premises);
  find_own_premises(rule);
  frontier_->add(r, pointers_, batch.size, [&](std::uint32_t i) -> Frontier::Derived {
    for (std::uint32_t p = 0; p < rule.premises; ++p) premises_[p] = batch.premises[p][i];
    return {grade_of(graded_ ? grades_[i] : 1), own_height(), premises_};
  });
  return true;
}

bool Runner::conclude_all(std::uint32_t r, const Batch& batch) {
  const RulePlan& rule = fixpoint_.plan.rules[r];
  Store& store = fixpoint_.stores[rule.head.index()];
  const auto first = grades_.begin();
  if (graded_ && std::find(first, first + batch.size, 0) != first + batch.size) {
    return conclude_each(r, batch);
  }
  pointers_.clear();
  for (const std::vector<Word>& column : arguments_) pointers_.push_back(column.data());
  if (!meter_.fits(store.growth(batch.size))) return true;
  const RowId first_new = store.size();
  store.insert(pointers_, batch.size, graded_ ? grades_.data() : nullptr, ids_);
  const std::span<const std::uint32_t> fresh = store.fresh();
  tally_[r].fresh += fresh.size();
  (void)meter_.derived(fresh.size());
  if (recursive_) {
    std::vector<RowId>& changed = changed_[rule.head.index()];
    for (RowId row = first_new; row < store.size(); ++row) changed.push_back(row);
  }
  const bool sure = !graded_ && store.is_full();
  if (!keeps_ && sure) return true;
  find_own_premises(rule);
  find_heights(batch);
  if (keeps_) store.set_derivations(r, heights_, batch.premises);
  for (const std::uint32_t i : fresh) {
    highest_ = std::max(highest_, static_cast<std::uint32_t>(heights_[i]));
  }
  if (fresh.size() < batch.size) keep_better(r, batch, sure);
  return true;
}

void Runner::keep_better(std::uint32_t r, const Batch& batch, bool sure) {
  const RulePlan& rule = fixpoint_.plan.rules[r];
  const Store& store = fixpoint_.store(rule.head);
  const Known known = known_[rule.head.index()];
  premises_.resize(rule.premises);
  auto fresh = store.fresh();
  for (std::uint32_t i = 0; i < batch.size; ++i) {
    if (!fresh.empty() && fresh.front() == i) {
      fresh = fresh.subspan(1);
      continue;
    }
    const RowId row = ids_[i];
    const auto height = static_cast<std::uint32_t>(heights_[i]);
    if (sure && row < known.rows && height > known.highest) continue;
    if (sure && store.height(row) < height) continue;
    for (std::uint32_t p = 0; p < rule.premises; ++p) premises_[p] = batch.premises[p][i];
    if (sure) {
      keep_better(r, height, premises_, row);
    } else {
      keep_better(r, grade_of(graded_ ? grades_[i] : 1), height, premises_, row);
    }
  }
}

void Runner::keep_better(std::uint32_t r, std::uint32_t height, std::span<const RowId> premises,
                         RowId row) {
  const RulePlan& rule = fixpoint_.plan.rules[r];
  Store& store = fixpoint_.stores[rule.head.index()];
  const Derivation kept = store.derivation(row);
  if (kept.rule == Derivation::given) return;
  if (height < kept.height) {
    changed_[rule.head.index()].push_back(row);
  } else if (height > kept.height || !precedes(r, rule, premises, store, row)) {
    return;
  }
  store.set_derivation(row, r, height, premises);
}

void Runner::find_own_premises(const RulePlan& rule) {
  own_premises_.clear();
  for (const Step& step : rule.steps) {
    if (step.kind != Step::Kind::scan || !step.recursive) continue;
    own_premises_.emplace_back(step.premise, &fixpoint_.store(step.pattern.store));
  }
}

void Runner::find_heights(const Batch& batch) {
  heights_.assign(batch.size, 0);
  for (const auto& [place, rows] : own_premises_) {
    for (std::uint32_t i = 0; i < batch.size; ++i) {
      const Word height = Word{rows->height(batch.premises[place][i])} + 1;
      heights_[i] = std::max(heights_[i], height);
    }
  }
}

std::uint32_t Runner::own_height() const {
  std::uint32_t height = 0;
  for (const auto& [place, rows] : own_premises_) {
    height = std::max(height, rows->height(premises_[place]) + 1);
  }
  return height;
}

void Runner::conclude(std::uint32_t r, Grade grade, std::uint32_t height,
                      const std::vector<RowId>& premises, std::span<const Word> words) {
  if (frontier_) {
    pointers_.clear();
    for (const Word& word : words) pointers_.push_back(&word);
    frontier_->add(r, pointers_, 1, [&](std::uint32_t) -> Frontier::Derived {
      return {grade, height, premises};
    });
  } else if (best_.empty()) {
    keep(r, grade, height, premises, words);
  } else if (stands(fixpoint_.plan.rules[r].head, grade, words)) {
    waiting_.push_back({{r, grade, height, premises}, {words.begin(), words.end()}});
  }
}

bool Runner::has_room(const Store& store, std::span<const Word> words) {
  if (!meter_.is_full() || store.find(words)) return true;
  meter_.stop(Limit::facts);
  return false;
}

void Runner::keep(std::uint32_t r, Grade grade, std::uint32_t height,
                  const std::vector<RowId>& premises, std::span<const Word> words) {
  const RulePlan& rule = fixpoint_.plan.rules[r];
  Store& store = fixpoint_.stores[rule.head.index()];
  if (!has_room(store, words)) return;
  const auto [row, added] = store.insert(words, settling_ ? Grade::none : grade);
  if (added) (void)meter_.derived();
  highest_ = std::max(highest_, height);
  if (added && !settling_) {
    ++tally_[r].fresh;
    if (keeps_) store.set_derivation(row, r, height, premises);
    displace_by({rule.head, row});
    changed_[rule.head.index()].push_back(row);
  } else if (!added) {
    keep_better(r, grade, height, premises, row);
  }
}

void Runner::keep_better(std::uint32_t r, Grade grade, std::uint32_t height,
                         std::span<const RowId> premises, RowId row) {
  const RulePlan& rule = fixpoint_.plan.rules[r];
  Store& store = fixpoint_.stores[rule.head.index()];
  Calculus& calculus = *fixpoint_.calculus;
  if (settling_ && calculus.surer(settled_[rule.head.index()][row], grade)) return;
  const Grade before = store.grade(row);
  const Derivation kept = store.derivation(row);
  const bool rises = calculus.surer(grade, before);
  const bool as_sure = grade == before && kept.rule != Derivation::given;
  const bool flatter = as_sure && height < kept.height;
  const bool equal = as_sure && height == kept.height;
  if (rises || flatter || (equal && precedes(r, rule, premises, store, row))) {
    store.set_grade(row, grade);
    if (keeps_) store.set_derivation(row, r, height, premises);
  }
  if (rises && !settling_) displace_by({rule.head, row});
  if (rises || flatter) changed_[rule.head.index()].push_back(row);
  improved_ = improved_ || (rises && before != Grade::none);
  if (rises) risen_.emplace_back(RowRef{rule.head, row}, before);
}

void Runner::find_best_columns(const ComponentPlan& component) {
  best_.clear();
  frontier_.reset();
  if (joins_) return;
  const auto holds_none = [&](StoreId id) {
    const Store& store = fixpoint_.store(id);
    for (RowId row = 0; row < store.size(); ++row) {
      if (store.grade(row) != Grade::none) return false;
    }
    return true;
  };
  if (component.best_first && std::ranges::all_of(component.stores, holds_none)) {
    frontier_.emplace(fixpoint_, component);
    return;
  }
  for (const StoreId id : component.stores) {
    if (fixpoint_.plan[id].best) best_.emplace(id, BestRows(fixpoint_, id));
  }
}

bool Runner::stands(StoreId store, Grade grade, std::span<const Word> words) const {
  const auto best = best_.find(store);
  if (best == best_.end()) return true;
  if (!settling_) return best->second.stands(words, grade);
  const auto row = fixpoint_.store(store).find(words);
  return row && !fixpoint_.displaced.contains(Fixpoint::key({store, *row}));
}

void Runner::conclude_waiting() {
  auto waiting = std::exchange(waiting_, {});
  std::ranges::stable_sort(waiting, [&](const auto& a, const auto& b) {
    const StoreId store = fixpoint_.plan.rules[a.first.rule].head;
    const StoreId other = fixpoint_.plan.rules[b.first.rule].head;
    if (store != other) return store < other;
    if (a.first.grade != b.first.grade) {
      return fixpoint_.calculus->surer(a.first.grade, b.first.grade);
    }
    const auto best = best_.find(store);
    return best != best_.end() && best->second.before(a.second, b.second);
  });
  for (const auto& [way, words] : waiting) {
    if (!stands(fixpoint_.plan.rules[way.rule].head, way.grade, words)) continue;
    keep(way.rule, way.grade, way.height, way.premises, words);
  }
}

void Runner::displace_by(RowRef row) {
  const auto best = best_.find(row.store);
  if (best == best_.end()) return;
  fixpoint_.displaced.erase(Fixpoint::key(row));
  displace(row.store, best->second.add(row.row));
}

void Runner::displace(StoreId store, const std::vector<RowId>& rows) {
  for (const RowId row : rows) {
    fixpoint_.displaced[Fixpoint::key({store, row})] = fixpoint_.store(store).grade(row);
    fixpoint_.stores[store.index()].set_grade(row, Grade::none);
  }
  improved_ = improved_ || !rows.empty();
}

void Runner::keep_best() {
  for (const auto& [store, rows] : best_) displace(store, rows.fallen());
  if (frontier_)
    frontier_->each_fallen([&](StoreId store, const auto& rows) { displace(store, rows); });
  frontier_.reset();
}

std::uint32_t Runner::height_of(const RulePlan& rule, const std::vector<RowId>& premises) const {
  std::uint32_t height = 0;
  for (const Step& step : rule.steps) {
    if (step.kind != Step::Kind::scan || !step.recursive) continue;
    const Store& store = fixpoint_.store(step.pattern.store);
    height = std::max(height, store.height(premises[step.premise]) + 1);
  }
  return height;
}

bool Runner::precedes(std::uint32_t r, const RulePlan& rule, std::span<const RowId> premises,
                      const Store& store, RowId row) const {
  const std::uint32_t kept = store.derivation(row).rule;
  if (kept != r) return rule_precedes(fixpoint_, r, kept);
  return premises_precede(fixpoint_, rule, premises, store.premises(row, rule.premises));
}

void Runner::note(const Notice& notice) {
  std::vector<Notice>& known = *notices_;
  const auto same = std::ranges::find_if(
      known, [&](const Notice& one) { return one.rule == notice.rule && one.kind == notice.kind; });
  if (same == known.end()) {
    known.push_back(notice);
  } else if (notice.span < same->span) {
    *same = notice;
  }
}

}  // namespace casus::infer
