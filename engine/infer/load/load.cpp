// SPDX-License-Identifier: Apache-2.0
#include "infer/load/load.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "infer/load/load_records.hpp"
#include "infer/origins.hpp"

namespace casus::infer {
namespace {

using model::Statement;
using model::StatementId;

bool valid_at(const Statement& statement, std::optional<model::Day> as_of) {
  if (!as_of) return true;
  if (statement.valid_from && *as_of < *statement.valid_from) return false;
  return !statement.valid_until || *as_of <= *statement.valid_until;
}

/// Statements of one row by origin, with the strongest of each.
using Strongest = std::map<std::string, double>;

double certainty_of(const Fixpoint& fixpoint, const Statement& statement, const Grades& grades) {
  const model::Relation& relation = fixpoint.program->schema[statement.relation];
  return aged_certainty(*fixpoint.facts, statement, relation, grades, fixpoint.as_of);
}

/// The statements of one origin about one row, as one event.
Grade grade_of_origin(Fixpoint& into, RowRef ref, const std::string& origin, double certainty) {
  if (!into.calculus->names_events()) return into.calculus->given(certainty, {});
  const plan::StorePlan& store = (*into.plan)[ref.store];
  const model::Relation& relation = into.program->schema[store.relation];
  const bool denied = store.role == plan::StorePlan::Role::negative;
  const std::vector<Word> values = into.store(ref.store).row(ref.row);
  return into.calculus->given(certainty,
                              {.kind = denied ? Event::Kind::denial : Event::Kind::statement,
                               .module = relation.module,
                               .name = relation.name,
                               .origin = origin,
                               .values = values,
                               .types = store.columns,
                               .symbols = &into.symbols});
}

/// A single statement: where it is weaker than others of its origin, it holds in a part of the
/// worlds in which these do.
Grade grade_of_statement(Fixpoint& into, RowRef fact, RowRef single, const std::string& origin,
                         double certainty, double strongest) {
  const Grade whole = grade_of_origin(into, fact, origin, strongest);
  if (certainty >= strongest) return whole;
  if (!into.calculus->by_world()) return into.calculus->given(certainty, {});
  const std::string part = "part of " + origin;
  return into.calculus->both(whole, grade_of_origin(into, single, part, certainty / strongest));
}

/// What the statements of a row say, by origin: the strongest of each.
std::map<std::string, double> strongest_of(const Fixpoint& fixpoint,
                                           std::span<const StatementId> ids, const Grades& grades) {
  std::map<std::string, double> result;
  for (const StatementId id : ids) {
    if (fixpoint.facts->is_record(id)) continue;
    const Statement& one = fixpoint.facts->statements[id.index()];
    double& strongest = result[origin_of(*fixpoint.facts, one)];
    strongest = std::max(strongest, certainty_of(fixpoint, one, grades));
  }
  return result;
}

/// How sure a single statement is, which may have been made several times.
Grade single_grade(Fixpoint& fixpoint, RowRef single, std::span<const StatementId> ids,
                   const Grades& grades) {
  const StoreId store = fixpoint.plan->rows[(*fixpoint.plan)[single.store].relation.index()];
  std::vector<Word> row = fixpoint.store(single.store).row(single.row);
  row.resize(fixpoint.store(store).width());
  const RowRef fact{store, fixpoint.store(store).find(row).value_or(no_row)};
  const auto strongest = strongest_of(fixpoint, fixpoint.statements_of(fact), grades);
  Grade grade = Grade::none;
  for (const StatementId id : ids) {
    const Statement& one = fixpoint.facts->statements[id.index()];
    const std::string origin = origin_of(*fixpoint.facts, one);
    const double certainty = certainty_of(fixpoint, one, grades);
    grade = fixpoint.calculus->either(
        grade, grade_of_statement(fixpoint, fact, single, origin, certainty, strongest.at(origin)));
  }
  return grade;
}

/// Of a record: the single statements were copied from the facts, row by row, when there was
/// nothing else.
StatedRows recorded_rows(Fixpoint& fixpoint, const Statement& record) {
  const std::size_t r = record.relation.index();
  std::vector<Word> row = record.fields;
  row.push_back(static_cast<Word>(record.kind));
  const RowId fact = fixpoint.store(fixpoint.plan->rows[r]).find(row).value_or(no_row);
  return {{fixpoint.plan->rows[r], fact}, {fixpoint.plan->attested[r], fact}};
}

/// Fills the stores with records and statements. Stops where the meter says so.
class Loader {
 public:
  Loader(Fixpoint& into, const Grades& grades, Meter& meter)
      : into_(into),
        facts_(*into.facts),
        grades_(grades),
        meter_(meter),
        full_(into.calculus->full()),
        certain_(into.stores.size()) {}

