// SPDX-License-Identifier: Apache-2.0
#include "session/unread.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace casus::session {
namespace {

constexpr std::size_t kinds = std::size(model::statement_kinds);
/// By StatementKind: where a rule first asks for such statements; invalid: nowhere.
using ReadAs = std::array<Span, kinds>;

/// By RelationId.
class Reads {
 public:
  explicit Reads(const check::Program& program)
      : schema_(program.schema), read_as_(program.schema.relations.size()) {
    for (const check::Rule& rule : program.rules) add(rule.terms);
    for (const check::Subjects& subjects : program.subjects) add(subjects.terms);
  }

  [[nodiscard]] const ReadAs& of(model::RelationId relation) const {
    return read_as_[relation.index()];
  }

 private:
  void add(const check::Terms& terms) {
    for (const check::Condition& one : terms.conditions) {
      const bool asks =
          one.kind == check::Condition::Kind::atom || one.kind == check::Condition::Kind::unknown;
      if (asks) add(terms, one.atom);
    }
  }

  /// Where the kind is left open or compared, any may be meant.
  void add(const check::Terms& terms, const check::Atom& atom) {
    const model::Relation& relation = schema_[atom.relation];
    if (relation.kind != model::RelationKind::fact) return;
    ReadAs& read = read_as_[atom.relation.index()];
    const auto given =
        std::ranges::find(atom.given, relation.kind_column(), &check::Atom::Given::column);
    const bool one_kind =
        given != atom.given.end() && terms[given->expr].kind == check::Expr::Kind::constant;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      if (one_kind && terms[given->expr].constant != kind) continue;
      if (!read[kind].valid() || atom.span < read[kind]) read[kind] = atom.span;
    }
  }

  const model::Schema& schema_;
  std::vector<ReadAs> read_as_;
};

std::string a_kind(std::size_t kind) { return "a " + std::string(model::statement_kinds[kind]); }

}  // namespace

Diagnostics unread_kinds(const check::Program& program, const model::FactBase& facts) {
  Diagnostics result;
  std::map<std::pair<model::RelationId, model::StatementKind>, std::vector<std::size_t>> stated;
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    const model::Statement& one = facts.statements[i];
    stated[{one.relation, one.kind}].push_back(i);
  }
  const Reads reads(program);
  for (const auto& [what, statements] : stated) {
    const auto& [relation, stated_kind] = what;
    const auto kind = static_cast<std::size_t>(stated_kind);
    const ReadAs& read = reads.of(relation);
    const auto other = std::ranges::find_if(read, [](Span span) { return span.valid(); });
    if (read[kind].valid() || other == read.end()) continue;
    const auto other_kind = static_cast<std::size_t>(other - read.begin());
    const std::string& name = program.schema[relation].name;
    const std::size_t more = statements.size() - 1;
    result.push_back(
        warning("W0603", "no rule reads `" + name + "` as " + a_kind(kind))
            .label(facts.statements[statements.front()].span,
                   more == 0 ? "so this counts for nothing"
                             : "so this and " + std::to_string(more) + " more count for nothing")
            .label(*other, "read as " + a_kind(other_kind))
            .advise("state it as " + a_kind(other_kind) + ", or ask in the rule for `kind: " +
                    std::string(model::statement_kinds[kind]) + "`, or for `kind: _`, any"));
  }
  return result;
}

}  // namespace casus::session
