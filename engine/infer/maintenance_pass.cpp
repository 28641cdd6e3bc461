// SPDX-License-Identifier: Apache-2.0
#include "infer/maintenance_pass.hpp"

#include <algorithm>

#include "base/sort_unique.hpp"
#include "infer/load.hpp"
#include "infer/ratings.hpp"

namespace casus::infer {

using model::StatementId;
using plan::StorePlan;
using plan::Variables;

Maintenance::Pass::Pass(State& state, const Settings& settings)
    : state_(state),
      fixpoint_(*state.fixpoint),
      grades_(settings.grades),
      runner_(fixpoint_, settings, &state.extra),
      changes_(fixpoint_.stores.size()),
      waiting_(fixpoint_.plan.components.size()),
      stated_(fixpoint_.plan.components.size()) {
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

void Maintenance::Pass::take_places_away() {
  std::ranges::sort(placed_, std::ranges::greater(), &Placed::place);
  for (const Placed& one : placed_) {
    if (one.place != RatingRows::nowhere) erase_place(fixpoint_, one.rating, one.place);
  }
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
  const StorePlan& plan = fixpoint_.plan[store];
  const bool fact = plan.relation.valid() &&
                    fixpoint_.program->schema[plan.relation].kind == model::RelationKind::fact;
  return fact && (plan.role == StorePlan::Role::rows || plan.role == StorePlan::Role::negative);
}

Grade Maintenance::Pass::given_grade(RowRef ref) {
  return is_stated(ref.store) ? stated_grade(fixpoint_, ref, grades_) : Grade::none;
}

bool Maintenance::Pass::concerns_all(StatementId id) const {
  if (fixpoint_.facts->is_record(id)) return false;
  const model::Statement& one = fixpoint_.facts->statements[id.index()];
  const bool by_rule = fixpoint_.calculus->joining() == Calculus::Joining::by_rule;
  return !one.origin.empty() || (by_rule && one.source.valid() && !fixpoint_.has_sources);
}

bool Maintenance::Pass::enter_statements(std::span<const StatementId> gone,
                                         std::span<const StatementId> come) {
  for (const auto& ids : {gone, come}) {
    if (std::ranges::any_of(ids, [&](StatementId id) { return concerns_all(id); })) return false;
  }
  // What was noticed of the subjects of some rating is not known to belong to it.
  const auto of_subjects = [](const Notice& one) { return !one.rule.valid(); };
  if (std::ranges::any_of(fixpoint_.notices, of_subjects)) return false;
  fixpoint_.counted.resize(fixpoint_.facts->statements.size());
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
  for (std::size_t i = 0; i < fixpoint_.plan.indexes.size(); ++i) {
    fixpoint_.indexes[i].catch_up(fixpoint_.store(fixpoint_.plan.indexes[i].store));
  }
}

bool Maintenance::Pass::hangs_together(const ComponentPlan& component) const {
  if (component.recursive && (evidence_matters_ || fixpoint_.calculus->joins_all())) return true;
  for (const StoreId id : component.stores) {
    const StorePlan& store = fixpoint_.plan[id];
    if (store.best || fixpoint_.is_incomplete(id)) return true;
    if (store.role != StorePlan::Role::negative) continue;
    if (fixpoint_.store(id).size() > 0 || !state_.heads[id.index()].empty()) return true;
  }
  return std::ranges::any_of(component.rules, [&](std::uint32_t r) {
    const RulePlan& rule = fixpoint_.plan.rules[r];
    return rule.anew || lacks_rows(fixpoint_, rule) ||
           std::ranges::find(fixpoint_.notices, rule.rule, &Notice::rule) !=
               fixpoint_.notices.end();
  });
}

bool Maintenance::Pass::find_rows(std::uint32_t c, Rows& rows) {
  show(&RowChange::before);
  run_back(c, &RowChange::before, [&](std::uint32_t rule, Grade, std::span<const Word> words) {
    const StoreId head = fixpoint_.plan.rules[rule].head;
    const auto row = fixpoint_.store(head).find(words);
    if (row) rows.insert({head, *row});
  });
  show(&RowChange::after);
  (void)runner_.machine().take_notices();
  run_back(c, &RowChange::after, [&](std::uint32_t rule, Grade, std::span<const Word> words) {
    const StoreId head = fixpoint_.plan.rules[rule].head;
    Store& store = fixpoint_.stores[head.index()];
    rows.insert({head, store.insert(words, Grade::none).first});
  });
  return runner_.machine().take_notices().empty() && rows.size() <= many(component(c));
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

void Maintenance::Pass::find_resting(std::uint32_t c, Rows& rows) {
  std::vector<RowRef> open(rows.begin(), rows.end());
  const auto add = [&](std::uint32_t rule, std::span<const Word> words) {
    const StoreId id = fixpoint_.plan.rules[rule].head;
    const Store& head = fixpoint_.store(id);
    const auto row = head.find(words);
    if (!row || head.derivation(*row).rule != rule) return;
    const std::vector<RowId>& premises = runner_.machine().premises();
    const auto kept = head.premises(*row, fixpoint_.plan.rules[rule].premises);
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
      for (const std::vector<plan::Step>& steps : fixpoint_.plan.rules[rule].deltas) {
        if (steps.front().pattern.store != ref.store) continue;
        const std::vector<RowId> row{ref.row};
        run(fixpoint_.plan.rules[rule], steps, &row,
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
    for (const RowChange& change : changes_[waiting.first.index()]) {
      if (from.positive && change.*when == Grade::none) continue;
      run_back(from, change.row,
               [&](Grade grade, std::span<const Word> words) { use(from.rule, grade, words); });
    }
  }
}

void Maintenance::Pass::run_back(const Occurrence& from, RowRef ref, Use use) {
  const Store& store = fixpoint_.store(ref.store);
  for (const auto& [column, word] : from.asked) {
    const Word own = store.at(ref.row, column);
    if (own != word && own != model::unknown_word) return;
  }
  known_.clear();
  Variables variables;
  for (const auto& [column, variable] : from.known) {
    const Word own = store.at(ref.row, column);
    if (own == model::unknown_word) continue;
    known_.emplace_back(variable.value, own);
    variables.insert(variable);
  }
  run_rule(from.rule, variables, use);
}

void Maintenance::Pass::run_rule(std::uint32_t rule, const Variables& variables, Use use) {
  const RulePlan& plan = state_.plan(rule, variables);
  run(plan, plan.steps, nullptr, use);
}

void Maintenance::Pass::run(const RulePlan& plan, const std::vector<plan::Step>& steps,
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

void Maintenance::Pass::fold(std::uint32_t rating) {
  const plan::RatingPlan& plan = fixpoint_.plan.ratings[rating];
  const RatingId id = plan.rating;
  const bool known =
      std::ranges::find(fixpoint_.unrated, id, &Unrated::rating) == fixpoint_.unrated.end();
  std::set<RowId> come;
  std::set<RowId> gone;
  for (const RowChange& change : changes_[plan.subjects.index()]) {
    const bool held = fixpoint_.calculus->holds(change.before);
    const bool holds = fixpoint_.calculus->holds(change.after);
    if (held != holds) (holds ? come : gone).insert(change.row.row);
  }
  std::set<std::pair<RowId, Input>> inputs;
  if (!known || !collect_inputs(plan, gone, inputs)) return rate_anew(id);
  for (const RowId subject : come) {
    insert_place(fixpoint_, id, subject);
    placed_.push_back({id, subject, RatingRows::nowhere});
    each_input(plan, [&](Input input) { inputs.emplace(subject, input); });
  }
  const StoreId told = fixpoint_.plan.rows[fixpoint_.program->schema[id].relation.index()];
  RatingRows& rated = fixpoint_.ratings[rating];
  for (const RowId subject : gone) {
    change({told, told_by(fixpoint_, id, rated.places[subject])}, Grade::none);
    placed_.push_back({id, subject, std::exchange(rated.places[subject], RatingRows::nowhere)});
  }
  for (auto it = inputs.begin(); it != inputs.end();) {
    const RowId subject = it->first;
    for (; it != inputs.end() && it->first == subject; ++it) {
      replace(plan, rated.places[subject], it->second);
    }
    fold(id, rated.places[subject], come.contains(subject));
  }
  tell_of(told);
}

bool Maintenance::Pass::collect_inputs(const plan::RatingPlan& plan, const std::set<RowId>& gone,
                                       std::set<std::pair<RowId, Input>>& into) {
  const Store& subjects = fixpoint_.store(plan.subjects);
  bool rated = true;
  each_input(plan, [&](Input input) {
    const StoreId store = store_of(plan, input);
    for (const RowChange& change : changes_[store.index()]) {
      const auto subject = subjects.find(this->subject(plan, change.row));
      const bool holds = subject && fixpoint_.calculus->holds(subjects.grade(*subject));
      if (holds) {
        into.emplace(*subject, input);
      } else {
        rated = rated && change.after == Grade::none;
      }
    }
    for (const RowId row : gone) {
      for (const RowId left : rows_beginning_with(store, subjects.row(row))) {
        rated = rated && !fixpoint_.calculus->holds(fixpoint_.store(store).grade(left));
      }
    }
  });
  return rated;
}

void Maintenance::Pass::each_input(const plan::RatingPlan& plan,
                                   base::FunctionRef<void(Input)> use) {
  for (std::uint32_t i = 0; i < plan.contributions.size(); ++i) use({false, i});
  for (std::uint32_t i = 0; i < plan.limits.size(); ++i) use({true, i});
}

StoreId Maintenance::Pass::store_of(const plan::RatingPlan& plan, Input input) {
  return (input.limit ? plan.limits : plan.contributions)[input.place].store;
}

std::vector<Word> Maintenance::Pass::subject(const plan::RatingPlan& plan, RowRef row) const {
  std::vector<Word> words = fixpoint_.store(row.store).row(row.row);
  words.resize(fixpoint_.store(plan.subjects).width());
  return words;
}

void Maintenance::Pass::replace(const plan::RatingPlan& plan, std::uint32_t place, Input input) {
  RatingRows& rated = fixpoint_.ratings[plan.rating.index()];
  InputLists& lists = input.limit ? rated.limits : rated.contributions;
  const std::vector<Word> subject = fixpoint_.store(plan.subjects).row(rated.subjects[place]);
  const std::vector<RowId> counting =
      counting_rows(fixpoint_, plan.rating, input.limit, input.place,
                    rows_beginning_with(store_of(plan, input), subject));
  std::vector<InputRow> list;
  for (const InputRow one : lists.of(place)) {
    if (one.input != input.place) list.push_back(one);
  }
  for (const RowId row : counting) list.push_back({input.place, row});
  std::ranges::stable_sort(list, {}, &InputRow::input);
  lists.replaced[place] = std::move(list);
}

std::vector<RowId> Maintenance::Pass::rows_beginning_with(StoreId id,
                                                          const std::vector<Word>& words) {
  std::vector<std::uint32_t> columns;
  for (std::uint32_t i = 0; i < words.size(); ++i) columns.push_back(i);
  const Store& store = fixpoint_.store(id);
  Index& index = index_of(id, columns);
  index.catch_up(store);
  std::vector<RowId> rows;
  for (RowId row = index.first(store, words); row != no_row; row = index.next(row)) {
    const auto same = [&](std::uint32_t i) { return store.at(row, i) == words[i]; };
    if (std::ranges::all_of(columns, same)) rows.push_back(row);
  }
  std::ranges::sort(rows);
  return rows;
}

Index& Maintenance::Pass::index_of(StoreId store, const std::vector<std::uint32_t>& columns) {
  const std::size_t id = state_.replanner->index(store, columns).index();
  const std::size_t known = fixpoint_.indexes.size();
  if (id < known) return fixpoint_.indexes[id];
  while (state_.extra.indexes.size() < state_.replanner->indexes().size()) {
    const plan::IndexPlan& added = state_.replanner->indexes()[state_.extra.indexes.size()];
    state_.extra.index_plans.push_back(added);
    state_.extra.indexes.emplace_back(added);
  }
  return state_.extra.indexes[id - known];
}

void Maintenance::Pass::fold(RatingId id, std::uint32_t place, bool is_new) {
  RatingRows& rated = fixpoint_.ratings[id.index()];
  const std::size_t factors = fixpoint_.program->schema[id].factors.size();
  const std::span points = std::span(rated.points).subspan(place * factors, factors);
  if (!is_new) folds_.push_back({id, place, rated.scores[place], {points.begin(), points.end()}});
  const Refolded rows = refold(fixpoint_, id, place, runner_.meter());
  const StoreId store = fixpoint_.plan.rows[fixpoint_.program->schema[id].relation.index()];
  const Grade full = fixpoint_.calculus->full();
  if (!is_new && rows.before != rows.after) change({store, rows.before}, Grade::none);
  // Where the score is the same, rules may yet read its parts.
  change({store, rows.after}, full);
}

void Maintenance::Pass::change(RowRef ref, Grade now) {
  changes_[ref.store.index()].push_back({ref, grade(ref), now});
  set_grade(ref, now);
}

void Maintenance::Pass::rate_anew(RatingId id) {
  const StoreId store = fixpoint_.plan.rows[fixpoint_.program->schema[id].relation.index()];
  reset(store);
  forget(id);
  rate(fixpoint_, id, runner_.meter());
  compare();
}

void Maintenance::Pass::forget(RatingId id) {
  ratings_.emplace_back(id, std::exchange(fixpoint_.ratings[id.index()], {}));
  std::erase_if(fixpoint_.unrated, [&](const Unrated& one) { return one.rating == id; });
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

void Maintenance::Pass::add_other_parts(StoreId id, std::set<RowId>& rows) const {
  for (const auto& [rating, before] : ratings_) {
    const model::Schema& schema = fixpoint_.program->schema;
    if (fixpoint_.plan.rows[schema[rating].relation.index()] != id) continue;
    const RatingRows& now = fixpoint_.ratings[rating.index()];
    const std::size_t factors = schema[rating].factors.size();
    for (std::uint32_t place = 0; place < now.size(); ++place) {
      const RowId subject = now.subjects[place];
      if (subject >= before.places.size()) continue;
      const std::uint32_t old = before.places[subject];
      if (old == RatingRows::nowhere) continue;
      const std::span points = std::span(now.points).subspan(place * factors, factors);
      const std::span others = std::span(before.points).subspan(old * factors, factors);
      if (!std::ranges::equal(points, others)) rows.insert(told_by(fixpoint_, rating, place));
    }
  }
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
    const model::RuleId rule = fixpoint_.plan.rules[r].rule;
    std::erase_if(fixpoint_.notices, [&](const Notice& one) { return one.rule == rule; });
  }
  if (component.rating) forget(fixpoint_.plan.ratings[*component.rating].rating);
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
