// SPDX-License-Identifier: Apache-2.0
//
// `overrides`, read off its definition: a rule says something unless a rule that overrides it says
// something about the same, and is not defeated there itself.
#include <algorithm>

#include "verify/ways.hpp"

namespace casus::verify {

using check::Conclusion;
using check::Expr;
using check::Rule;
using model::unknown_word;

namespace {

bool about_the_same(const Conclusion& a, const Conclusion& b) {
  return a.kind == b.kind && a.relation == b.relation && a.rating == b.rating &&
         a.factor == b.factor;
}

bool left_out(const Rule& rule, check::ExprId arg) {
  return rule.terms[arg].kind == Expr::Kind::constant && rule.terms[arg].constant == unknown_word;
}

/// How surely something is, and is not.
struct Sides {
  double is = 0;
  double is_not = 1;
};

Sides defeated(const World& world, const Rule& rule, const Conclusion& said, const Values& values);

/// That `by` says `other` with the arguments that `rule` gives `said`, and is not defeated.
Sides says(const World& world, const Rule& by, const Conclusion& other, const Rule& rule,
           const Conclusion& said, const Values& values) {
  Values start(by.terms.variables.size());
  std::vector<std::size_t> compared;
  const auto ours = [&](std::size_t i) {
    return value(world, rule.terms, said.args[i], values).word;
  };
  for (std::size_t i = 0; i < said.args.size(); ++i) {
    if (left_out(rule, said.args[i]) || left_out(by, other.args[i])) continue;
    const Expr& theirs = by.terms[other.args[i]];
    if (theirs.kind == Expr::Kind::variable && !start[theirs.variable.index()]) {
      start[theirs.variable.index()] = ours(i);
    } else {
      compared.push_back(i);
    }
  }
  Sides result;
  for (Way way : ways(world, by.terms, by.body, start, Mood::possible)) {
    bool same = true;
    for (const std::size_t i : compared) {
      const Word theirs = value(world, by.terms, other.args[i], way.values).word;
      const bool known = theirs != unknown_word && ours(i) != unknown_word;
      if (!known) way.holds = 0;
      same = same && (!known || theirs == ours(i));
    }
    if (!same) continue;
    const Sides own = defeated(world, by, other, way.values);
    result.is = std::max(result.is, std::min(way.holds, own.is_not));
    result.is_not = std::min(result.is_not, std::max(way.ruled_out, own.is));
  }
  if (world.settings.incomplete) result.is = std::min(result.is, 0.5);
  if (world.settings.possibly && result.is < 1) result.is_not = std::max(result.is_not, 0.5);
  return result;
}

Sides defeated(const World& world, const Rule& rule, const Conclusion& said, const Values& values) {
  Sides result;
  const auto& rules = world.program->rules;
  for (const Rule& by : rules) {
    const bool overrides = std::ranges::any_of(
        by.overrides, [&](check::RuleId id) { return &rules[id.index()] == &rule; });
    if (!overrides) continue;
    for (const Conclusion& other : by.conclusions) {
      if (!about_the_same(said, other)) continue;
      const Sides one = says(world, by, other, rule, said, values);
      result.is = std::max(result.is, one.is);
      result.is_not = std::min(result.is_not, one.is_not);
    }
  }
  return result;
}

}  // namespace

double undefeated_by(const World& world, const Rule& by, const Rule& rule, const Conclusion& said,
                     const Values& values) {
  double certainty = 1;
  for (const Conclusion& other : by.conclusions) {
    if (!about_the_same(said, other)) continue;
    certainty = std::min(certainty, says(world, by, other, rule, said, values).is_not);
  }
  return certainty;
}

double undefeated(const World& world, const Rule& rule, const Conclusion& said,
                  const Values& values) {
  const double certainty = defeated(world, rule, said, values).is_not;
  return certainty > world.settings.threshold ? certainty : 0;
}

}  // namespace casus::verify
