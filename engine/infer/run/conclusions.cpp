// SPDX-License-Identifier: Apache-2.0
#include "infer/run/conclusions.hpp"

#include <algorithm>
#include <limits>

#include "base/sort_unique.hpp"
#include "infer/precedence.hpp"
#include "infer/run/heights.hpp"

namespace casus::infer {
namespace {

/// Whether certainties, or what is held and denied, rest on how facts came about.
bool rests_on_derivations(const Fixpoint& fixpoint) {
  const auto denied = [&](StoreId id) {
    return id.valid() && (fixpoint.store(id).size() > 0 ||
                          std::ranges::find(fixpoint.plan->rules, id, &RulePlan::head) !=
                              fixpoint.plan->rules.end());
  };
  return fixpoint.calculus->joining() != Calculus::Joining::surest ||
         !fixpoint.given_origins.empty() || std::ranges::any_of(fixpoint.plan->negatives, denied);
}

/// Whether all rows that rules of a recursion find are certain, and none displaces another: then
/// nothing but an explanation asks how they came about.
bool finds_sure_rows(const Fixpoint& fixpoint, const ComponentPlan& component) {
  const auto is_sure = [&](const Step& step) {
    if (step.kind == Step::Kind::scan) return fixpoint.store(step.pattern.store).is_full();
    return step.kind == Step::Kind::test || step.kind == Step::Kind::let;
  };
  return std::ranges::all_of(component.stores,
                             [&](StoreId id) {
                               return fixpoint.store(id).is_full() && !(*fixpoint.plan)[id].best;
                             }) &&
         std::ranges::all_of(component.rules, [&](std::uint32_t r) {
           const RulePlan& rule = fixpoint.plan->rules[r];
           return rule.certainty.empty() && rule.outcomes.empty() && rule.head_steps.empty() &&
                  std::ranges::all_of(rule.steps, is_sure);
         });
}

}  // namespace

Conclusions::Conclusions(Fixpoint& fixpoint, Meter& meter, bool derivations)
    : fixpoint_(fixpoint),
      meter_(meter),
      joining_(fixpoint, meter),
      derivations_(derivations || rests_on_derivations(fixpoint)),
      tally_(fixpoint.plan->rules.size()),
      changed_(fixpoint.stores.size()),
      known_(fixpoint.stores.size()),
      taken_height_(fixpoint.stores.size()) {}

void Conclusions::begin(const ComponentPlan& component) {
  component_ = &component;
  sure_ = component.recursive && finds_sure_rows(fixpoint_, component);
  keeps_ = derivations_ || (component.recursive && !sure_);
  const Calculus::Joining mode = fixpoint_.calculus->joining();
  joins_ = mode == Calculus::Joining::derivations ||
           (mode == Calculus::Joining::by_rule && !component.recursive);
  best_.clear();
  frontier_.reset();
  improved_ = false;
  highest_ = 0;
  for (const StoreId store : component.stores) taken_height_[store.index()].reset();
  risen_.clear();
}

void Conclusions::begin_displacing() {
  if (joins_) return;
  const auto holds_none = [&](StoreId id) {
    const Store& store = fixpoint_.store(id);
    for (RowId row = 0; row < store.size(); ++row) {
      if (store.grade(row) != Grade::none) return false;
    }
    return true;
  };
  if (component_->best_first && std::ranges::all_of(component_->stores, holds_none)) {
    frontier_.emplace(fixpoint_, *component_);
    return;
  }
  for (const StoreId id : component_->stores) {
    if ((*fixpoint_.plan)[id].best) best_.emplace(id, BestRows(fixpoint_, id));
  }
}

void Conclusions::add(std::uint32_t r, const ConcludedBatch& batch) {
  tally_[r].concluded += batch.size;
  if (frontier_) {
    add_waiting(r, batch);
  } else if (settling_ || !best_.empty() || meter_.counts_facts()) {
    add_each(r, batch);
  } else {
    add_all(r, batch);
  }
}

void Conclusions::add(std::uint32_t r, Grade grade, std::span<const Word> words,
                      const Machine& machine) {
  if (fixpoint_.calculus->exhausted()) return;
  ++tally_[r].concluded;
  const std::vector<RowId>& premises = machine.premises();
  const std::uint32_t height = std::max(machine.gathered_height(),
                                        height_over(fixpoint_, fixpoint_.plan->rules[r], premises));
  if (!joins_) return add(r, grade, height, premises, words);
  Way way{r, grade, height, premises};
  if (fixpoint_.calculus->imprecise()) {
    way.instance = machine.instance_values();
    way.certainty = machine.own_certainty();
  }
  add_joining(r, std::move(way), words);
}

void Conclusions::add(std::uint32_t r, Grade grade, std::uint32_t height,
                      const std::vector<RowId>& premises, std::span<const Word> words) {
  if (frontier_) {
    std::vector<const Word*> columns;
    for (const Word& word : words) columns.push_back(&word);
    frontier_->add(r, columns, 1, [&](std::uint32_t) -> Frontier::Derived {
      return {grade, height, premises};
    });
  } else if (best_.empty()) {
    keep(r, grade, height, premises, words);
  } else if (stands(fixpoint_.plan->rules[r].head, grade, words)) {
    waiting_.push_back({{r, grade, height, premises}, {words.begin(), words.end()}});
  }
}

void Conclusions::add_joining(std::uint32_t r, Way way, std::span<const Word> words) {
  const StoreId head = fixpoint_.plan->rules[r].head;
  Store& store = fixpoint_.stores[head.index()];
  if (!admit(r, words) || !meter_.fits(store.growth(1))) return;
  const auto [row, added] = store.insert(words);
  const bool is_new = added || store.grade(row) == Grade::none;
  if (added) {
    ++tally_[r].fresh;
    (void)meter_.derived();
  }
  if (joining_.add({head, row}, is_new, way, component_->recursive)) changed(head).push_back(row);
}

void Conclusions::add_each(std::uint32_t r, const ConcludedBatch& batch) {
  const RulePlan& rule = fixpoint_.plan->rules[r];
  std::vector<Word> words(batch.words.size());
  std::vector<RowId> premises(rule.premises, no_row);
  for (std::uint32_t i = 0; i < batch.size && !meter_.stopped(); ++i) {
    const Grade grade = grade_of(batch.grades != nullptr ? batch.grades[i] : 1);
    if (grade == Grade::none) continue;
    for (std::size_t a = 0; a < words.size(); ++a) words[a] = batch.words[a][i];
    for (std::size_t p = 0; p < premises.size(); ++p) premises[p] = batch.premises[p][i];
    add(r, grade, height_over(fixpoint_, rule, premises), premises, words);
  }
}

void Conclusions::add_waiting(std::uint32_t r, const ConcludedBatch& batch) {
  const RulePlan& rule = fixpoint_.plan->rules[r];
  premises_.resize(rule.premises);
  frontier_->add(r, batch.words, batch.size, [&](std::uint32_t i) -> Frontier::Derived {
    for (std::uint32_t p = 0; p < rule.premises; ++p) premises_[p] = batch.premises[p][i];
    const Grade grade = grade_of(batch.grades != nullptr ? batch.grades[i] : 1);
    return {grade, height_over(fixpoint_, rule, premises_), premises_};
  });
}

void Conclusions::add_all(std::uint32_t r, const ConcludedBatch& batch) {
  const RulePlan& rule = fixpoint_.plan->rules[r];
  Store& store = fixpoint_.stores[rule.head.index()];
  if (batch.grades != nullptr && std::ranges::count(batch.grades, batch.grades + batch.size, 0)) {
    return add_each(r, batch);
  }
  if (!meter_.fits(store.growth(batch.size))) return;
  const RowId first_new = store.size();
  store.insert(batch.words, batch.size, batch.grades, ids_);
  const std::span<const std::uint32_t> fresh = store.fresh();
  tally_[r].fresh += fresh.size();
  (void)meter_.derived(fresh.size());
  if (component_->recursive) {
    for (RowId row = first_new; row < store.size(); ++row) changed(rule.head).push_back(row);
  }
  const bool sure = batch.grades == nullptr && store.is_full();
  if (!keeps_ && sure) return;
  const auto common = common_height(rule);
  find_heights(fixpoint_, rule, batch, common, heights_);
  if (keeps_) store.set_derivations(r, heights_, batch.premises);
  highest_ = std::max(highest_, common.value_or(0));
  for (std::size_t f = 0; f < fresh.size() && !common; ++f) {
    highest_ = std::max(highest_, static_cast<std::uint32_t>(heights_[fresh[f]]));
  }
  if (fresh.size() == batch.size) return;
  sure ? keep_flatter(r, batch) : keep_better(r, batch);
}

void Conclusions::keep_better(std::uint32_t r, const ConcludedBatch& batch) {
  const RulePlan& rule = fixpoint_.plan->rules[r];
  premises_.resize(rule.premises);
  fixpoint_.store(rule.head).each_known(batch.size, [&](std::uint32_t i) {
    read_premises(batch, i);
    const Grade grade = grade_of(batch.grades != nullptr ? batch.grades[i] : 1);
    keep_better(r, grade, static_cast<std::uint32_t>(heights_[i]), premises_, ids_[i]);
  });
}

void Conclusions::keep_flatter(std::uint32_t r, const ConcludedBatch& batch) {
  const RulePlan& rule = fixpoint_.plan->rules[r];
  Store& store = fixpoint_.stores[rule.head.index()];
  const KnownRows known = known_[rule.head.index()];
  candidates_.clear();
  store.each_known(batch.size, [&](std::uint32_t i) {
    if (known.is_flatter(ids_[i], heights_[i])) return;
    store.prefetch_derivation(ids_[i]);
    candidates_.push_back(i);
  });
  premises_.resize(rule.premises);
  for (const std::uint32_t i : candidates_) {
    const RowId row = ids_[i];
    const auto height = static_cast<std::uint32_t>(heights_[i]);
    const Derivation kept = store.derivation(row);
    if (kept.height < height || kept.rule == Derivation::given) continue;
    const auto premise = [&](std::uint32_t place) { return batch.premises[place][i]; };
    if (height < kept.height) {
      changed(rule.head).push_back(row);
    } else if (!precedes(r, premise, kept.rule, store, row)) {
      continue;
    }
    read_premises(batch, i);
    store.set_derivation(row, r, height, premises_);
  }
}

void Conclusions::read_premises(const ConcludedBatch& batch, std::uint32_t i) {
  for (std::size_t p = 0; p < premises_.size(); ++p) premises_[p] = batch.premises[p][i];
}

void Conclusions::keep_better(std::uint32_t r, Grade grade, std::uint32_t height,
                              std::span<const RowId> premises, RowId row) {
  const StoreId head = fixpoint_.plan->rules[r].head;
  Store& store = fixpoint_.stores[head.index()];
  Calculus& calculus = *fixpoint_.calculus;
  if (settling_ && calculus.surer(settled_[head.index()][row], grade)) return;
  const Grade before = store.grade(row);
  const Derivation kept = store.derivation(row);
  const bool rises = calculus.surer(grade, before);
  const bool as_sure = grade == before && kept.rule != Derivation::given;
  const bool flatter = as_sure && height < kept.height;
  const bool equal = as_sure && height == kept.height;
  const auto premise = [&](std::uint32_t place) { return premises[place]; };
  if (rises || flatter || (equal && precedes(r, premise, kept.rule, store, row))) {
    store.set_grade(row, grade);
    if (keeps_) store.set_derivation(row, r, height, premises);
  }
  if (rises && !settling_) displace_by({head, row});
  if (rises || flatter) changed(head).push_back(row);
  improved_ = improved_ || (rises && before != Grade::none);
  if (rises) risen_.emplace_back(RowRef{head, row}, before);
}

template <class Premise>
bool Conclusions::precedes(std::uint32_t r, const Premise& premise, std::uint32_t kept,
                           const Store& store, RowId row) const {
  if (kept != r) return rule_precedes(fixpoint_, r, kept);
  const RulePlan& rule = fixpoint_.plan->rules[r];
  return derivation_precedes(fixpoint_, rule, premise, store.premises(row, rule.premises));
}

bool Conclusions::admit(std::uint32_t r, std::span<const Word> words) {
  if (!meter_.is_full() || fixpoint_.store(fixpoint_.plan->rules[r].head).find(words)) return true;
  refused_ = r;
  meter_.stop(Limit::facts);
  return false;
}

void Conclusions::keep(std::uint32_t r, Grade grade, std::uint32_t height,
                       std::span<const RowId> premises, std::span<const Word> words) {
  const StoreId head = fixpoint_.plan->rules[r].head;
  Store& store = fixpoint_.stores[head.index()];
  if (!admit(r, words) || !meter_.fits(store.growth(1))) return;
  const auto [row, added] = store.insert(words, settling_ ? Grade::none : grade);
  if (added) (void)meter_.derived();
  highest_ = std::max(highest_, height);
  if (added && !settling_) {
    ++tally_[r].fresh;
    if (keeps_) store.set_derivation(row, r, height, premises);
    displace_by({head, row});
    changed(head).push_back(row);
  } else if (!added) {
    keep_better(r, grade, height, premises, row);
  }
}

bool Conclusions::stands(StoreId store, Grade grade, std::span<const Word> words) const {
  const auto best = best_.find(store);
  if (best == best_.end()) return true;
  if (!settling_) return best->second.stands(words, grade);
  const auto row = fixpoint_.store(store).find(words);
  return row && !fixpoint_.displaced.contains(Fixpoint::key({store, *row}));
}

/// What displaces others comes before them, so that none of these stands for a moment.
void Conclusions::end_round() {
  auto waiting = std::exchange(waiting_, {});
  std::ranges::stable_sort(waiting, [&](const auto& a, const auto& b) {
    const StoreId store = fixpoint_.plan->rules[a.first.rule].head;
    const StoreId other = fixpoint_.plan->rules[b.first.rule].head;
    if (store != other) return store < other;
    if (a.first.grade != b.first.grade) {
      return fixpoint_.calculus->surer(a.first.grade, b.first.grade);
    }
    const auto best = best_.find(store);
    return best != best_.end() && best->second.before(a.second, b.second);
  });
  for (const auto& [way, words] : waiting) {
    if (!stands(fixpoint_.plan->rules[way.rule].head, way.grade, words)) continue;
    keep(way.rule, way.grade, way.height, way.premises, words);
  }
}

void Conclusions::displace_by(RowRef row) {
  const auto best = best_.find(row.store);
  if (best == best_.end()) return;
  fixpoint_.displaced.erase(Fixpoint::key(row));
  displace(row.store, best->second.add(row.row));
}

void Conclusions::displace(StoreId store, const std::vector<RowId>& rows) {
  for (const RowId row : rows) {
    fixpoint_.displaced[Fixpoint::key({store, row})] = fixpoint_.store(store).grade(row);
    fixpoint_.stores[store.index()].set_grade(row, Grade::none);
  }
  improved_ = improved_ || !rows.empty();
}

void Conclusions::keep_best() {
  for (const auto& [store, rows] : best_) displace(store, rows.fallen());
  if (frontier_) {
    frontier_->each_fallen([&](StoreId store, const auto& rows) { displace(store, rows); });
  }
  frontier_.reset();
}

void Conclusions::join() {
  if (joins_) joining_.finish(component_->recursive);
}

void Conclusions::change_all() {
  for (const StoreId id : component_->stores) {
    const Store& store = fixpoint_.store(id);
    changed(id).reserve(store.size());
    for (RowId row = 0; row < store.size(); ++row) {
      if (store.grade(row) != Grade::none) changed(id).push_back(row);
    }
  }
}

bool Conclusions::take_changed(Delta& delta) {
  bool any = false;
  for (const StoreId store : component_->stores) {
    std::vector<RowId>& rows = changed(store);
    sort_unique(rows);
    any = any || !rows.empty();
    delta[store.index()] = std::exchange(rows, {});
    known_[store.index()] = {fixpoint_.store(store).size(), highest_};
    taken_height_[store.index()] =
        infer::common_height(fixpoint_.store(store), delta[store.index()]);
  }
  return any;
}

std::optional<std::uint32_t> Conclusions::common_height(const RulePlan& rule) const {
  if (rule.own_premises.empty()) return 0;
  if (rule.own_premises.size() > 1 || !rule.by_deltas()) return {};
  const StoreId store = rule.premise_stores[rule.own_premises.front()];
  const auto& taken = taken_height_[store.index()];
  if (!taken) return {};
  return *taken + 1;
}

void Conclusions::forget_changed() {
  for (const StoreId store : component_->stores) changed(store).clear();
}

void Conclusions::forget_highest() { highest_ = std::numeric_limits<std::uint32_t>::max(); }

bool Conclusions::take_final(Delta& delta) {
  for (const StoreId store : component_->stores) delta[store.index()].clear();
  return frontier_->take([&](const Frontier::Settled& one) { return put(one, delta); });
}

RowId Conclusions::put(const Frontier::Settled& settled, Delta& delta) {
  const StoreId head = fixpoint_.plan->rules[settled.rule].head;
  Store& store = fixpoint_.stores[head.index()];
  if (!admit(settled.rule, settled.words) || !meter_.fits(store.growth(1))) return no_row;
  const auto [row, added] = store.insert(settled.words, settled.grade);
  if (added) {
    (void)meter_.derived();
  } else {
    store.set_grade(row, settled.grade);
  }
  ++tally_[settled.rule].fresh;
  store.set_derivation(row, settled.rule, settled.height, settled.premises);
  delta[head.index()].push_back(row);
  return row;
}

bool Conclusions::begin_settling() {
  settled_.assign(fixpoint_.stores.size(), {});
  for (const StoreId id : component_->stores) {
    const RowId rows = fixpoint_.store(id).size();
    if (!meter_.fits(rows * sizeof(Grade))) return false;
    settled_[id.index()].reserve(rows);
  }
  for (const StoreId id : component_->stores) {
    Store& store = fixpoint_.stores[id.index()];
    for (RowId row = 0; row < store.size(); ++row) {
      settled_[id.index()].push_back(store.grade(row));
      if (store.derivation(row).rule != Derivation::given) store.set_grade(row, Grade::none);
    }
  }
  return settling_ = true;
}

void Conclusions::end_settling() {
  settling_ = false;
  for (const StoreId id : component_->stores) {
    Store& store = fixpoint_.stores[id.index()];
    for (RowId row = 0; row < store.size(); ++row) {
      store.set_grade(row, settled_[id.index()][row]);
    }
  }
}

void Conclusions::count_in(const Conclusions& other) {
  for (std::size_t r = 0; r < tally_.size(); ++r) {
    tally_[r].concluded += other.tally_[r].concluded;
    tally_[r].fresh += other.tally_[r].fresh;
  }
  improve(other.improved_);
}

}  // namespace casus::infer
