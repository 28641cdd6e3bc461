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
using check::Condition;
using check::Expr;
using check::ExprId;
using check::Rule;
using check::Terms;
using model::unknown_word;

namespace {

bool is_row(const Node& node) {
  return node.kind == Kind::fact || node.kind == Kind::rule ||
         (node.kind == Kind::score && !node.about.empty());
}

/// Without what single statements add to it.
std::vector<std::pair<RelationId, Row>> rows_of(const std::vector<Matched>& matched,
                                                const Terms& terms, const model::Schema& schema) {
  std::vector<std::pair<RelationId, Row>> result;
  for (const auto& [condition, row] : matched) {
    const RelationId relation = terms[condition].atom.relation;
    Row plain = row;
    plain.resize(schema[relation].width());
    result.emplace_back(relation, std::move(plain));
  }
  std::ranges::sort(result);
  return result;
}

std::optional<ExprId> expr_at(const Terms& terms, Expr::Kind kind, Span span) {
  for (std::size_t i = 0; i < terms.exprs.size(); ++i) {
    if (terms.exprs[i].kind == kind && terms.exprs[i].span == span) return ExprId(i);
  }
  return std::nullopt;
}

void relations_in(const Terms& terms, check::ConditionId id, std::set<RelationId>& into) {
  if (!id.valid()) return;
  const Condition& condition = terms[id];
  if (condition.atom.relation.valid()) into.insert(condition.atom.relation);
  for (const check::ConditionId part : condition.parts) relations_in(terms, part, into);
}

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
  derived.certainty = calculus_.through(holds, own);
  return derived.certainty > 0 ? "" : "its certainty is 0";
}

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

/// Comprehensions in recursion have the members found so far; those of possible worlds, the members
/// of such worlds. What is asked of both is that the members there are make the value.
bool Proof::gathers_in_recursion(const Expr& expr, const Terms& terms) const {
  std::set<RelationId> read;
  relations_in(terms, expr.body, read);
  return std::ranges::any_of(program().components, [&](const check::Component& one) {
    return one.rising.valid() && std::ranges::any_of(one.relations, [&](RelationId relation) {
             return read.contains(relation);
           });
  });
}

std::optional<Valued> Proof::gather(const Node& node, const Terms& terms, const Expr& expr,
                                    const Values& values, std::optional<Word> claimed) {
  std::set<std::pair<RelationId, Row>> told;
  for (const Node& child : node.children) {
    check(child);
    if (const auto claim = reader_.claim(child)) told.emplace(claim->relation, claim->row);
  }
  const auto is_told = [&](const Way& way) {
    const auto rows = rows_of(way.rows, terms, program().schema);
    return std::ranges::all_of(rows, [&](const auto& row) { return told.contains(row); });
  };
  std::set<std::pair<RelationId, Row>> used;
  std::vector<Member> kept;
  const std::vector<Member> all = members(world_, terms, expr, values);
  for (const Member& member : all) {
    if (std::ranges::none_of(member.ways, is_told)) continue;
    for (const Way& way : member.ways) {
      for (auto& row : rows_of(way.rows, terms, program().schema)) used.insert(std::move(row));
    }
    kept.push_back(member);
  }
  const bool some = !recomputes() || gathers_in_recursion(expr, terms);
  if (kept.size() < all.size() && !some) {
    object(node, fmt::format("it has {} members", all.size()));
    return std::nullopt;
  }
  if (!std::ranges::includes(used, told)) {
    object(node, "a step below it is no member");
    return std::nullopt;
  }
  return recomputes() ? gathered(world_, terms, expr, kept)
                      : gathered_in_a_world(terms, expr, std::move(kept), claimed);
}

/// In each world some of the members that are not certain are there.
Valued Proof::gathered_in_a_world(const Terms& terms, const Expr& expr, std::vector<Member> all,
                                  std::optional<Word> claimed) const {
  const auto doubtful = std::stable_partition(all.begin(), all.end(),
                                              [](const Member& one) { return one.certainty >= 1; });
  constexpr std::size_t most = 12;
  const auto certain = static_cast<std::size_t>(doubtful - all.begin());
  const std::size_t open = std::min(all.size() - certain, most);
  for (std::size_t choice = 0; choice < std::size_t{1} << open; ++choice) {
    std::vector<Member> there(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(certain));
    for (std::size_t i = 0; i < open; ++i) {
      if ((choice >> i & 1) != 0) there.push_back(all[certain + i]);
    }
    const Valued value = gathered(world_, terms, expr, there);
    if (value.word == claimed) return value;
  }
  // More worlds than can be gone through.
  return all.size() - certain > most && claimed ? Valued{*claimed, 1}
                                                : gathered(world_, terms, expr, all);
}

void Proof::check_aggregate(const Node& node, const Terms& terms, const Values& values) {
  const auto id = expr_at(terms, Expr::Kind::aggregate, node.span);
  if (!id) return object(node, "no comprehension of its rule stands there");
  const auto claimed =
      node.claimed.size() == 1 ? reader_.word(node.claimed.front(), terms[*id].type) : std::nullopt;
  const auto found = gather(node, terms, terms[*id], values, claimed);
  if (!found) return;
  if (claimed != found->word) {
    return object(node, fmt::format("its members make {}",
                                    number(verify::number(found->word, terms[*id].type.base))));
  }
  if (!recomputes()) {
    ++estimates_;
  } else if (!agree(found->certainty, node.certainty.value_or(1))) {
    object(node, fmt::format("its members make it {} sure", number(found->certainty)));
  }
}

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
