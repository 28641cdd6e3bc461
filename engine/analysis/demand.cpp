// SPDX-License-Identifier: Apache-2.0
//
// Values are carried down as in magic sets (Bancilhon, Maier, Sagiv and Ullman, "Magic sets and
// other strange ways to implement logic programs", 1986), but only those that a goal or rule names:
// what other facts say may change.
#include "analysis/demand.hpp"

#include <algorithm>

#include "analysis/walk.hpp"

namespace casus::analysis {

using check::Atom;
using check::Conclusion;
using check::Condition;
using check::Expr;
using check::Terms;
using model::RelationId;

Demand::Demand(const check::Goal& goal, const explain::Words& words)
    : schema_(&words.schema()), everything_(false) {
  take(Body::of_goal(goal, words).terms());
  follow(words);
}

Demand::Demand(const Target& target, const explain::Words& words)
    : schema_(&words.schema()), everything_(target.subjects().empty()) {
  for (const Target::Subject& one : target.subjects()) {
    const RelationId relation = (*schema_)[one.rating].relation;
    Known known;
    for (std::uint32_t i = 0; i < one.values.size(); ++i) {
      const bool text = (*schema_)[relation].fields[i].type.base == model::Base::text;
      if (text) known.emplace_back(i, one.values[i]);
    }
    if (asked_[relation].insert(known).second) open_.emplace_back(relation, std::move(known));
  }
  follow(words);
}

void Demand::follow(const explain::Words& words) {
  const check::Program& program = *words.fixpoint.program;
  for (std::size_t i = 0; i < open_.size() && !everything_; ++i) {
    const auto [relation, known] = open_[i];
    for (std::size_t r = 0; r < program.rules.size(); ++r) {
      for (const Conclusion& said : program.rules[r].conclusions) {
        const bool derives = said.kind == Conclusion::Kind::derive;
        if ((derives ? said.relation : (*schema_)[said.rating].relation) != relation) continue;
        const auto body = Body::of_rule(program, model::RuleId(r), said, known);
        if (body) take(body->terms());
      }
    }
    const model::RatingId rating = (*schema_)[relation].rating;
    if (rating.valid()) take(Body::of_subjects(program, rating, known).terms());
    everything_ = open_.size() > most_asked;
  }
}

void Demand::take(const Terms& terms) {
  for (const Condition& one : terms.conditions) {
    if (one.atom.relation.valid()) add(one.atom.relation, one.atom.given, terms);
  }
  for (const Expr& one : terms.exprs) {
    if (!one.rating.valid()) continue;
    std::vector<Atom::Given> given;
    for (std::uint32_t i = 0; i < one.args.size(); ++i) given.push_back({i, one.args[i]});
    add((*schema_)[one.rating].relation, given, terms);
  }
}

void Demand::add(RelationId relation, const std::vector<Atom::Given>& given, const Terms& terms) {
  const auto& fields = (*schema_)[relation].fields;
  Known known;
  for (const Atom::Given& one : given) {
    const Expr& expr = terms[one.expr];
    const bool text = one.column < fields.size() &&
                      fields[one.column].type.base == model::Base::text &&
                      expr.kind == Expr::Kind::constant && expr.constant != model::unknown_word;
    if (text) known.emplace_back(one.column, expr.constant);
  }
  std::ranges::sort(known);
  if (asked_[relation].insert(known).second) open_.emplace_back(relation, std::move(known));
}

bool Demand::asks_for(RelationId relation, const Known& known) const {
  if (everything_) return true;
  const auto asked = asked_.find(relation);
  if (asked == asked_.end()) return false;
  return std::ranges::any_of(asked->second, [&](const Known& wanted) {
    return std::ranges::all_of(wanted, [&](const auto& want) {
      return std::ranges::none_of(known, [&](const auto& has) {
        return has.first == want.first && has.second != want.second;
      });
    });
  });
}

}  // namespace casus::analysis
