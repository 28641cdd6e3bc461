// SPDX-License-Identifier: Apache-2.0
//
// The part of the checker that looks at the conditions of one derivation, but for the rows that
// they match and comprehensions.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/proof.hpp"

namespace casus::verify {

using check::Condition;
using check::Expr;
using check::ExprId;
using check::Terms;
using model::unknown_word;

void Proof::check_conditions(const Nodes& children, const Terms& terms, const Values& values,
                             const Premises& premises, const Derived* derived) {
  const auto holds = [&](const Node& node, std::initializer_list<Condition::Kind> kinds) {
    for (std::size_t i = 0; i < terms.conditions.size(); ++i) {
      const Condition& one = terms.conditions[i];
      if (one.span != node.span || std::ranges::find(kinds, one.kind) == kinds.end()) continue;
      if (!ways(world_, terms, check::ConditionId(i), values, Mood::holding, &premises).empty()) {
        return true;
      }
    }
    return false;
  };
  using C = Condition::Kind;
  for (const Node* child : children) {
    if (is_row(*child)) continue;  // seen when the ground was laid
    switch (child->kind) {
      case Kind::comparison:
        if (!holds(*child, {C::test, C::let, C::all, C::any, C::atom})) {
          object(*child, "no condition of its rule that holds stands there");
        }
        break;
      case Kind::assignment: {
        const auto gives = [&](const Condition& one) {
          if (one.kind != C::let || one.span != child->span) return false;
          const auto word = child->claimed.size() == 1
                                ? reader_.word(child->claimed.front(), terms[one.variable].type)
                                : std::nullopt;
          return word && values[one.variable.index()] == word;
        };
        if (!std::ranges::any_of(terms.conditions, gives)) {
          object(*child, "no assignment of its rule gives this value");
        }
        break;
      }
      case Kind::absence:
        check_absence(*child, terms, values, premises, derived);
        break;
      case Kind::unknown:
        if (!holds(*child, {C::unknown})) object(*child, "it is not unknown");
        break;
      case Kind::aggregate:
        check_aggregate(*child, terms, values);
        break;
      case Kind::score: {
        const auto told = [&](const Expr& expr) {
          const bool score = expr.kind == Expr::Kind::score || expr.kind == Expr::Kind::band ||
                             expr.kind == Expr::Kind::points;
          if (!score || expr.span != child->span || child->claimed.size() != 1) return false;
          const auto word = reader_.word(child->claimed.front(), expr.type);
          const auto id = ExprId(static_cast<std::size_t>(&expr - terms.exprs.data()));
          return word && value(world_, terms, id, values, &premises).word == *word;
        };
        if (!std::ranges::any_of(terms.exprs, told)) object(*child, "the score is another one");
        break;
      }
      default:
        object(*child, "no step of this kind belongs here");
    }
  }
}

void Proof::check_absence(const Node& node, const Terms& terms, const Values& values,
                          const Premises& premises, const Derived* derived) {
  std::optional<double> certainty;
  std::set<RelationId> about;
  for (std::size_t i = 0; i < terms.conditions.size(); ++i) {
    const Condition& one = terms.conditions[i];
    if (one.kind != Condition::Kind::negation || one.span != node.span) continue;
    double sure = 0;
    if (one.overriding.valid()) {
      if (derived == nullptr) continue;
      sure = undefeated_by(world_, program()[one.overriding], *derived->rule, *derived->said,
                           derived->values);
    } else {
      for (const Way& way :
           ways(world_, terms, check::ConditionId(i), values, Mood::holding, &premises)) {
        sure = std::max(sure, way.holds);
      }
    }
    if (sure <= 0) continue;
    relations_in(terms, one.parts.front(), about);
    const double claimed = node.certainty.value_or(1);
    if (!certainty || std::fabs(sure - claimed) < std::fabs(*certainty - claimed)) certainty = sure;
  }
  if (!certainty) return object(node, "something stands against it");
  if (!recomputes()) {
    ++estimates_;
  } else if (!agree(*certainty, node.certainty.value_or(1))) {
    object(node, fmt::format("it is {} sure", number(*certainty)));
  }
  for (const Node& child : node.children) {
    const auto relation = reader_.relation(child.about);
    if (!relation || !about.contains(*relation)) {
      object(child, "the condition does not ask for it");
      continue;
    }
    if (child.kind != Kind::presumption) {
      check(child);
      continue;
    }
    const model::Relation& declared = program().schema[*relation];
    if (!declared.is_open() || !agree(child.certainty.value_or(1), declared.presumed_absent)) {
      object(child, fmt::format("it is presumed with {}", number(declared.presumed_absent)));
    }
    check_presumed(child, declared, world_.denied[relation->index()]);
  }
}

/// What is denied, in all that is asked for, is not merely presumed.
void Proof::check_presumed(const Node& node, const model::Relation& declared, const Rows& denied) {
  std::map<std::size_t, Word> asked;
  for (std::size_t i = 0; i < node.claimed.size() && i < declared.width(); ++i) {
    const Value& value = node.claimed[i];
    if (std::holds_alternative<Unknown>(value.data)) continue;
    const auto word = i < declared.fields.size() ? reader_.word(value, declared.fields[i].type)
                                                 : reader_.kind(value.text);
    if (!word) return object(node, "there is nothing that it could ask for");
    asked[i] = *word;
  }
  if (asked.size() < declared.width()) return;  // what is left free may be another value
  const bool is_denied = std::ranges::any_of(denied, [&](const auto& one) {
    const bool surely = world_.settings.possibly ? one.second >= 1 : one.second > 0;
    return surely && std::ranges::all_of(asked, [&](const auto& column) {
             const Word said = one.first[column.first];
             return said == column.second || said == unknown_word;
           });
  });
  if (is_denied) object(node, "it is denied, and so not merely presumed");
}

}  // namespace casus::verify
