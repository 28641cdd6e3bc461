// SPDX-License-Identifier: Apache-2.0
#include "infer/load.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

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

/// The statements of one origin about one row, as one event.
Grade grade_of_origin(Fixpoint& into, RowRef ref, const std::string& origin, double certainty) {
  const plan::StorePlan& store = into.plan[ref.store];
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

/// Inserts the records of a file batch by batch; `noted` hears of the row of each.
template <class Noted>
void insert_records(const model::Records& file, Store& store, const Noted& noted) {
  constexpr std::uint32_t batch = 1024;
  const std::size_t width = file.columns.size();
  std::vector<std::vector<Word>> words(width + 1, std::vector<Word>(batch));
  std::ranges::fill(words.back(), static_cast<Word>(model::StatementKind::fact));
  std::vector<const Word*> columns;
  for (const std::vector<Word>& column : words) columns.push_back(column.data());
  std::vector<RowId> rows;
  store.reserve(file.size);
  for (std::uint32_t first = 0; first < file.size; first += batch) {
    const std::uint32_t count = std::min(batch, file.size - first);
    for (std::size_t c = 0; c < width; ++c) file.columns[c].read(first, count, words[c]);
    RowId next = store.size();
    store.insert(columns, count, nullptr, rows);
    for (std::uint32_t i = 0; i < count; ++i) {
      const bool added = rows[i] == next;
      if (added) ++next;
      noted(first + i, rows[i], added);
    }
  }
}

/// Records are certain, whatever else attests them, and go in before what may attest them too. As
/// single statements they are what they are as facts, from no source.
void load_records(Fixpoint& into) {
  const model::FactBase& facts = *into.facts;
  into.recorded.resize(into.stores.size());
  for (std::size_t f = 0; f < facts.records.size(); ++f) {
    const model::Records& file = facts.records[f];
    const StoreId id = into.plan.rows[file.relation.index()];
    const StoreId attested = into.plan.attested[file.relation.index()];
    std::vector<Fixpoint::Recorded>& runs = into.recorded[id.index()];
    const std::uint64_t first = facts.first_of(f).index();
    bool follows = false;
    insert_records(file, into.stores[id.index()], [&](std::uint32_t i, RowId row, bool added) {
      const StatementId statement(first + i);
      if (!added) {
        into.statements[Fixpoint::key({id, row})].push_back(statement);
        into.statements[Fixpoint::key({attested, row})].push_back(statement);
      } else if (follows) {
        ++runs.back().rows;
      } else {
        runs.push_back({row, 1, statement});
      }
      follows = added;
    });
  }
  const Word nobody = into.symbols.intern("");
  const Word certainty = model::word_of_number(into.calculus->stated(1));
  for (std::size_t r = 0; r < into.plan.rows.size(); ++r) {
    const StoreId attested = into.plan.attested[r];
    if (!attested.valid()) continue;
    const StoreId id = into.plan.rows[r];
    const std::array<Word, 2> source{nobody, certainty};
    into.stores[attested.index()].copy(into.store(id), source);
    into.recorded[attested.index()] = into.recorded[id.index()];
  }
}

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

void load(Fixpoint& into, const Grades& grades) {
  const model::FactBase& facts = *into.facts;
  const model::Schema& schema = into.program->schema;
  struct Single {
    RowRef fact;
    RowRef row;
    std::string origin;
    double certainty = 0;
  };
  load_records(into);
  std::vector<RowId> recorded;  // by store: rows below are certain
  for (const Store& store : into.stores) recorded.push_back(store.size());
  std::vector<Single> singles;
  std::map<RowRef, Strongest> origins;
  into.counted.resize(facts.statements.size());
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    const Statement& statement = facts.statements[i];
    if (!valid_at(statement, into.as_of)) continue;
    into.counted[i] = true;
    const model::Relation& relation = schema[statement.relation];
    const double certainty = aged_certainty(facts, statement, relation, grades, into.as_of);
    std::vector<Word> row = statement.fields;
    row.push_back(static_cast<Word>(statement.kind));
    const std::size_t r = statement.relation.index();
    const StoreId store = statement.holds ? into.plan.rows[r] : into.plan.negatives[r];
    const RowRef ref{store, into.stores[store.index()].insert(row, Grade::none).first};
    into.statements[Fixpoint::key(ref)].push_back(StatementId(i));
    const std::string origin = origin_of(facts, statement);
    if (!statement.origin.empty()) into.given_origins.insert(statement.origin);
    into.has_sources = into.has_sources || statement.source.valid();
    double& strongest = origins[ref][origin];
    strongest = std::max(strongest, certainty);
    if (statement.holds && into.plan.attested[r].valid()) {
      const std::string source =
          statement.source.valid() ? facts[statement.source].id : std::string();
      row.push_back(into.symbols.intern(source));
      row.push_back(model::word_of_number(into.calculus->stated(certainty)));
      Store& attested = into.stores[into.plan.attested[r].index()];
      const RowRef single{into.plan.attested[r], attested.insert(row).first};
      into.statements[Fixpoint::key(single)].push_back(StatementId(i));
      singles.push_back({ref, single, origin, certainty});
    }
  }
  for (const auto& [ref, by_origin] : origins) {
    if (ref.row < recorded[ref.store.index()]) continue;
    std::vector<Grade> parts;
    for (const auto& [origin, own] : by_origin) {
      parts.push_back(grade_of_origin(into, ref, origin, own));
    }
    into.stores[ref.store.index()].set_grade(ref.row, into.calculus->together(parts));
  }
  for (const Single& one : singles) {
    if (one.row.row < recorded[one.row.store.index()]) continue;
    const double strongest = origins.at(one.fact).at(one.origin);
    const Grade grade =
        grade_of_statement(into, one.fact, one.row, one.origin, one.certainty, strongest);
    Store& attested = into.stores[one.row.store.index()];
    attested.set_grade(one.row.row, into.calculus->either(attested.grade(one.row.row), grade));
  }
  for (const auto* stores : {&into.plan.rows, &into.plan.negatives}) {
    for (const StoreId id : *stores) {
      if (id.valid()) into.base_facts += into.store(id).size();
    }
  }
}

}  // namespace casus::infer
