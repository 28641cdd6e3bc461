// SPDX-License-Identifier: Apache-2.0
#include "infer/maintain/maintenance_pass.hpp"

#include <algorithm>
#include <utility>

#include "infer/load/load.hpp"

namespace casus::infer {

using model::StatementId;
using plan::StorePlan;

Maintenance::Pass::Pass(State& state, const Settings& settings)
    : state_(state),
      fixpoint_(*state.fixpoint),
      grades_(settings.grades),
      runner_(fixpoint_, settings, &state.extra),
      changes_(fixpoint_.stores.size()),
      waiting_(fixpoint_.plan->components.size()),
      stated_(fixpoint_.plan->components.size()) {
  runner_.spare([this](const auto& use) {
    for (const auto& changes : changes_) {
      for (const RowChange& change : changes) use(change.before);
    }
    for (const RowChange& row : under_way_) use(row.before);
    for (const auto& [store, grades] : before_) {
      for (const Grade grade : grades) use(grade);
    }
  });
  const bool by_rule = fixpoint_.calculus->joining() == Calculus::Joining::by_rule;
  evidence_matters_ = !fixpoint_.given_origins.empty() || (by_rule && fixpoint_.has_sources);
}

bool Maintenance::Pass::run(std::span<const StatementId> gone, std::span<const StatementId> come) {
  if (!enter_statements(gone, come)) return false;
  for (std::uint32_t c = 0; c < waiting_.size(); ++c) {
    if (waiting_[c].empty() && stated_[c].empty() && !anew_.contains(c)) continue;
    revise_component(c);
    if (runner_.meter().stopped() || fixpoint_.calculus->exhausted()) return false;
  }
  take_places_away();
  runner_.hold();
  return true;
}

std::vector<RowChange> Maintenance::Pass::take_changes() {
  std::vector<RowChange> result;
  for (std::vector<RowChange>& changes : changes_) {
    result.insert(result.end(), changes.begin(), changes.end());
  }
  std::ranges::stable_sort(result, {}, [&](const RowChange& change) {
    return state_.component_of_store[change.row.store.index()];
  });
  return result;
}

bool Maintenance::Pass::is_stated(StoreId store) const {
  const StorePlan& plan = (*fixpoint_.plan)[store];
  const bool fact = plan.relation.valid() &&
                    fixpoint_.program->schema[plan.relation].kind == model::RelationKind::fact;
  return fact && (plan.role == StorePlan::Role::rows || plan.role == StorePlan::Role::negative);
}

Grade Maintenance::Pass::given_grade(RowRef ref) {
  return is_stated(ref.store) ? stated_grade(fixpoint_, ref, grades_) : Grade::none;
}

bool Maintenance::Pass::concerns_all(StatementId id, std::span<const StatementId> gone) const {
  if (fixpoint_.facts->is_record(id)) return false;
  const std::vector<model::Statement>& all = fixpoint_.facts->statements;
  const model::Statement& one = all[id.index()];
  const bool by_rule = fixpoint_.calculus->joining() == Calculus::Joining::by_rule;
  if (by_rule && one.source.valid() && !fixpoint_.has_sources) return true;
  if (one.origin.empty()) return false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!fixpoint_.counted[i] || all[i].origin != one.origin) continue;
    if (std::ranges::find(gone, StatementId(i)) == gone.end()) return false;
  }
  return true;
}

bool Maintenance::Pass::enter_statements(std::span<const StatementId> gone,
                                         std::span<const StatementId> come) {
  fixpoint_.counted.resize(fixpoint_.facts->statements.size());
  for (const auto& ids : {gone, come}) {
    const auto concerns = [&](StatementId id) { return concerns_all(id, gone); };
    if (std::ranges::any_of(ids, concerns)) return false;
  }
  // What was noticed of the subjects of some rating is not known to belong to it.
  const auto of_subjects = [](const Notice& one) { return !one.rule.valid(); };
  if (std::ranges::any_of(fixpoint_.notices, of_subjects)) return false;
  Rows singles;
  const auto note = [&](const std::optional<StatedRows>& rows) {
    if (!rows) return;
    const std::uint32_t c = state_.component_of_store[rows->fact.store.index()];
    stated_[c].insert(rows->fact);
    if (!rows->single.store.valid()) return;
    singles.insert(rows->single);
    // Others of the same fact may be weaker or stronger beside this one.
    for (const StatementId id : fixpoint_.statements_of(rows->fact)) {
      if (fixpoint_.facts->is_record(id)) continue;
      singles.insert(
          stated_rows(fixpoint_, fixpoint_.facts->statements[id.index()], grades_).single);
    }
  };
  for (const StatementId id : gone) note(take_out(fixpoint_, id, grades_));
  for (const StatementId id : come) note(enter(fixpoint_, id, grades_));
  for (const RowRef single : singles) {
    const Grade before = grade(single);
    set_grade(single, stated_grade(fixpoint_, single, grades_));
    record(single, before);
  }
  for (const RowRef single : singles) tell_of(single.store);
  return true;
}