  void load() {
    into_.recorded.resize(into_.stores.size());
    // Records are certain, whatever else attests them, and go in before what may attest them too.
    load_records(into_, meter_);
    for (std::size_t i = 0; i < certain_.size(); ++i) {
      certain_[i].assign(into_.stores[i].size(), true);
    }
    into_.counted.resize(facts_.statements.size());
    for (std::size_t i = 0; i < facts_.statements.size() && meter_.tick(); ++i) {
      load_statement(StatementId(i));
    }
    grade_facts();
    grade_singles();
    drop_records();
  }

 private:
  struct Single {
    RowRef fact;
    RowRef row;
    std::string origin;
    double certainty = 0;
  };

  /// Those that were withdrawn leave their rows to what else attests them.
  void drop_records() {
    const auto first = facts_.withdrawn.lower_bound(StatementId(model::FactBase::first_record));
    for (auto id = first; id != facts_.withdrawn.end(); ++id) {
      const StatedRows rows = recorded_rows(into_, facts_[*id]);
      for (const RowRef row : {rows.fact, rows.single}) {
        into_.stores[row.store.index()].set_grade(row.row, stated_grade(into_, row, grades_));
      }
    }
  }

  void load_statement(StatementId id) {
    const Statement& statement = facts_.statements[id.index()];
    if (facts_.withdrawn.contains(id) || !valid_at(statement, into_.as_of)) return;
    into_.counted[id.index()] = true;
    const std::size_t r = statement.relation.index();
    const model::Relation& relation = into_.program->schema.relations[r];
    const double certainty = aged_certainty(facts_, statement, relation, grades_, into_.as_of);
    const std::string origin = origin_of(facts_, statement);
    if (!statement.origin.empty()) into_.given_origins.insert(statement.origin);
    into_.has_sources = into_.has_sources || statement.source.valid();
    // What is certain by itself is so whatever else is said, as records are.
    const bool certain = statement.holds && certainty >= 1 && origin.empty();
    row_ = statement.fields;
    row_.push_back(static_cast<Word>(statement.kind));
    const RowRef ref =
        insert(statement.holds ? into_.plan->rows[r] : into_.plan->negatives[r], certain, id);
    if (!certain) {
      double& strongest = origins_[ref][origin];
      strongest = std::max(strongest, certainty);
    }
    if (!statement.holds || !into_.plan->attested[r].valid()) return;
    const std::string_view source =
        statement.source.valid() ? facts_[statement.source].id : std::string_view();
    row_.push_back(into_.symbols.intern(source));
    row_.push_back(model::word_of_number(into_.calculus->stated(certainty)));
    const RowRef single = insert(into_.plan->attested[r], certain, id);
    if (!certain) singles_.push_back({ref, single, origin, certainty});
  }

