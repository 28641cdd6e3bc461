// SPDX-License-Identifier: Apache-2.0
#include "infer/load.hpp"

#include <cmath>
#include <map>

namespace casus::infer {
namespace {

using model::Statement;
using model::StatementId;

bool valid_at(const Statement& statement, std::optional<model::Day> as_of) {
  if (!as_of) return true;
  if (statement.valid_from && *as_of < *statement.valid_from) return false;
  return !statement.valid_until || *as_of <= *statement.valid_until;
}

/// Statements of one row by origin: within one the strongest counts, origins combine.
using Origins = std::map<std::string, double>;

}  // namespace

double aged_certainty(const model::FactBase& facts, const Statement& statement,
                      const model::Relation& relation, const model::GradeTable& grades,
                      std::optional<model::Day> as_of) {
  double certainty = facts.certainty(statement, grades);
  const std::optional<model::Day> observed = facts.observed(statement);
  if (!relation.half_life || !as_of || !observed || *as_of <= *observed) return certainty;
  constexpr double days_a_month = 365.2425 / 12;
  const double half_life = static_cast<double>(relation.half_life->amount) *
                           (relation.half_life->in_days ? 1 : days_a_month);
  return certainty * std::exp2(-static_cast<double>(*as_of - *observed) / half_life);
}

void load(Fixpoint& into, const model::GradeTable& grades) {
  const model::FactBase& facts = *into.facts;
  const model::Schema& schema = into.program->schema;
  std::map<std::uint64_t, Origins> origins;
  into.counted.resize(facts.statements.size());
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    const Statement& statement = facts.statements[i];
    if (!valid_at(statement, into.as_of)) continue;
    into.counted[i] = true;
    const model::Relation& relation = schema[statement.relation];
    const double certainty =
        into.calculus->given(aged_certainty(facts, statement, relation, grades, into.as_of));
    std::vector<Word> row = statement.fields;
    row.push_back(static_cast<Word>(statement.kind));
    const std::size_t r = statement.relation.index();
    const StoreId store = statement.holds ? into.plan.rows[r] : into.plan.negatives[r];
    const RowRef ref{store, into.stores[store.index()].insert(row).first};
    into.statements[Fixpoint::key(ref)].push_back(StatementId(i));
    // A statement without origin stands for itself.
    std::string origin = statement.origin.empty() ? "\n" + std::to_string(i) : statement.origin;
    double& strongest = origins[Fixpoint::key(ref)][std::move(origin)];
    strongest = std::max(strongest, certainty);
    if (statement.holds && into.plan.attested[r].valid()) {
      const std::string source =
          statement.source.valid() ? facts[statement.source].id : std::string();
      row.push_back(into.symbols.intern(source));
      row.push_back(model::word_of_number(certainty));
      Store& attested = into.stores[into.plan.attested[r].index()];
      const RowRef single{into.plan.attested[r], attested.insert(row).first};
      attested.set_certainty(single.row, certainty);
      into.statements[Fixpoint::key(single)].push_back(StatementId(i));
    }
  }
  for (const auto& [key, by_origin] : origins) {
    double certainty = 0;
    for (const auto& [origin, own] : by_origin) {
      certainty = into.calculus->either(certainty, own);
    }
    into.stores[key >> 32].set_certainty(static_cast<RowId>(key & 0xFFFFFFFF), certainty);
  }
  into.base_facts = origins.size();
}

}  // namespace casus::infer
