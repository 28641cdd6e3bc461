// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "check/alternatives.hpp"
#include "check/bodies.hpp"
#include "check/check.hpp"
#include "check/contradictions.hpp"
#include "check/elaborate.hpp"
#include "check/goal_body.hpp"

namespace casus::check {
namespace {

/// The names of a program, once more: every module as it was, and one that sees them all.
Names names_of(const Program& program) {
  Names names;
  std::unordered_map<std::string_view, ModuleIndex> known;
  const auto module = [&](std::string_view name) {
    const auto [it, added] = known.emplace(name, static_cast<ModuleIndex>(names.modules.size()));
    if (added) {
      names.modules.emplace_back().name = name;
      if (!name.empty()) names.know_module(name, it->second);
    }
    return it->second;
  };
  const auto declare = [&](NameSpace space, Entity::Kind kind, const auto& item, std::size_t index,
                           model::EnumId enumeration = {}) {
    Entity entity{.kind = kind,
                  .name = item.name,
                  .module = module(item.module),
                  .index = static_cast<std::uint32_t>(index),
                  .enumeration = enumeration,
                  .span = item.span};
    if (names.declare(space, entity).second) return;
    // Of files without a module two may declare one name; a goal must not prefer either.
    entity.module = static_cast<ModuleIndex>(names.modules.size());
    names.modules.emplace_back();
    names.declare(space, entity);
  };
  const model::Schema& schema = program.schema;
  for (std::size_t i = 1; i < schema.enumerations.size(); ++i) {
    const model::Enumeration& enumeration = schema.enumerations[i];
    declare(NameSpace::type, Entity::Kind::enumeration, enumeration, i, model::EnumId(i));
    for (const std::string& member : enumeration.members) {
      names.declare_member(module(enumeration.module), member, model::EnumId(i));
    }
  }
  for (std::size_t i = 0; i < schema.relations.size(); ++i) {
    const model::Relation& relation = schema.relations[i];
    if (relation.kind == model::RelationKind::fact) {
      declare(NameSpace::callable, Entity::Kind::fact, relation, i);
    } else if (relation.kind == model::RelationKind::relation) {
      declare(NameSpace::callable, Entity::Kind::relation, relation, i);
    }
  }
  for (std::size_t i = 0; i < schema.ratings.size(); ++i) {
    declare(NameSpace::callable, Entity::Kind::rating, schema.ratings[i], i);
  }
  for (std::size_t i = 0; i < program.tables.size(); ++i) {
    declare(NameSpace::callable, Entity::Kind::table, program.tables[i], i);
  }
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    declare(NameSpace::callable, Entity::Kind::rule, program.rules[i], i);
  }
  const ModuleIndex units = module("");
  for (std::size_t i = 0; i < schema.units.size(); ++i) {
    const model::UnitId id(i);
    if (schema.units.is_time(id) && !schema.units[id].span.valid()) continue;
    names.declare(NameSpace::unit, {.kind = Entity::Kind::unit,
                                    .name = schema.units[id].name,
                                    .module = units,
                                    .index = static_cast<std::uint32_t>(i),
                                    .span = schema.units[id].span});
  }
  Names::Module all;
  for (ModuleIndex i = 0; i < names.modules.size(); ++i) all.uses.push_back(i);
  names.modules.push_back(std::move(all));
  return names;
}

/// The first atom under a condition whose relation rests on something open and does not say what
/// its absence means.
ConditionId undecided_atom(const Environment& env, const Terms& terms, ConditionId id) {
  const Condition& condition = terms[id];
  if (condition.kind == Condition::Kind::atom) {
    const model::Relation& relation = env.schema()[condition.atom.relation];
    return relation.rests_on_open ? id : ConditionId();
  }
  for (const ConditionId part : condition.parts) {
    const ConditionId found = undecided_atom(env, terms, part);
    if (found.valid()) return found;
  }
  return {};
}

/// As in a rule (E0405): `not` would take what is unknown for absent.
bool absence_is_decided(const Environment& env, const Terms& terms) {
  for (const Condition& condition : terms.conditions) {
    if (condition.kind != Condition::Kind::negation) continue;
    const ConditionId found = undecided_atom(env, terms, condition.parts.front());
    if (!found.valid()) continue;
    const model::Relation& relation = env.schema()[terms[found].atom.relation];
    env.report(error("E0405", quoted(relation.name) + " must say what its absence means"))
        .label(terms[found].span, "its absence is asked for here")
        .label(relation.span, "neither `open` nor `closed`, and it rests on what is open")
        .advise("ask for it without `not`, which tells `no` from `unknown`; or write `open` or " +
                std::string("`closed` behind its name"));
    return false;
  }
  return true;
}

}  // namespace

std::optional<GoalBody> goal_body(const Environment& env, const ast::Expr& body) {
  const std::size_t said = env.diagnostics.size();
  GoalBody goal;
  Elaborator elaborator(env, goal.terms);
  goal.body = elaborator.body(&body, {}, body.span);
  elaborator.require_answers();
  goal.answers = elaborator.answers();
  elaborator.finish(Elaborator::Single::answer);
  if (elaborator.failed()) return std::nullopt;
  compare_what_is_bound(goal.terms, goal.body);
  warn_of_contradictions(env, goal.terms, goal.body);
  // Of a rule that the goal names it has been said before.
  const auto of_rule = [&](const Diagnostic& one) {
    if (one.severity != Severity::warning || one.labels.empty()) return false;
    const Span place = one.labels.front().span;
    return place.file != body.span.file || place.begin < body.span.begin ||
           place.end > body.span.end;
  };
  const auto first = env.diagnostics.begin() + static_cast<std::ptrdiff_t>(said);
  env.diagnostics.erase(std::remove_if(first, env.diagnostics.end(), of_rule),
                        env.diagnostics.end());
  if (!absence_is_decided(env, goal.terms) ||
      !alternatives_bounded(env, goal.terms, goal.body, body.span)) {
    return std::nullopt;
  }
  return goal;
}

CheckedGoal check_goal(const Sources& sources, const ast::Expr& body, const Program& program,
                       const base::Symbols& symbols) {
  CheckedGoal result;
  Names names = names_of(program);
  Goal goal{.symbols = base::Symbols(symbols)};
  Environment env{sources,
                  names,
                  program,
                  goal.symbols,
                  result.diagnostics,
                  static_cast<ModuleIndex>(names.modules.size() - 1),
                  true};
  if (auto checked = goal_body(env, body)) {
    goal.terms = std::move(checked->terms);
    goal.body = checked->body;
    goal.answers = std::move(checked->answers);
    result.goal = std::move(goal);
  }
  sort_by_place(result.diagnostics);
  return result;
}

}  // namespace casus::check
