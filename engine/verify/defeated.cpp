// SPDX-License-Identifier: Apache-2.0
//
// The part of the checker that looks at rules that would have concluded something, and at those
// that stand against them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/proof.hpp"

namespace casus::verify {

using check::Conclusion;
using check::Rule;
using model::unknown_word;

/// A rule that would have concluded something, and those that stand against it.
void Proof::check_defeated(const Node& node, std::optional<std::uint32_t> factor) {
  const auto relation = reader_.relation(node.about);
  if (!relation) return object(node, "there is nothing of this name");
  Aim aim{.relation = *relation, .denies = node.denies, .factor = factor};
  const model::Relation& declared = program().schema[*relation];
  std::size_t fields = declared.fields.size();
  if (declared.rating.valid()) {
    using K = Conclusion::Kind;
    aim.kind = node.weight ? K::contribute : K::limit;
    aim.rating = declared.rating;
    fields = program().schema[declared.rating].subjects;
    const auto* at =
        node.claimed.size() > fields ? std::get_if<double>(&node.claimed[fields].data) : nullptr;
    if (!node.weight && at == nullptr) return object(node, "it says nothing");
    const double points = node.weight.value_or(at != nullptr ? *at : 0);
    if (!(std::fabs(points) <= 1e12)) return object(node, "it says no number of points");
    aim.points = std::llround(points * 1e6);
  }
  if (node.claimed.size() < fields) return object(node, "no relation has such values");
  for (std::size_t i = 0; i < fields; ++i) {
    const auto word = reader_.word(node.claimed[i], declared.fields[i].type);
    if (!word) return object(node, "no relation has such values");
    aim.row.push_back(*word);
  }
  if (declared.kind == model::RelationKind::fact) {
    aim.row.push_back(static_cast<Word>(model::StatementKind::fact));
  }
  Nodes conditions;
  bool defeated = false;
  for (const Node& child : node.children) {
    if (child.kind == Kind::defeating) {
      defeated = true;
      check_defeating(child, node, aim);
    } else {
      conditions.push_back(&child);
    }
  }
  if (!defeated) object(node, "nothing is told of what defeats it");
  const auto derived = derivation(node, conditions, aim, false);
  if (!derived || !recomputes()) return;
  const double claimed = node.certainty.value_or(1);
  if (!agree(derived->certainty, claimed)) {
    object(node, fmt::format("its premises would make it {}", number(derived->certainty)));
  }
  if (node.weight && !agree(node.amount.value_or(0),
                            model::points_of(std::llround(*node.weight * 1e6 * claimed)))) {
    object(node, "its amount is not weight times certainty");
  }
}

void Proof::check_defeating(const Node& node, const Node& defeated, const Aim& aim) {
  const auto overrides = [&](const Rule& rule) {
    return rule.name == node.rule && std::ranges::any_of(rule.overrides, [&](check::RuleId id) {
             return program()[id].name == defeated.rule;
           });
  };
  if (std::ranges::none_of(program().rules, overrides)) {
    return object(node, fmt::format("`{}` does not override `{}`", node.rule, defeated.rule));
  }
  if (!node.certainty) return;  // it merely cannot be ruled out
  Nodes children;
  for (const Node& child : node.children) children.push_back(&child);
  Ground below = ground(children);
  for (const Rule& rule : program().rules) {
    const auto bindings = reader_.bindings(rule.terms, node);
    if (!overrides(rule) || !bindings) continue;
    Values known = *bindings;
    for (auto& value : known) {
      if (value == unknown_word) value.reset();
    }
    put_aggregates(below, rule.terms);
    for (const Way& way :
         ways(world_, rule.terms, rule.body, known, Mood::holding, &below.premises)) {
      if (rows_of(way.rows, rule.terms, program().schema) != below.rows) continue;
      const auto said = std::ranges::find_if(
          rule.conclusions, [&](const Conclusion& one) { return about_the_same(one, aim); });
      if (said == rule.conclusions.end()) break;
      const Derived derived{&rule, &*said, way.values, {}, way.holds};
      return check_conditions(children, rule.terms, way.values, below.premises, &derived);
    }
  }
  object(node, "its conditions do not hold by what is told below it");
}

}  // namespace casus::verify
