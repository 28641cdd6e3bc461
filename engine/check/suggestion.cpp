// SPDX-License-Identifier: Apache-2.0
#include "check/suggestion.hpp"

#include <algorithm>

namespace casus::check {

using model::Base;

/// How well a field answers the question; 0: not at all.
int Suggestion::fit(const model::Field& field) const {
  int score = 0;
  if (!name_.empty() && field.name == name_) score += 8;
  if (wanted_) {
    const bool same_kind =
        field.type == *wanted_ || (field.type.numeric() && wanted_->numeric() &&
                                   env_.units().convertible(field.type.unit, wanted_->unit));
    // Text, plain numbers and truth values are everywhere; only a rarer type tells something.
    const bool telling = (wanted_->numeric() && wanted_->unit.valid()) ||
                         wanted_->base == Base::enumeration || wanted_->base == Base::date ||
                         wanted_->base == Base::duration;
    if (same_kind && telling) score += 4;
    if (!same_kind) score = 0;
  }
  return score;
}

/// The known variable that belongs into a field: one from a field of this name.
const Suggestion::Known* Suggestion::join(const model::Field& field) const {
  for (const Known& known : known_) {
    if (known.type != field.type) continue;
    const bool same_field = known.relation.valid() &&
                            env_.schema()[known.relation].fields[known.column].name == field.name;
    if (same_field || known.name == field.name) return &known;
  }
  return nullptr;
}

/// A name that is not taken yet: the field's first letter, else the field itself.
std::string Suggestion::variable_for(const model::Field& field) const {
  if (!name_.empty()) return std::string(name_);
  for (std::string name : {field.name.substr(0, 1), field.name}) {
    if (std::ranges::find(known_, name, &Known::name) == known_.end()) return name;
  }
  return field.name + "_2";
}

Suggestion::Atom Suggestion::write(const model::Relation& relation, const model::Field& target,
                                   bool& joined) const {
  const bool by_name = std::ranges::any_of(relation.fields, [&](const model::Field& field) {
    return &field != &target && join(field) != nullptr;
  });
  joined = by_name;
  bool guessed = false;
  Atom atom{.text = relation.name + "(", .variable = variable_for(target)};
  for (const model::Field& field : relation.fields) {
    const Known* known = &field == &target ? nullptr : join(field);
    if (known == nullptr && !by_name && !guessed && &field != &target) {
      // No field goes by a name the rule knows; the first of the same type is the best guess.
      const auto it = std::ranges::find(known_, field.type, &Known::type);
      if (it != known_.end() && field.type.base == Base::text) known = &*it;
      guessed = known != nullptr;
    }
    if (known == nullptr && &field != &target) continue;
    if (atom.text.back() != '(') atom.text += ", ";
    atom.text += field.name + ": " + (known != nullptr ? std::string(known->name) : atom.variable);
  }
  atom.text += ")";
  return atom;
}

void Suggestion::consider(const model::Relation& relation, RelationId id, Candidate& best) const {
  const model::Field* target = nullptr;
  int score = 0;
  for (const model::Field& field : relation.fields) {
    const int fits = fit(field);
    if (fits > score) {
      score = fits;
      target = &field;
    }
  }
  if (target == nullptr) return;
  bool joined = false;
  Atom atom = write(relation, *target, joined);
  if (joined) score += 2;
  const bool mentioned =
      std::ranges::any_of(known_, [&](const Known& known) { return known.relation == id; });
  if (mentioned) score += 1;
  const bool better =
      score > best.score ||
      (score == best.score && (best.atom.text.empty() || atom.text < best.atom.text));
  if (better) best = {score, std::move(atom)};
}

Suggestion::Atom Suggestion::best() const {
  Candidate best;
  if (!env_.names.may_ask()) return best.atom;
  const auto visit = [&](ModuleIndex module) {
    const auto& table = env_.names.modules[module].tables[static_cast<int>(NameSpace::callable)];
    for (const auto& [name, entity] : table) {
      const bool relation =
          entity.kind == Entity::Kind::fact || entity.kind == Entity::Kind::relation;
      if (!relation || !entity.usable) continue;
      const RelationId id(entity.index);
      consider(env_.schema()[id], id, best);
    }
  };
  visit(env_.module);
  for (const ModuleIndex used : env_.names.modules[env_.module].uses) visit(used);
  return best.atom;
}

}  // namespace casus::check
