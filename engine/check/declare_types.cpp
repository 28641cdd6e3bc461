// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "check/checking.hpp"
#include "check/constants.hpp"
#include "check/fields.hpp"

namespace casus::check {
namespace {

/// Enters the members; one written twice is reported and left out.
void add_members(Checking& checking, const Entity& entity, model::EnumId id,
                 const std::vector<const ast::Name*>& members, std::string_view what) {
  model::Enumeration& enumeration = checking.program.schema.enumerations[id.index()];
  std::unordered_map<std::string_view, const ast::Name*> seen;
  for (const ast::Name* member : members) {
    const auto [it, added] = seen.emplace(member->text, member);
    if (!added) {
      checking.diagnostics
          .emplace_back(
              error("E0501", quoted(member->text) + " occurs twice in " + quoted(entity.name)))
          .label(member->span, "again here")
          .label(it->second->span, "first here")
          .advise("leave one " + std::string(what) + " out, or give it another name");
      continue;
    }
    enumeration.members.push_back(member->text);
    checking.names.declare_member(entity.module, member->text, id);
  }
}

void name_enumeration(Checking& checking, const Entity& entity, model::EnumId id) {
  model::Enumeration& enumeration = checking.program.schema.enumerations[id.index()];
  enumeration.name = std::string(entity.name);
  enumeration.module = std::string(checking.names.modules[entity.module].name);
  enumeration.span = entity.span;
}

void declare_enumeration(Checking& checking, const Entity& entity, const ast::Enum& declaration) {
  std::vector<const ast::Name*> members;
  for (const ast::Name& member : declaration.members) members.push_back(&member);
  const model::EnumId id(entity.index);
  name_enumeration(checking, entity, id);
  add_members(checking, entity, id, members, "member");
}

/// The bands must rise, inside the range, and only the last one is without a bound.
bool fill_bands(Checking& checking, const Environment& env, const ast::Scale& declaration,
                model::Scale& scale) {
  model::Micros before = scale.low;
  const auto refuse = [&](Span span, std::string label, std::string advice) {
    checking.diagnostics
        .emplace_back(error("E0504", "the bands of " + quoted(scale.name) + " do not rise"))
        .label(span, std::move(label))
        .advise(std::move(advice));
    return false;
  };
  for (std::size_t i = 0; i < declaration.bands.size(); ++i) {
    const ast::Band& band = declaration.bands[i];
    const bool last = i + 1 == declaration.bands.size();
    if (band.below == nullptr) {
      if (last) return true;
      return refuse(band.name.span, "only the last band has no bound",
                    "say where it ends: `" + band.name.text + " < …`");
    }
    if (refuse_percent(env, *band.below, scale.low, scale.high)) return false;
    const auto below = plain_number(env, *band.below, "the bound of a band");
    if (!below) return false;
    if (last) {
      checking.diagnostics
          .emplace_back(error("E0504", "the last band of " + quoted(scale.name) + " has a bound"))
          .label(band.below->span, "it ends where the scale does")
          .fix("leave the bound of the last band out",
               {{{band.name.span.file, band.name.span.end, band.below->span.end}, ""}}, true);
      return false;
    }
    const model::Micros bound = model::micros_of(*below);
    if (bound <= before || bound >= scale.high) {
      return refuse(
          band.below->span,
          i == 0 || bound >= scale.high ? "not inside the scale" : "not above the band before it",
          "write bands from the lowest up: this bound lies within " +
              range_text(before, scale.high));
    }
    scale.below.push_back(bound);
    before = bound;
  }
  return true;
}

bool declare_scale(Checking& checking, const Entity& entity, const ast::Scale& declaration) {
  model::Scale& scale = checking.scales[entity.index];
  scale.name = std::string(entity.name);
  scale.module = std::string(checking.names.modules[entity.module].name);
  scale.span = entity.span;
  name_enumeration(checking, entity, scale.bands);
  std::vector<const ast::Name*> members;
  for (const ast::Band& band : declaration.bands) members.push_back(&band.name);
  add_members(checking, entity, scale.bands, members, "band");
  const Environment env = checking.environment(entity.module);
  const auto range = point_range(env, declaration.range);
  if (!range) return false;
  scale.low = range->low;
  scale.high = range->high;
  return fill_bands(checking, env, declaration, scale);
}

}  // namespace

void declare_types(Checking& checking) {
  for (ModuleIndex i = 0; i < checking.files.size(); ++i) {
    const auto& declarations = checking.files[i].declarations;
    for (std::size_t j = 0; j < declarations.size(); ++j) {
      Entity* entity = checking.entities[i][j];
      if (entity == nullptr || !entity->usable) continue;
      if (const auto* d = std::get_if<ast::Enum>(&declarations[j].node)) {
        declare_enumeration(checking, *entity, *d);
      } else if (const auto* s = std::get_if<ast::Scale>(&declarations[j].node)) {
        entity->usable = declare_scale(checking, *entity, *s);
      }
    }
  }
}

}  // namespace casus::check
