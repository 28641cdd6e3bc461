// SPDX-License-Identifier: Apache-2.0
//
// The part of the checker that recomputes probabilities: of what rests on few events, by steps that
// say in which worlds they hold.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "verify/proof.hpp"

namespace casus::verify {
namespace {

/// Steps that are gone through for one conclusion.
constexpr std::size_t most_steps = 200;

/// What tells instances of a rule apart.
std::string instance(const check::Rule& rule, const Values& values) {
  Row named;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const check::Variable& variable = rule.terms.variables[i];
    const bool counts = !variable.name.empty() && !variable.local;
    if (counts) named.push_back(values[i].value_or(model::unknown_word));
  }
  return fmt::format("{}.{} {}", rule.module, rule.name, key(named));
}

}  // namespace

void Proof::check_chances() {
  if (!calculus_.by_worlds() || world_.settings.incomplete) return;
  for (const auto& [id, node] : nodes_) {
    if (!estimated_.contains(id)) continue;
    Worlds worlds;
    if (!enter(*node, worlds)) continue;
    const auto chances = worlds.chances();
    if (!chances) continue;
    for (const auto& [number, chance] : *chances) {
      if (estimated_.erase(number) == 0) continue;
      const Node& found = *nodes_.at(number);
      if (agree(chance, found.certainty.value_or(1))) continue;
      object(found, fmt::format("the worlds in which it holds make it {}", this->number(chance)));
    }
  }
}

/// False where something is beyond what is recomputed.
bool Proof::enter(const Node& top, Worlds& worlds) const {
  std::set<const Node*> met;
  Nodes open{&top};
  while (!open.empty()) {
    const Node& node = *open.back();
    open.pop_back();
    if (!met.insert(&node).second) continue;
    if (met.size() > most_steps) return false;
    if (node.kind == Kind::fact) {
      if (!node.children.empty()) return false;
      enter_fact(node, worlds);
      continue;
    }
    const Worlds::Term claim = worlds.claim(node.id);
    bool several = false;
    for (const Node& child : node.children) {
      const bool beyond =
          child.against || child.kind == Kind::defeated || child.kind == Kind::uncounted;
      if (beyond) return false;
      if (child.kind != Kind::way) continue;
      several = true;
      if (!enter_way(child, claim, worlds, open)) return false;
    }
    if (!several && !enter_way(node, claim, worlds, open)) return false;
  }
  return true;
}

/// What one origin says of a fact is one event, as likely as its surest statement.
void Proof::enter_fact(const Node& node, Worlds& worlds) const {
  const Worlds::Term claim = worlds.claim(node.id);
  const auto said = reader_.claim(node);
  if (!said) return;
  std::map<std::string, double> surest;
  for (const model::StatementId id : statements_.of(said->relation, said->denies, said->row)) {
    double& most = surest[statements_.origin(id)];
    most = std::max(most, statements_.certainty(id));
  }
  for (const auto& [origin, chance] : surest) {
    const std::string name = fmt::format("{} {} {} by {}", said->denies ? "denied" : "stated",
                                         said->relation.value, key(said->row), origin);
    worlds.add(claim,
               chance < 1 ? std::vector{worlds.event(name, chance)} : std::vector<Worlds::Term>());
  }
}

bool Proof::enter_way(const Node& way, Worlds::Term claim, Worlds& worlds, Nodes& open) const {
  const auto found = derived_.find(way.id);
  if (found == derived_.end()) return false;
  const Derived& derived = found->second;
  const check::Rule& rule = *derived.rule;
  const bool attested = std::ranges::any_of(
      rule.terms.conditions, [](const check::Condition& one) { return one.atom.attested; });
  if (attested || derived.said->certainty.valid()) return false;
  std::vector<Worlds::Term> terms;
  const auto add = [&](const std::string& name, double chance) {
    if (chance < 1) terms.push_back(worlds.event(name, chance));
  };
  add(fmt::format("rule {} {}", instance(rule, derived.values), derived.own), derived.own);
  for (const Node& child : way.children) {
    switch (child.kind) {
      case Kind::fact:
      case Kind::rule: {
        const Node* const step = child.same_as ? told(child) : &child;
        if (step == nullptr) return false;
        terms.push_back(worlds.claim(step->id));
        open.push_back(step);
        break;
      }
      case Kind::absence: {
        const double sure = child.certainty.value_or(1);
        if (sure >= 1 && child.children.empty()) break;
        const bool presumed = child.children.size() == 1 &&
                              child.children.front().kind == Kind::presumption &&
                              agree(child.children.front().certainty.value_or(1), sure);
        if (!presumed) return false;
        std::string asked = "presumed " + child.children.front().about;
        for (const Value& value : child.children.front().claimed) asked += ", " + value.literal;
        add(asked, sure);
        break;
      }
      case Kind::comparison:
      case Kind::assignment:
      case Kind::alternative:
        break;
      default:
        return false;
    }
  }
  worlds.add(claim, std::move(terms));
  return true;
}

}  // namespace casus::verify
