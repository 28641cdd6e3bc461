// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "check/checking.hpp"
#include "check/constants.hpp"
#include "check/fields.hpp"
#include "check/sentences.hpp"

namespace casus::check {
namespace {

Places fields_of(const model::Relation& relation) {
  return {.noun = "field",
          .find = [&relation](std::string_view name) -> std::optional<Place> {
            const auto field = relation.find(name);
            if (!field) return std::nullopt;
            return Place{*field, relation.fields[*field].type, relation.fields[*field].span};
          },
          .all =
              [&relation] {
                std::vector<std::string_view> names;
                for (const model::Field& field : relation.fields) names.push_back(field.name);
                return names;
              }};
}

/// `source`, `kind` … speak about a statement; as fields they could not be told apart in facts.
bool refuse_metadata(const Environment& env, const ast::Relation& declaration) {
  bool good = true;
  for (const ast::Field& field : declaration.fields) {
    if (std::ranges::find(model::metadata_keys, field.name.text) ==
        std::end(model::metadata_keys)) {
      continue;
    }
    env.report(error("E0508", quoted(field.name.text) + " says something about every fact, and " +
                                  "cannot be a field of one"))
        .label(field.name.span, "a metadata word")
        .advise("every fact may say its " + quoted(field.name.text) +
                " as it is: leave the field out, or choose another name for it");
    good = false;
  }
  return good;
}

void fill_presumption(const Environment& env, const ast::Relation& declaration,
                      model::Relation& relation) {
  if (declaration.presumed_absent == nullptr) return;
  const ast::Expr& given = *declaration.presumed_absent;
  const auto value = plain_number(env, given, "a presumption");
  if (!value) return;
  if (*value < 0 || *value > 1) {
    Diagnostic& d = env.report(error("E0305", "a presumption lies between 0 and 1"));
    d.label(given.span, "outside 0..1");
    advise_share(d, env.sources.text(given.span), given.span, *value);
    return;
  }
  relation.presumed_absent = *value;
  if (relation.is_open()) return;
  env.report(error("E0510", "only of an open " +
                                std::string(declaration.from_data ? "fact" : "relation") +
                                " is absence presumed"))
      .label(given.span, quoted(relation.name) + " is not open: absent means false")
      .fix("write `open` behind the name",
           {{{relation.span.file, relation.span.end, relation.span.end}, " open"}}, false);
}

void fill_half_life(const Environment& env, const ast::Relation& declaration,
                    model::Relation& relation) {
  if (declaration.half_life == nullptr) return;
  const ast::Expr& given = *declaration.half_life;
  if (!declaration.from_data) {
    env.report(error("E0510", "only facts have a half-life"))
        .label(given.span, quoted(relation.name) + " is concluded by rules")
        .advise("give the half-life to the facts that it rests on");
    return;
  }
  const auto word = constant_of_type(env, given, {model::Base::duration}, "a half-life");
  if (!word) return;
  const model::Duration duration = model::duration_of(*word);
  if (duration.amount <= 0) {
    env.report(error("E0305", "a half-life is longer than nothing"))
        .label(given.span)
        .advise("write for example `24 months`");
    return;
  }
  relation.half_life = duration;
}

bool declare_relation(Checking& checking, const Entity& entity, const ast::Relation& declaration,
                      const std::string& doc) {
  const Environment env = checking.environment(entity.module);
  model::Relation& relation = checking.program.schema.relations[entity.index];
  relation.name = std::string(entity.name);
  relation.module = std::string(checking.names.modules[entity.module].name);
  relation.kind = declaration.from_data ? model::RelationKind::fact : model::RelationKind::relation;
  relation.openness = declaration.openness == ast::Openness::open     ? model::Openness::open
                      : declaration.openness == ast::Openness::closed ? model::Openness::closed
                                                                      : model::Openness::unstated;
  relation.doc = doc;
  relation.span = entity.span;
  bool good = fill_fields(env, declaration.fields, relation.fields, !declaration.from_data);
  if (declaration.from_data && !refuse_metadata(env, declaration)) good = false;
  if (!good) return false;
  const Places places = fields_of(relation);
  if (declaration.reads) relation.reads = sentence(env, *declaration.reads, places);
  if (declaration.asks) relation.asks = sentence(env, *declaration.asks, places);
  fill_presumption(env, declaration, relation);
  fill_half_life(env, declaration, relation);
  return true;
}

}  // namespace

void declare_relations(Checking& checking) {
  for (ModuleIndex i = 0; i < checking.files.size(); ++i) {
    const auto& declarations = checking.files[i].declarations;
    for (std::size_t j = 0; j < declarations.size(); ++j) {
      Entity* entity = checking.entities[i][j];
      const auto* declaration = std::get_if<ast::Relation>(&declarations[j].node);
      if (entity == nullptr || !entity->usable || declaration == nullptr) continue;
      entity->usable = declare_relation(checking, *entity, *declaration, declarations[j].doc);
    }
  }
}

}  // namespace casus::check