void Maintenance::Pass::record(RowRef ref, Grade before, bool otherwise) {
  const Grade after = grade(ref);
  if (before != after || otherwise || evidence_matters_) {
    changes_[ref.store.index()].push_back({ref, before, after});
  }
}

void Maintenance::Pass::tell_of(StoreId store) {
  if (changes_[store.index()].empty() || !told_.insert(store).second) return;
  for (const Occurrence& one : state_.occurrences[store.index()]) {
    waiting_[state_.component_of_rule[one.rule]].emplace_back(store, &one);
  }
}

void Maintenance::Pass::revise_component(std::uint32_t c) {
  catch_up();
  Rows rows = stated_[c];
  if (anew_.contains(c) || hangs_together(component(c))) return derive_anew(c);
  if (component(c).recursive) {
    if (!derive_in_rounds(c, rows)) derive_anew(c);
  } else if (!find_rows(c, rows)) {
    derive_anew(c);
  } else if (!rows.empty()) {
    derive(c, rows);
  }
}

void Maintenance::Pass::catch_up() {
  for (std::size_t i = 0; i < fixpoint_.plan->indexes.size(); ++i) {
    fixpoint_.indexes[i].catch_up(fixpoint_.store(fixpoint_.plan->indexes[i].store));
  }
}

bool Maintenance::Pass::hangs_together(const ComponentPlan& component) const {
  if (component.recursive && (evidence_matters_ || fixpoint_.calculus->joins_all())) return true;
  for (const StoreId id : component.stores) {
    const StorePlan& store = (*fixpoint_.plan)[id];
    if (store.best || fixpoint_.is_incomplete(id)) return true;
    if (store.role != StorePlan::Role::negative) continue;
    if (fixpoint_.store(id).size() > 0 || !state_.heads[id.index()].empty()) return true;
  }
  return std::ranges::any_of(component.rules, [&](std::uint32_t r) {
    const RulePlan& rule = fixpoint_.plan->rules[r];
    return rule.anew || lacks_rows(fixpoint_, rule) ||
           std::ranges::find(fixpoint_.notices, rule.rule, &Notice::rule) !=
               fixpoint_.notices.end();
  });
}

bool Maintenance::Pass::derive_in_rounds(std::uint32_t c, const Rows& stated) {
  Rows gone = stated;
  show(&RowChange::before);
  find_resting(c, gone);
  show(&RowChange::after);
  if (gone.size() > many(component(c))) return false;
  std::map<StoreId, RowId> sizes;
  for (const StoreId id : component(c).stores) sizes[id] = fixpoint_.store(id).size();
  (void)runner_.machine().take_notices();
  runner_.begin(component(c));
  for (const RowRef ref : gone) {
    under_way_.push_back({ref, grade(ref)});
    fixpoint_.stores[ref.store.index()].reset(ref.row, given_grade(ref));
  }
  for (const RowRef ref : gone) {
    const std::vector<Word> words = fixpoint_.store(ref.store).row(ref.row);
    for (const std::uint32_t rule : state_.heads[ref.store.index()]) derive(rule, words);
  }
  run_back(c, &RowChange::after, [&](std::uint32_t rule, Grade grade, std::span<const Word> words) {
    runner_.conclude(rule, grade, words);
  });
  const bool plain = runner_.finish_rounds(component(c)) &&
                     runner_.machine().take_notices().empty() && !runner_.meter().stopped();
  std::map<RowRef, Grade> before;  // of rows that were there
  for (const auto& [ref, grade] : runner_.take_risen()) before.emplace(ref, grade);
  for (const RowChange& row : under_way_) before[row.row] = row.before;
  under_way_.clear();
  for (const auto& [id, size] : sizes) {
    for (RowId row = size; row < fixpoint_.store(id).size(); ++row) before[{id, row}] = Grade::none;
  }
  for (const auto& [ref, grade] : before) plain ? record(ref, grade) : set_grade(ref, grade);
  for (const StoreId id : component(c).stores) tell_of(id);
  return plain;
}

