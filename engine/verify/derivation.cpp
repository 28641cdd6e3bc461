// SPDX-License-Identifier: Apache-2.0
//
// The part of the checker that looks at one derivation: a rule, values for its variables, and the
// steps that its conditions are said to be met by.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/functions.hpp"
#include "verify/proof.hpp"

namespace casus::verify {

using check::Conclusion;
using check::Expr;
using check::ExprId;
using check::Rule;
using check::Terms;
using model::unknown_word;

namespace {

/// The weight of points, or where a limit stands.
std::optional<Micros> micros(const World& world, const Terms& terms, ExprId expr,
                             const Values& values, const Premises* premises, double& certainty) {
  const Valued one = value(world, terms, expr, values, premises);
  if (one.word == unknown_word) return std::nullopt;
  certainty = std::min(certainty, one.certainty);
  const double points = number(one.word, terms[expr].type.base);
  if (std::fabs(points) > 1e12) return std::nullopt;
  return std::llround(points * 1e6);
}

}  // namespace

Proof::Ground Proof::ground(const Nodes& children) {
  Ground result;
  for (const Node* child : children) {
    if (child->kind == Kind::aggregate) result.aggregates.push_back(child);
    if (!is_row(*child)) continue;
    check(*child);
    const auto claim = reader_.claim(*child);
    if (!claim) continue;
    result.rows.emplace_back(claim->relation, claim->row);
    const auto raise = [&](std::map<RelationId, Rows>& rows, const Row& row) {
      double& surest = rows[claim->relation][row];
      surest = std::max(surest, claim->certainty);
    };
    if (!only_statement_.contains(child)) raise(result.premises.held, claim->row);
    if (child->kind != Kind::fact) continue;
    for (const model::StatementId id : statements_.of(claim->relation, claim->denies, claim->row)) {
      const bool fits = !recomputes() || agree(statements_.certainty(id), claim->certainty);
      if (fits) raise(result.premises.attested, statements_.attested(id, claim->row));
    }
  }
  std::ranges::sort(result.rows);
  return result;
}

void Proof::put_aggregates(Ground& ground, const Terms& terms) const {
  for (const Node* one : ground.aggregates) {
    const auto expr = expr_at(terms, Expr::Kind::aggregate, one->span);
    if (!expr || one->claimed.size() != 1) continue;
    const auto word = reader_.word(one->claimed.front(), terms[*expr].type);
    if (word) ground.premises.aggregates[expr->value] = {*word, one->certainty.value_or(1)};
  }
}

bool Proof::about_the_same(const Conclusion& said, const Aim& aim) {
  if (said.kind != aim.kind) return false;
  return said.kind == Conclusion::Kind::derive
             ? said.relation == aim.relation
             : said.rating == aim.rating && said.factor == aim.factor;
}

/// Of rules of this name any may be meant.
std::optional<Proof::Derived> Proof::derivation(const Node& node, const Nodes& children,
                                                const Aim& aim, bool with_exceptions) {
  Ground below = ground(children);
  std::string reason = fmt::format("no rule `{}` concludes this", node.rule);
  std::vector<Derived> found;
  // With comprehensions as they are told; where nothing follows from these, as they are.
  for (const bool as_told : {true, false}) {
    if (!found.empty() || (!as_told && below.aggregates.empty())) break;
    for (const Rule& rule : program().rules) {
      if (rule.name != node.rule) continue;
      Ground own = below;
      if (as_told) put_aggregates(own, rule.terms);
      for (const Conclusion& said : rule.conclusions) {
        if (!about_the_same(said, aim) || said.negative != aim.denies) continue;
        const std::string against = derive(rule, said, node, own, aim, with_exceptions, found);
        if (as_told) reason = against;
      }
    }
  }
  if (found.empty()) {
    object(node, reason);
    return std::nullopt;
  }
  const double claimed = node.certainty.value_or(1);
  const auto best = std::ranges::min_element(
      found, {}, [&](const Derived& one) { return std::fabs(one.certainty - claimed); });
  put_aggregates(below, best->rule->terms);
  check_conditions(children, best->rule->terms, best->values, below.premises, &*best);
  if (calculus_.by_worlds()) derived_.emplace(node.id, *best);
  return *best;
}

std::string Proof::derive(const Rule& rule, const Conclusion& said, const Node& node,
                          const Ground& ground, const Aim& aim, bool with_exceptions,
                          std::vector<Derived>& found) const {
  const auto bindings = reader_.bindings(rule.terms, node);
  if (!bindings) return fmt::format("`{}` has no such variables", rule.name);
  Values known = *bindings;
  for (auto& one : known) {
    if (one == unknown_word) one.reset();  // atoms give it, or nothing does
  }
  std::string reason = "the conditions of its rule do not hold by what is told below it";
  for (const Way& way :
       ways(world_, rule.terms, rule.body, known, Mood::holding, &ground.premises)) {
    bool same = true;
    for (std::size_t i = 0; i < bindings->size(); ++i) {
      same = same && (!(*bindings)[i] || way.values[i].value_or(unknown_word) == (*bindings)[i]);
    }
    if (!same) continue;
    Derived derived{&rule, &said, way.values, {}, way.holds};
    const std::string against = conclude(way, ground, aim, with_exceptions, derived);
    if (against.empty()) {
      found.push_back(std::move(derived));
    } else {
      reason = against;
    }
  }
  return reason;
}

/// What a rule makes of one way in which its conditions hold; what speaks against it.
std::string Proof::conclude(const Way& way, const Ground& ground, const Aim& aim,
                            bool with_exceptions, Derived& derived) const {
  const Rule& rule = *derived.rule;
  const Conclusion& said = *derived.said;
  if (rows_of(way.rows, rule.terms, program().schema) != ground.rows) {
    return "it rests on steps that no condition asks for";
  }
  double holds = way.holds;
  Row row;
  const auto take = [&](ExprId expr) {
    const Valued one = value(world_, rule.terms, expr, way.values, &ground.premises);
    if (one.word != unknown_word) holds = std::min(holds, one.certainty);
    return one.word;
  };
  for (const ExprId arg : said.args) row.push_back(take(arg));
  if (said.kind == Conclusion::Kind::derive) {
    const model::Relation& relation = program().schema[said.relation];
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool may_lack = said.negative || relation.fields[i].open;
      if (row[i] == unknown_word && !may_lack) return "an argument of its conclusion has no value";
    }
    if (relation.kind == model::RelationKind::fact) {
      row.push_back(static_cast<Word>(model::StatementKind::fact));
    }
    if (row != aim.row) return fmt::format("its rule concludes {}", shown(said.relation, row));
  } else {
    if (row != aim.row) return "its rule speaks of another subject";
    const auto points = micros(world_, rule.terms, said.expr, way.values, &ground.premises, holds);
    const Micros sign = said.kind == Conclusion::Kind::limit || said.supports ? 1 : -1;
    if (!points || *points * sign != aim.points) {
      return points ? fmt::format("its rule says {}", number(model::points_of(*points * sign)))
                    : "its rule says no number of points";
    }
    for (const check::VariableId each : said.for_each) {
      derived.each.push_back(way.values[each.index()].value_or(unknown_word));
    }
  }
  double own = 1;
  if (rule.certainty.valid()) {
    const Word word = take(rule.certainty);
    if (word == unknown_word) return "its rule has no certainty";
    own = verify::number(word, rule.terms[rule.certainty].type.base);
    if (own < 0 || own > 1) return "its rule has no certainty";
  }
  if (with_exceptions) {
    const double stands = undefeated(world_, rule, said, way.values);
    if (stands <= 0) return "another rule overrides it";
    holds = std::min(holds, stands);
  }
  derived.own = own;
  derived.certainty = calculus_.through(holds, own);
  return derived.certainty > 0 ? "" : "its certainty is 0";
}

}  // namespace casus::verify
