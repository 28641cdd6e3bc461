// SPDX-License-Identifier: Apache-2.0
#include "verify/statements.hpp"

#include <algorithm>

namespace casus::verify {

using model::Statement;
using model::StatementId;

Statements::Statements(const World& world, const model::FactBase& facts, const Grades& grades,
                       const Calculus& calculus)
    : world_(world), facts_(facts), grades_(grades), calculus_(calculus) {
  held_.resize(world.held.size());
  denied_.resize(world.held.size());
  const std::optional<model::Day>& as_of = world.settings.as_of;
  for (std::size_t place = 0; place < facts.size(); ++place) {
    const StatementId id = facts.id_at(place);
    if (facts.withdrawn.contains(id)) continue;
    const Statement one = facts[id];
    if (as_of && one.valid_from && *as_of < *one.valid_from) continue;
    if (as_of && one.valid_until && *as_of > *one.valid_until) continue;
    Row row = one.fields;
    row.push_back(static_cast<Word>(one.kind));
    (one.holds ? held_ : denied_)[one.relation.index()][row].push_back(id);
    if (!one.origin.empty()) given_.insert(one.origin);
  }
}

const std::vector<StatementId>& Statements::of(RelationId relation, bool denied,
                                               const Row& row) const {
  static const std::vector<StatementId> none;
  const Rows& rows = (denied ? denied_ : held_)[relation.index()];
  const auto it = rows.find(row);
  return it == rows.end() ? none : it->second;
}

std::optional<StatementId> Statements::named(const std::string& name) const {
  if (by_name_.empty()) {
    for (const auto* relations : {&held_, &denied_}) {
      for (const Rows& rows : *relations) {
        for (const auto& [row, ids] : rows) {
          for (const StatementId id : ids) by_name_.emplace(facts_.name_of(id), id);
        }
      }
    }
  }
  const auto it = by_name_.find(name);
  return it == by_name_.end() ? std::nullopt : std::optional(it->second);
}

std::string Statements::origin(StatementId id) const {
  const Statement one = facts_[id];
  if (!one.origin.empty()) return one.origin;
  return one.source.valid() ? facts_[one.source].id : std::string();
}

/// "After one half-life to a half, after two to a quarter. … A month counts 30.436875 days here."
double Statements::certainty(StatementId id) const {
  const Statement one = facts_[id];
  double certainty = facts_.certainty(one, grades_);
  const auto& half_life = world_.program->schema[one.relation].half_life;
  const std::optional<model::Day> observed = facts_.observed(one);
  const std::optional<model::Day>& as_of = world_.settings.as_of;
  if (half_life && observed && as_of && *observed < *as_of) {
    const double days =
        static_cast<double>(half_life->amount) * (half_life->in_days ? 1 : 30.436875);
    certainty *= std::pow(0.5, static_cast<double>(*as_of - *observed) / days);
  }
  return world_.given(certainty);
}

/// Of one origin the strongest counts.
double Statements::certainty(const std::vector<StatementId>& ids) const {
  std::map<std::string, double> by_origin;
  for (const StatementId id : ids) {
    double& strongest = by_origin[origin(id)];
    strongest = std::max(strongest, certainty(id));
  }
  std::vector<double> certainties;
  for (const auto& [origin, one] : by_origin) certainties.push_back(one);
  return calculus_.together(certainties);
}

Row Statements::attested(StatementId id, Row row) const {
  const Statement one = facts_[id];
  row.push_back(world_.symbols->intern(one.source.valid() ? facts_[one.source].id : ""));
  row.push_back(model::word_of_number(certainty(id)));
  return row;
}

void Statements::enter(World& world) const {
  for (std::size_t relation = 0; relation < held_.size(); ++relation) {
    for (const auto& [row, ids] : held_[relation]) {
      world.held[relation][row] = certainty(ids);
      for (const StatementId id : ids) {
        double& surest = world.attested[relation][attested(id, row)];
        surest = std::max(surest, certainty(id));
      }
    }
  }
}

}  // namespace casus::verify