void Maintenance::Pass::show(Grade RowChange::*grade) {
  for (const std::vector<RowChange>& changes : changes_) {
    for (const RowChange& change : changes) set_grade(change.row, change.*grade);
  }
  for (Fold& fold : folds_) {
    RatingRows& rated = fixpoint_.ratings[fold.rating.index()];
    std::swap(rated.scores[fold.place], fold.score);
    for (std::size_t i = 0; i < fold.points.size(); ++i) {
      std::swap(rated.points[fold.place * fold.points.size() + i], fold.points[i]);
    }
  }
  for (auto& [rating, rows] : ratings_) std::swap(fixpoint_.ratings[rating.index()], rows);
  for (Placed& one : placed_) {
    std::swap(fixpoint_.ratings[one.rating.index()].places[one.subject], one.place);
  }
  for (auto& [store, denials] : denials_) {
    std::swap(fixpoint_.undecided[store.index()], denials.undecided);
    std::swap(fixpoint_.wild_negatives[store.index()], denials.wild);
  }
}

void Maintenance::Pass::derive(std::uint32_t c, const Rows& rows) {
  runner_.begin(component(c));
  for (const RowRef ref : rows) {
    under_way_.push_back({ref, grade(ref)});
    fixpoint_.stores[ref.store.index()].reset(ref.row, given_grade(ref));
    fixpoint_.ways.erase(Fixpoint::key(ref));
  }
  for (const RowRef ref : rows) {
    const std::vector<Word> words = fixpoint_.store(ref.store).row(ref.row);
    for (const std::uint32_t rule : state_.heads[ref.store.index()]) derive(rule, words);
  }
  runner_.finish();
  for (const RowChange& row : under_way_) record(row.row, row.before);
  under_way_.clear();
  for (const RowRef ref : rows) tell_of(ref.store);
  if (component(c).rating) fold(*component(c).rating);
}

void Maintenance::Pass::change(RowRef ref, Grade now) {
  changes_[ref.store.index()].push_back({ref, grade(ref), now});
  set_grade(ref, now);
}

void Maintenance::Pass::reset(StoreId id) {
  Store& store = fixpoint_.stores[id.index()];
  std::vector<Grade>& before = before_[id];
  before.reserve(store.size());
  for (RowId row = 0; row < store.size(); ++row) {
    before.push_back(store.grade(row));
    store.reset(row, given_grade({id, row}));
    fixpoint_.ways.erase(Fixpoint::key({id, row}));
    fixpoint_.displaced.erase(Fixpoint::key({id, row}));
  }
}

void Maintenance::Pass::compare() {
  for (const auto& [id, grades] : before_) {
    const Store& store = fixpoint_.store(id);
    std::set<RowId> otherwise = undecided_rows(id);
    add_other_parts(id, otherwise);
    for (RowId row = 0; row < store.size(); ++row) {
      const Grade before = row < grades.size() ? grades[row] : Grade::none;
      record({id, row}, before, otherwise.contains(row));
    }
    tell_of(id);
  }
  before_.clear();
}

std::set<RowId> Maintenance::Pass::undecided_rows(StoreId id) const {
  std::set<RowId> rows;
  for (const Undecided& one : fixpoint_.undecided[id.index()]) rows.insert(one.row);
  const auto before = denials_.find(id);
  if (before == denials_.end()) return rows;
  for (const Undecided& one : before->second.undecided) rows.insert(one.row);
  return rows;
}

void Maintenance::Pass::derive_anew(std::uint32_t c) {
  const ComponentPlan& component = this->component(c);
  const std::vector<bool> incomplete = fixpoint_.incomplete;
  for (const StoreId id : component.stores) {
    reset(id);
    Denials& denials = denials_[id];
    denials.undecided = std::exchange(fixpoint_.undecided[id.index()], {});
    denials.wild = std::exchange(fixpoint_.wild_negatives[id.index()], {});
    fixpoint_.incomplete[id.index()] = false;
    std::erase_if(fixpoint_.contradictions,
                  [&](const Contradiction& one) { return one.held.store == id; });
  }
  for (const std::uint32_t r : component.rules) {
    const model::RuleId rule = fixpoint_.plan->rules[r].rule;
    std::erase_if(fixpoint_.notices, [&](const Notice& one) { return one.rule == rule; });
  }
  if (component.rating) forget(fixpoint_.plan->ratings[*component.rating].rating);
  runner_.run_component(component);
  std::ranges::stable_sort(fixpoint_.contradictions, {}, [&](const Contradiction& one) {
    return state_.component_of_store[one.held.store.index()];
  });
  compare();
  for (const StoreId id : component.stores) {
    if (fixpoint_.incomplete[id.index()] == incomplete[id.index()]) continue;
    for (const Occurrence& one : state_.occurrences[id.index()]) {
      anew_.insert(state_.component_of_rule[one.rule]);
    }
  }
}

}  // namespace casus::infer
