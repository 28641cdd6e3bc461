// SPDX-License-Identifier: Apache-2.0
#include "check/names.hpp"

#include <algorithm>

#include "base/near.hpp"
#include "base/sort_unique.hpp"

namespace casus::check {

namespace {

std::size_t slot(NameSpace space) { return static_cast<std::size_t>(space); }

}  // namespace

std::string_view kind_name(Entity::Kind kind) {
  switch (kind) {
    case Entity::Kind::fact:
      return "fact";
    case Entity::Kind::relation:
      return "relation";
    case Entity::Kind::rating:
      return "rating";
    case Entity::Kind::table:
      return "table";
    case Entity::Kind::rule:
      return "rule";
    case Entity::Kind::enumeration:
      return "enum";
    case Entity::Kind::scale:
      return "scale";
    case Entity::Kind::unit:
      return "unit";
  }
  return "";
}

std::optional<ModuleIndex> Names::module(std::string_view name) const {
  const auto it = by_name_.find(name);
  if (it == by_name_.end()) return std::nullopt;
  return it->second;
}

std::pair<Entity*, bool> Names::declare(NameSpace space, const Entity& entity) {
  const auto [it, added] = modules[entity.module].tables[slot(space)].emplace(entity.name, entity);
  return {&it->second, added};
}

void Names::declare_member(ModuleIndex module, std::string_view member, model::EnumId enumeration) {
  modules[module].members[member].push_back(enumeration);
}

Entity* Names::own(NameSpace space, ModuleIndex module, std::string_view name) {
  Table& table = modules[module].tables[slot(space)];
  const auto it = table.find(name);
  return it == table.end() ? nullptr : &it->second;
}

Found Names::find(NameSpace space, ModuleIndex viewer, std::string_view name) {
  if (Entity* entity = own(space, viewer, name)) return {entity};
  Found found;
  for (const ModuleIndex used : modules[viewer].uses) {
    Entity* entity = own(space, used, name);
    if (entity == nullptr) continue;
    if (found.none()) {
      found.entity = entity;
    } else if (space != NameSpace::unit || entity->index != found.entity->index) {
      found.rival = entity;
      return found;
    }
  }
  return found;
}

bool Names::sees(ModuleIndex viewer, ModuleIndex other) const {
  return viewer == other ||
         std::ranges::find(modules[viewer].uses, other) != modules[viewer].uses.end();
}

std::vector<model::EnumId> Names::member_of(ModuleIndex viewer, std::string_view name) const {
  std::vector<model::EnumId> result;
  const auto add = [&](ModuleIndex index) {
    const auto it = modules[index].members.find(name);
    if (it != modules[index].members.end()) {
      result.insert(result.end(), it->second.begin(), it->second.end());
    }
  };
  add(viewer);
  for (const ModuleIndex used : modules[viewer].uses) add(used);
  return result;
}

std::vector<const Entity*> Names::elsewhere(NameSpace space, ModuleIndex viewer,
                                            std::string_view name) const {
  std::vector<const Entity*> result;
  for (ModuleIndex i = 0; i < modules.size(); ++i) {
    if (sees(viewer, i) || modules[i].name.empty()) continue;
    const Table& table = modules[i].tables[slot(space)];
    const auto it = table.find(name);
    if (it != table.end()) result.push_back(&it->second);
  }
  return result;
}

std::vector<std::string_view> Names::visible(NameSpace space, ModuleIndex viewer) const {
  std::vector<std::string_view> names;
  const auto add = [&](ModuleIndex index) {
    for (const auto& [key, entity] : modules[index].tables[slot(space)]) names.push_back(key);
  };
  add(viewer);
  for (const ModuleIndex used : modules[viewer].uses) add(used);
  sort_unique(names);
  return names;
}

std::optional<base::Near> Names::nearest(NameSpace space, ModuleIndex viewer,
                                         std::string_view name) {
  if (!may_ask()) return std::nullopt;
  return base::nearest(name, visible(space, viewer));
}

std::optional<base::Near> Names::nearest_module(std::string_view name) {
  if (!may_ask()) return std::nullopt;
  std::vector<std::string_view> candidates;
  for (const Module& module : modules) {
    if (!module.name.empty()) candidates.push_back(module.name);
  }
  return nearest_of(name, candidates);
}

void Names::advise_use(Diagnostic& diagnostic, ModuleIndex viewer, ModuleIndex wanted) const {
  const Module& here = modules[viewer];
  const std::string line = "use " + std::string(modules[wanted].name);
  const std::string advice = "add `" + line + "`";
  if (!here.use_place.valid()) {
    diagnostic.advise(advice);
    return;
  }
  diagnostic.fix(advice, {{here.use_place, here.use_first ? line + "\n" : "\n" + line}}, true);
}

std::optional<base::Near> nearest_of(std::string_view name,
                                     const std::vector<std::string_view>& candidates) {
  std::vector<std::string_view> sorted = candidates;
  sort_unique(sorted);
  return base::nearest(name, sorted);
}

}  // namespace casus::check
