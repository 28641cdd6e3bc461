// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "check/checking.hpp"
#include "check/constants.hpp"
#include "check/fields.hpp"
#include "model/show.hpp"

namespace casus::check {
namespace {

const model::Scale* find_scale(Checking& checking, const Environment& env, const ast::Name& name) {
  const Found found = env.names.find(NameSpace::type, env.module, name.text);
  if (found.none()) {
    report_missing(env, NameSpace::type, name.text, name.span,
                   "no scale is called " + quoted(name.text),
                   "declare it: " + quoted("scale " + name.text + " 0..100 { low < 50, high }"));
    return nullptr;
  }
  if (found.ambiguous()) {
    report_ambiguous(env, found, name.text, name.span);
    return nullptr;
  }
  ++found.entity->uses;
  env.names.note(name.span, found.entity->span);
  if (!found.entity->usable) return nullptr;
  if (found.entity->kind != Entity::Kind::scale) {
    env.report(error("E0205", quoted(name.text) + " is an enum, not a scale"))
        .label(name.span, "a rating needs a scale")
        .label(found.entity->span, "declared here")
        .advise("declare one: `scale " + name.text + "Scale 0..100 { low < 50, high }`");
    return nullptr;
  }
  return &checking.scales[found.entity->index];
}

bool fill_starts(const Environment& env, const ast::Rating& declaration, model::Rating& rating) {
  if (refuse_percent(env, *declaration.starts, rating.scale.low, rating.scale.high)) return false;
  const auto starts = points(env, *declaration.starts, "the starting point");
  if (!starts) return false;
  rating.starts = *starts;
  if (*starts >= rating.scale.low && *starts <= rating.scale.high) return true;
  env.report(error("E0305", "the starting point lies outside the scale"))
      .label(declaration.starts->span,
             "outside " + model::show_number(model::points_of(rating.scale.low)) + ".." +
                 model::show_number(model::points_of(rating.scale.high)))
      .label(declaration.scale.span, "of this scale")
      .advise("start between the ends of the scale");
  return false;
}

bool fill_factors(const Environment& env, const ast::Rating& declaration, model::Rating& rating) {
  bool good = true;
  std::unordered_map<std::string_view, Span> seen;
  for (const ast::Factor& factor : declaration.factors) {
    const auto [it, added] = seen.emplace(factor.name.text, factor.name.span);
    if (!added) {
      env.report(error("E0501", "the factor " + quoted(factor.name.text) + " is declared twice"))
          .label(factor.name.span, "again here")
          .label(it->second, "first here")
          .advise("leave one of them out, or give it another name");
      good = false;
      continue;
    }
    const auto range = point_range(env, factor.range);
    if (!range) good = false;
    rating.factors.push_back({.name = factor.name.text,
                              .title = factor.title ? factor.title->text : "",
                              .low = range ? range->low : 0,
                              .high = range ? range->high : 0,
                              .span = factor.name.span});
  }
  return good;
}

std::optional<double> base_rate(const Environment& env, const ast::Expr& given) {
  const auto base = plain_number(env, given, "a base rate");
  if (!base) return std::nullopt;
  if (*base > 0 && *base < 1) return base;
  env.report(error("E0305", "a base rate lies between 0 and 1, both excluded"))
      .label(given.span, *base <= 0 ? "then it never happens" : "then it always happens")
      .advise("write how often it happens where nothing is known, such as `9%`");
  return std::nullopt;
}

/// The duration as its author wrote it.
std::optional<std::string> horizon(const Environment& env, const ast::Expr& given) {
  const auto word = constant_of_type(env, given, {model::Base::duration}, "a horizon");
  if (!word) return std::nullopt;
  if (model::duration_of(*word).amount > 0) {
    const auto& literal = std::get<ast::NumberLiteral>(given.node);
    return literal.text + ' ' + literal.unit->text;
  }
  env.report(error("E0305", "a horizon is longer than nothing"))
      .label(given.span)
      .advise("write for example `5 years`");
  return std::nullopt;
}

std::optional<model::Micros> doubling(const Environment& env, const ast::Expr& given) {
  const auto per = points(env, given, "the points that double the odds");
  if (!per || *per != 0) return per;
  env.report(error("E0305", "no points cannot double the odds"))
      .label(given.span, "nothing")
      .advise(
          "write `-12` where each 12 points less double them, `12` where each 12 points more do");
  return std::nullopt;
}

bool fill_likelihood(const Environment& env, const ast::Rating& declaration,
                     model::Rating& rating) {
  if (declaration.likelihoods.empty()) return true;
  const ast::Likelihood& given = declaration.likelihoods.front();
  bool good = true;
  for (std::size_t i = 1; i < declaration.likelihoods.size(); ++i) {
    env.report(error("E0501", "a rating has one likelihood"))
        .label(declaration.likelihoods[i].span, "again here")
        .label(given.span, "first here")
        .advise("leave one of them out, or declare another rating for it");
    good = false;
  }
  if (given.event.text.find_first_not_of(" \t\n") == std::string::npos) {
    env.report(error("E0510", "this likelihood does not say of what"))
        .label(given.event.span, "empty")
        .advise("write what may happen, such as `\"the tie ends\"`");
    good = false;
  }
  const auto base = base_rate(env, *given.base);
  auto within = horizon(env, *given.within);
  const auto per = doubling(env, *given.doubles_per);
  if (!base || !within || !per) return false;
  rating.likelihood = model::Likelihood{.event = given.event.text,
                                        .horizon = std::move(*within),
                                        .base = *base,
                                        .per = *per,
                                        .span = given.span};
  return good;
}

/// A rating is a relation too: its subjects, then the score, then the band.
bool fill_relation(const Environment& env, const ast::Rating& declaration,
                   const model::Rating& rating, model::Relation& relation) {
  bool good = fill_fields(env, declaration.fields, relation.fields);
  for (const ast::Field& field : declaration.fields) {
    if (field.open) {
      env.report(error("E0510", "a rating speaks about known subjects"))
          .label(field.name.span, "cannot be open")
          .advise("leave `open` out");
      good = false;
    }
    if (field.name.text == "score" || field.name.text == "band") {
      env.report(error("E0501", "every rating has a " + quoted(field.name.text) + " of its own"))
          .label(field.name.span, "taken")
          .advise("choose another name for the subject");
      good = false;
    }
  }
  relation.fields.push_back({.name = "score", .type = {model::Base::number}, .span = rating.span});
  relation.fields.push_back(
      {.name = "band",
       .type = {.base = model::Base::enumeration, .enumeration = rating.scale.bands},
       .span = rating.span});
  return good;
}

bool declare_rating(Checking& checking, const Entity& entity, const ast::Rating& declaration,
                    const std::string& doc) {
  const Environment env = checking.environment(entity.module);
  model::Rating& rating = checking.program.schema.ratings[entity.index];
  rating.name = std::string(entity.name);
  rating.title = declaration.title ? declaration.title->text : "";
  rating.module = std::string(checking.names.modules[entity.module].name);
  rating.doc = doc;
  rating.span = entity.span;
  rating.subjects = static_cast<std::uint32_t>(declaration.fields.size());
  model::Relation& relation = checking.program.schema.relations[rating.relation.index()];
  relation.name = rating.name;
  relation.module = rating.module;
  relation.kind = model::RelationKind::rating;
  relation.openness = model::Openness::closed;
  relation.doc = doc;
  relation.span = entity.span;
  relation.rating = model::RatingId(entity.index);
  const model::Scale* scale = find_scale(checking, env, declaration.scale);
  bool good = scale != nullptr;
  if (scale != nullptr) {
    rating.scale = *scale;
    good = fill_starts(env, declaration, rating);
  }
  if (!fill_factors(env, declaration, rating)) good = false;
  if (!fill_likelihood(env, declaration, rating)) good = false;
  if (!fill_relation(env, declaration, rating, relation)) good = false;
  return good;
}

}  // namespace

void declare_ratings(Checking& checking) {
  for (ModuleIndex i = 0; i < checking.files.size(); ++i) {
    const auto& declarations = checking.files[i].declarations;
    for (std::size_t j = 0; j < declarations.size(); ++j) {
      Entity* entity = checking.entities[i][j];
      const auto* declaration = std::get_if<ast::Rating>(&declarations[j].node);
      if (entity == nullptr || !entity->usable || declaration == nullptr) continue;
      entity->usable = declare_rating(checking, *entity, *declaration, declarations[j].doc);
    }
  }
}

}  // namespace casus::check
