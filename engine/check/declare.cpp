// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "check/checking.hpp"
#include "check/functions.hpp"

namespace casus::check {
namespace {

constexpr std::string_view builtin_types[] = {"text", "int",      "number", "bool",
                                              "date", "duration", "Kind"};

struct Named {
  const ast::Name* name = nullptr;
  NameSpace space = NameSpace::callable;
  Entity::Kind kind = Entity::Kind::fact;
};

Named named(const ast::Declaration& declaration) {
  const auto& node = declaration.node;
  if (const auto* d = std::get_if<ast::Enum>(&node)) {
    return {&d->name, NameSpace::type, Entity::Kind::enumeration};
  }
  if (const auto* d = std::get_if<ast::Scale>(&node)) {
    return {&d->name, NameSpace::type, Entity::Kind::scale};
  }
  if (const auto* d = std::get_if<ast::Unit>(&node)) {
    return {&d->name, NameSpace::unit, Entity::Kind::unit};
  }
  if (const auto* d = std::get_if<ast::Relation>(&node)) {
    return {&d->name, NameSpace::callable,
            d->from_data ? Entity::Kind::fact : Entity::Kind::relation};
  }
  if (const auto* d = std::get_if<ast::Rating>(&node)) {
    return {&d->name, NameSpace::callable, Entity::Kind::rating};
  }
  if (const auto* d = std::get_if<ast::Rule>(&node)) {
    return {&d->name, NameSpace::callable, Entity::Kind::rule};
  }
  if (const auto* d = std::get_if<ast::Table>(&node)) {
    return {&d->name, NameSpace::callable, Entity::Kind::table};
  }
  return {};
}

/// What is built in under this name, as a phrase; empty where nothing is.
std::string built_in(const Named& n, const model::Units& units) {
  const std::string& name = n.name->text;
  switch (n.space) {
    case NameSpace::callable:
      if (find_builtin(name) != nullptr) return "a built-in function";
      for (const AggregateName& aggregate : aggregates()) {
        if (aggregate.name == name) return "a built-in way to combine values";
      }
      return name == "as_of" ? "the date of assessment" : "";
    case NameSpace::type:
      return std::ranges::find(builtin_types, name) != std::end(builtin_types) ? "a built-in type"
                                                                               : "";
    case NameSpace::unit:
      return units.find(name) ? "a built-in unit of time" : "";
  }
  return "";
}

/// Gives the entity its place in the program, so that others may refer to it before it is filled.
std::uint32_t reserve(Program& program, std::vector<model::Scale>& scales, Entity::Kind kind) {
  const auto last = [](const auto& list) { return static_cast<std::uint32_t>(list.size() - 1); };
  model::Schema& schema = program.schema;
  switch (kind) {
    case Entity::Kind::enumeration:
      schema.enumerations.emplace_back();
      return last(schema.enumerations);
    case Entity::Kind::scale:
      scales.emplace_back().bands = model::EnumId(schema.enumerations.size());
      schema.enumerations.emplace_back();
      return last(scales);
    case Entity::Kind::fact:
    case Entity::Kind::relation:
      schema.relations.emplace_back();
      return last(schema.relations);
    case Entity::Kind::rating:
      schema.ratings.emplace_back().relation = model::RelationId(schema.relations.size());
      schema.relations.emplace_back();
      program.subjects.emplace_back();
      return last(schema.ratings);
    case Entity::Kind::table:
      program.tables.emplace_back();
      return last(program.tables);
    case Entity::Kind::rule:
    case Entity::Kind::unit:
      break;  // Known once the rule, or the unit's root, is.
  }
  return 0;
}

void report_taken(Checking& checking, const Named& n, const Entity& older) {
  const std::string name = quoted(n.name->text);
  const bool same = older.kind == n.kind;
  Diagnostic& d = checking.diagnostics.emplace_back(error(
      "E0501", same ? name + " is declared twice"
                    : name + " is already the name of " + with_article(kind_name(older.kind))));
  d.label(n.name->span, same ? "declared again here" : "taken");
  d.label(older.span, same ? "first declared here" : "declared here");
  d.advise(same ? "leave one of them out, or give it another name"
                : "facts, relations, ratings, tables and rules share their names: choose another");
}

Entity* declare_name(Checking& checking, ModuleIndex module, const ast::Declaration& declaration) {
  const Named n = named(declaration);
  if (n.name == nullptr || n.name->text.empty()) return nullptr;
  if (const std::string what = built_in(n, checking.program.schema.units); !what.empty()) {
    checking.diagnostics.emplace_back(error("E0501", quoted(n.name->text) + " is " + what))
        .label(n.name->span, "taken")
        .advise("choose another name");
    // So that what uses it is not reported as well.
    checking.names.declare(n.space, {.kind = n.kind,
                                     .name = n.name->text,
                                     .module = module,
                                     .span = n.name->span,
                                     .usable = false});
    return nullptr;
  }
  const auto [entity, added] = checking.names.declare(
      n.space, {.kind = n.kind, .name = n.name->text, .module = module, .span = n.name->span});
  if (!added) {
    report_taken(checking, n, *entity);
    return nullptr;
  }
  entity->usable = !declaration.broken;
  entity->index = reserve(checking.program, checking.scales, n.kind);
  if (n.kind == Entity::Kind::enumeration) entity->enumeration = model::EnumId(entity->index);
  if (n.kind == Entity::Kind::scale) entity->enumeration = checking.scales[entity->index].bands;
  return entity;
}

}  // namespace

void declare_names(Checking& checking) {
  auto& enumerations = checking.program.schema.enumerations;
  enumerations.emplace_back().name = "Kind";
  for (const std::string_view kind : model::statement_kinds) {
    enumerations.back().members.emplace_back(kind);
  }
  checking.entities.resize(checking.files.size());
  for (ModuleIndex i = 0; i < checking.files.size(); ++i) {
    for (const ast::Declaration& declaration : checking.files[i].declarations) {
      checking.complete = checking.complete && !declaration.broken;
      checking.entities[i].push_back(declare_name(checking, i, declaration));
    }
  }
}

}  // namespace casus::check