  /// Inserts `row_`, which a statement attests.
  RowRef insert(StoreId id, bool certain, StatementId statement) {
    Store& store = into_.stores[id.index()];
    const auto [row, added] = store.insert(row_, certain ? full_ : Grade::none);
    const RowRef ref{id, row};
    attest(ref, added, statement);
    if (certain) {
      std::vector<bool>& rows = certain_[id.index()];
      if (rows.size() <= row) rows.resize(row + 1);
      rows[row] = true;
      if (!added) store.set_grade(row, full_);
    }
    return ref;
  }

  void attest(RowRef ref, bool added, StatementId statement) {
    if (added) {
      record_first(into_, ref, statement);
    } else {
      into_.statements[Fixpoint::key(ref)].push_back(statement);
    }
  }

  [[nodiscard]] bool is_certain(RowRef ref) const {
    const std::vector<bool>& rows = certain_[ref.store.index()];
    return ref.row < rows.size() && rows[ref.row];
  }

  void grade_facts() {
    for (const auto& [ref, by_origin] : origins_) {
      if (is_certain(ref)) continue;
      std::vector<Grade> parts;
      for (const auto& [origin, own] : by_origin) {
        parts.push_back(grade_of_origin(into_, ref, origin, own));
      }
      into_.stores[ref.store.index()].set_grade(ref.row, into_.calculus->together(parts));
    }
  }

  void grade_singles() {
    for (const Single& one : singles_) {
      if (is_certain(one.row)) continue;
      const bool outdone = one.origin.empty() && is_certain(one.fact);
      const double strongest = outdone ? 1 : origins_.at(one.fact).at(one.origin);
      const Grade grade =
          grade_of_statement(into_, one.fact, one.row, one.origin, one.certainty, strongest);
      Store& attested = into_.stores[one.row.store.index()];
      attested.set_grade(one.row.row, into_.calculus->either(attested.grade(one.row.row), grade));
    }
  }

