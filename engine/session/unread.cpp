// SPDX-License-Identifier: Apache-2.0
#include "session/unread.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace casus::session {
namespace {

std::string a_kind(std::size_t kind) { return "a " + std::string(model::statement_kinds[kind]); }

}  // namespace

Reads::Reads(const check::Program& program)
    : schema_(program.schema), read_as_(program.schema.relations.size()) {
  for (const check::Rule& rule : program.rules) add(rule.terms);
  for (const check::Subjects& subjects : program.subjects) add(subjects.terms);
}

void Reads::add(const check::Terms& terms) {
  for (const check::Condition& one : terms.conditions) {
    const bool asks =
        one.kind == check::Condition::Kind::atom || one.kind == check::Condition::Kind::unknown;
    if (asks) add(terms, one.atom);
  }
}

/// Where the kind is left open or compared, any may be meant.
void Reads::add(const check::Terms& terms, const check::Atom& atom) {
  const model::Relation& relation = schema_[atom.relation];
  if (relation.kind != model::RelationKind::fact) return;
  ReadAs& read = read_as_[atom.relation.index()];
  const auto given =
      std::ranges::find(atom.given, relation.kind_column(), &check::Atom::Given::column);
  const bool one_kind =
      given != atom.given.end() && terms[given->expr].kind == check::Expr::Kind::constant;
  for (std::size_t kind = 0; kind < read.size(); ++kind) {
    if (one_kind && terms[given->expr].constant != kind) continue;
    if (!read[kind].valid() || atom.span < read[kind]) read[kind] = atom.span;
  }
}

Diagnostics Reads::unread_kinds(std::span<const model::Statement> statements) const {
  Diagnostics result;
  std::map<std::pair<model::RelationId, model::StatementKind>, std::vector<std::size_t>> stated;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const model::Statement& one = statements[i];
    stated[{one.relation, one.kind}].push_back(i);
  }
  for (const auto& [what, places] : stated) {
    const auto& [relation, stated_kind] = what;
    const auto kind = static_cast<std::size_t>(stated_kind);
    const ReadAs& read = read_as_[relation.index()];
    const auto other = std::ranges::find_if(read, [](Span span) { return span.valid(); });
    if (read[kind].valid() || other == read.end()) continue;
    const auto other_kind = static_cast<std::size_t>(other - read.begin());
    const std::string& name = schema_[relation].name;
    const std::size_t more = places.size() - 1;
    result.push_back(
        warning("W0603", "no rule reads `" + name + "` as " + a_kind(kind))
            .label(statements[places.front()].span,
                   more == 0 ? "so this counts for nothing"
                             : "so this and " + std::to_string(more) + " more count for nothing")
            .label(*other, "read as " + a_kind(other_kind))
            .advise("state it as " + a_kind(other_kind) + ", or ask in the rule for `kind: " +
                    std::string(model::statement_kinds[kind]) + "`, or for `kind: _`, any"));
  }
  return result;
}

Diagnostics Reads::unread(std::span<const model::Statement> statements) const {
  Diagnostics result;
  std::set<model::RelationId> told;
  for (const model::Statement& one : statements) {
    const ReadAs& read = read_as_[one.relation.index()];
    if (std::ranges::any_of(read, &Span::valid) || !told.insert(one.relation).second) continue;
    result.push_back(warning("", "no rule reads `" + schema_[one.relation].name + '`')
                         .label(one.span, "so this counts for nothing"));
  }
  return result;
}

}  // namespace casus::session