  Fixpoint& into_;
  const model::FactBase& facts_;
  const Grades& grades_;
  Meter& meter_;
  const Grade full_;
  std::vector<Word> row_;
  /// By store: rows that are certain whatever else attests them; others may be missing at the end.
  std::vector<std::vector<bool>> certain_;
  std::map<RowRef, Strongest> origins_;  ///< but for what is certain
  std::vector<Single> singles_;          ///< likewise
};

}  // namespace

std::vector<StatementId> Fixpoint::statements_of(RowRef ref) const {
  std::vector<StatementId> result;
  if (ref.store.index() < recorded.size()) {
    const std::vector<Recorded>& runs = recorded[ref.store.index()];
    const auto after = std::ranges::upper_bound(runs, ref.row, {}, &Recorded::first);
    if (after != runs.begin() && ref.row - std::prev(after)->first < std::prev(after)->rows) {
      const Recorded& run = *std::prev(after);
      result.emplace_back(run.statement.index() + (ref.row - run.first));
    }
  }
  const auto it = statements.find(key(ref));
  if (it != statements.end()) result.insert(result.end(), it->second.begin(), it->second.end());
  if (!facts->withdrawn.empty()) {
    std::erase_if(result, [&](StatementId id) { return facts->withdrawn.contains(id); });
  }
  std::ranges::sort(result);
  return result;
}

double aged_certainty(const model::FactBase& facts, const Statement& statement,
                      const model::Relation& relation, const Grades& grades,
                      std::optional<model::Day> as_of) {
  double certainty = facts.certainty(statement, grades);
  const std::optional<model::Day> observed = facts.observed(statement);
  if (!relation.half_life || !as_of || !observed || *as_of <= *observed) return certainty;
  constexpr double days_a_month = 365.2425 / 12;
  const double half_life = static_cast<double>(relation.half_life->amount) *
                           (relation.half_life->in_days ? 1 : days_a_month);
  return certainty * std::exp2(-static_cast<double>(*as_of - *observed) / half_life);
}

StatedRows stated_rows(Fixpoint& fixpoint, const Statement& statement, const Grades& grades) {
  const std::size_t r = statement.relation.index();
  std::vector<Word> row = statement.fields;
  row.push_back(static_cast<Word>(statement.kind));
  const auto place = [&](StoreId store) {
    return RowRef{store, fixpoint.stores[store.index()].insert(row, Grade::none).first};
  };
  StatedRows result;
  result.fact = place(statement.holds ? fixpoint.plan->rows[r] : fixpoint.plan->negatives[r]);
  if (!statement.holds || !fixpoint.plan->attested[r].valid()) return result;
  const bool sourced = statement.source.valid();
  row.push_back(fixpoint.symbols.intern(sourced ? (*fixpoint.facts)[statement.source].id : ""));
  const double certainty = certainty_of(fixpoint, statement, grades);
  row.push_back(model::word_of_number(fixpoint.calculus->stated(certainty)));
  result.single = place(fixpoint.plan->attested[r]);
  return result;
}

std::optional<StatedRows> enter(Fixpoint& into, StatementId id, const Grades& grades) {
  if (into.facts->withdrawn.contains(id)) return std::nullopt;
  if (into.facts->is_record(id)) return recorded_rows(into, (*into.facts)[id]);
  const Statement& statement = into.facts->statements[id.index()];
  if (!valid_at(statement, into.as_of)) return std::nullopt;
  into.counted[id.index()] = true;
  const StatedRows rows = stated_rows(into, statement, grades);
  for (const RowRef row : {rows.fact, rows.single}) {
    if (!row.store.valid()) continue;
    const std::vector<StatementId> known = into.statements_of(row);
    if (std::ranges::find(known, id) == known.end())
      into.statements[Fixpoint::key(row)].push_back(id);
  }
  if (!statement.origin.empty()) into.given_origins.insert(statement.origin);
  into.has_sources = into.has_sources || statement.source.valid();
  return rows;
}

std::optional<StatedRows> take_out(Fixpoint& from, StatementId id, const Grades& grades) {
  if (from.facts->is_record(id)) return recorded_rows(from, (*from.facts)[id]);
  if (!from.counted[id.index()]) return std::nullopt;
  from.counted[id.index()] = false;
  const StatedRows rows = stated_rows(from, from.facts->statements[id.index()], grades);
  for (const RowRef row : {rows.fact, rows.single}) {
    const auto said = from.statements.find(Fixpoint::key(row));
    if (said == from.statements.end()) continue;
    std::erase(said->second, id);
    if (said->second.empty()) from.statements.erase(said);
  }
  return rows;
}

Grade stated_grade(Fixpoint& fixpoint, RowRef ref, const Grades& grades) {
  const std::vector<StatementId> ids = fixpoint.statements_of(ref);
  if (ids.empty()) return Grade::none;
  // Records come last, and are certain.
  if (fixpoint.facts->is_record(ids.back())) return fixpoint.calculus->full();
  if ((*fixpoint.plan)[ref.store].role == plan::StorePlan::Role::attested) {
    return single_grade(fixpoint, ref, ids, grades);
  }
  if (ids.size() == 1) {
    const Statement& one = fixpoint.facts->statements[ids.front().index()];
    const Grade grade = grade_of_origin(fixpoint, ref, origin_of(*fixpoint.facts, one),
                                        certainty_of(fixpoint, one, grades));
    return fixpoint.calculus->together({&grade, 1});
  }
  std::vector<Grade> parts;
  for (const auto& [origin, certainty] : strongest_of(fixpoint, ids, grades)) {
    parts.push_back(grade_of_origin(fixpoint, ref, origin, certainty));
  }
  return fixpoint.calculus->together(parts);
}

void load(Fixpoint& into, const Grades& grades, Meter& meter) {
  Loader(into, grades, meter).load();
  for (const auto* stores : {&into.plan->rows, &into.plan->negatives}) {
    for (const StoreId id : *stores) {
      if (id.valid()) into.base_facts += into.store(id).size();
    }
  }
}

}  // namespace casus::infer
