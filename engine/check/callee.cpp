// SPDX-License-Identifier: Apache-2.0
#include "check/callee.hpp"

#include <algorithm>

namespace casus::check {
namespace {

std::string joined(const ast::DottedName& name, std::size_t parts) {
  std::string text;
  for (std::size_t i = 0; i < parts; ++i) {
    if (i > 0) text += '.';
    text += name.parts[i].text;
  }
  return text;
}

/// The entity that the first `parts` parts name: a visible name, or one of a visible module.
Found find_entity(const Environment& env, const ast::DottedName& name, std::size_t parts) {
  if (parts == 1) return env.names.find(NameSpace::callable, env.module, name.parts[0].text);
  const auto module = env.names.module(joined(name, parts - 1));
  if (!module || !env.names.sees(env.module, *module)) return {};
  return {env.names.own(NameSpace::callable, *module, name.parts[parts - 1].text)};
}

Callee of_entity(const Environment& env, const Found& found) {
  Callee callee{.found = found};
  const Entity& entity = *found.entity;
  if (!entity.usable) {
    callee.kind = Callee::Kind::broken;
    return callee;
  }
  switch (entity.kind) {
    case Entity::Kind::fact:
    case Entity::Kind::relation:
      callee.kind = Callee::Kind::relation;
      callee.relation = RelationId(entity.index);
      break;
    case Entity::Kind::rating:
      callee.kind = Callee::Kind::rating;
      callee.rating = RatingId(entity.index);
      callee.relation = env.schema()[callee.rating].relation;
      break;
    case Entity::Kind::table:
      callee.kind = Callee::Kind::table;
      callee.table = TableId(entity.index);
      break;
    case Entity::Kind::rule:
      callee.kind = Callee::Kind::rule;
      callee.rule = RuleId(entity.index);
      break;
    default:
      break;
  }
  return callee;
}

const model::Factor* find_factor(const model::Rating& rating, std::string_view name) {
  const auto it = std::ranges::find(rating.factors, name, &model::Factor::name);
  return it == rating.factors.end() ? nullptr : &*it;
}

/// Notes what the parts of a name mean, of which the first `parts` name an entity.
void note_entity(const Environment& env, const ast::DottedName& name, std::size_t parts,
                 const Entity& entity) {
  if (parts > 1) {
    env.names.note(cover(name.parts.front().span, name.parts[parts - 2].span),
                   env.names.modules[entity.module].span);
  }
  env.names.note(name.parts[parts - 1].span, entity.span);
}

bool report_factor(const Environment& env, const ast::DottedName& name) {
  const Found prefix = find_entity(env, name, name.parts.size() - 1);
  if (prefix.none() || prefix.entity->kind != Entity::Kind::rating) return false;
  const model::Rating& rating = env.schema()[RatingId(prefix.entity->index)];
  const ast::Name& last = name.parts.back();
  Diagnostic& d = env.report(error(
      "E0203", "the rating " + quoted(rating.name) + " has no factor called " + quoted(last.text)));
  d.label(last.span, "not a factor");
  std::vector<std::string_view> names;
  for (const model::Factor& factor : rating.factors) names.push_back(factor.name);
  if (const auto near = nearest_of(last.text, names)) {
    d.fix("did you mean " + quoted(near->name) + "?", {{last.span, near->name}}, near->sure);
  } else {
    std::vector<std::string> all;
    for (const std::string_view factor : names) all.push_back(quoted(factor));
    d.advise(all.empty() ? "it has no factors" : "its factors are " + listed(all));
  }
  return true;
}

void report_dotted(const Environment& env, const ast::DottedName& name) {
  if (report_factor(env, name)) return;
  const std::string module_name = joined(name, name.parts.size() - 1);
  const ast::Name& last = name.parts.back();
  const auto module = env.names.module(module_name);
  if (module && !env.names.sees(env.module, *module)) {
    Diagnostic d = error("E0201", "module " + quoted(module_name) + " is not used here");
    d.label(name.span, "its names cannot be seen");
    env.names.advise_use(d, env.module, *module);
    env.report(std::move(d));
    return;
  }
  if (!module) {
    report_missing(env, NameSpace::callable, name.parts.front().text, name.parts.front().span,
                   "nothing is called " + quoted(name.text()),
                   "before the point stands a rating, an enum or a module");
    return;
  }
  env.report(error("E0201", "module " + quoted(module_name) + " declares no " + quoted(last.text)))
      .label(last.span, "not declared")
      .advise("look up its names in " + short_place(env.sources, env.names.modules[*module].span));
}

/// `supports others(p)`: the factor without its rating.
bool report_as_factor(const Environment& env, const ast::Name& name) {
  std::vector<std::string> meant;
  for (const std::string_view known : env.names.visible(NameSpace::callable, env.module)) {
    const Found found = env.names.find(NameSpace::callable, env.module, known);
    if (found.entity == nullptr || found.entity->kind != Entity::Kind::rating) continue;
    const model::Rating& rating = env.schema()[RatingId(found.entity->index)];
    if (find_factor(rating, name.text) != nullptr) meant.push_back(rating.name + '.' + name.text);
  }
  if (meant.empty()) return false;
  Diagnostic& d = env.report(error("E0201", "no fact or relation is called " + quoted(name.text)));
  if (meant.size() == 1) {
    d.label(name.span, "a factor, without its rating");
    d.fix("write " + quoted(meant.front()), {{name.span, meant.front()}}, true);
    return true;
  }
  d.label(name.span, "a factor of several ratings");
  std::ranges::transform(meant, meant.begin(), [](const auto& one) { return quoted(one); });
  d.advise("write " + listed(meant, "or"));
  return true;
}

/// Who asks declares nothing: what the name may have stood for, or what there is.
std::string advice_in_goal(const Environment& env, const std::string& text) {
  for (const model::Rating& rating : env.schema().ratings) {
    const model::EnumId bands = rating.scale.bands;  // none where the scale is not known
    if (!bands.valid() || !env.schema()[bands].find(text)) continue;
    return quoted(text) + " is a band: write " + quoted(rating.name + "(…) >= " + text);
  }
  std::vector<std::string> longer;
  std::vector<std::string> all;
  for (const model::Relation& relation : env.schema().relations) {
    if (relation.name.empty()) continue;
    if (relation.name == text) {
      return "it is declared in " + short_place(env.sources, relation.span) +
             ", in a file without a name: write `module` and a name at its top, and `use` that "
             "here";
    }
    if (relation.name.find(text) != std::string::npos) longer.push_back(quoted(relation.name));
    all.push_back(quoted(relation.name));
  }
  constexpr std::size_t most = 8;
  if (!longer.empty() && longer.size() <= most) return "did you mean " + listed(longer, "or") + "?";
  if (all.empty()) return "these rules know no facts";
  const bool more = all.size() > most;
  if (more) all.resize(most);
  return "what can be asked is " + (more ? "among others " : std::string()) + listed(all);
}

}  // namespace

Callee find_callee(const Environment& env, const ast::DottedName& name) {
  const std::size_t parts = name.parts.size();
  if (parts == 0) return {};
  if (parts > 1) {
    const Found prefix = find_entity(env, name, parts - 1);
    if (!prefix.none() && prefix.entity->kind == Entity::Kind::rating) {
      note_entity(env, name, parts - 1, *prefix.entity);
      Callee callee = of_entity(env, prefix);
      if (callee.kind == Callee::Kind::broken) return callee;
      const model::Rating& rating = env.schema()[callee.rating];
      const model::Factor* factor = find_factor(rating, name.parts.back().text);
      if (factor == nullptr) return {};
      env.names.note(name.parts.back().span, factor->span);
      callee.kind = Callee::Kind::factor;
      callee.factor = static_cast<std::uint32_t>(factor - rating.factors.data());
      return callee;
    }
  }
  const Found found = find_entity(env, name, parts);
  if (found.ambiguous()) return {.kind = Callee::Kind::ambiguous, .found = found};
  if (!found.none()) {
    note_entity(env, name, parts, *found.entity);
    return of_entity(env, found);
  }
  if (parts == 1) {
    if (const Builtin* builtin = find_builtin(name.parts[0].text)) {
      return {.kind = Callee::Kind::function, .function = builtin};
    }
  }
  return {};
}

void report_callee(const Environment& env, const Callee& callee, const ast::DottedName& name) {
  if (callee.kind == Callee::Kind::ambiguous) {
    report_ambiguous(env, callee.found, name.text(), name.span);
    return;
  }
  if (name.parts.size() > 1) {
    report_dotted(env, name);
    return;
  }
  const std::string& text = name.parts[0].text;
  for (const AggregateName& aggregate : aggregates()) {
    if (aggregate.name != text) continue;
    env.report(error("E0307", quoted(text) + " needs to know over what"))
        .label(name.span)
        .advise("write " + quoted(text + "(v for …)"));
    return;
  }
  if (report_as_factor(env, name.parts[0])) return;
  if (env.names.elsewhere(NameSpace::callable, env.module, text).empty() &&
      !env.names.nearest(NameSpace::callable, env.module, text)) {
    std::vector<std::string_view> names;
    for (const Builtin& builtin : builtins()) names.push_back(builtin.name);
    if (const auto near = nearest_of(text, names)) {
      env.report(error("E0201", "no function is called " + quoted(text)))
          .label(name.span, "not known")
          .fix("did you mean " + quoted(near->name) + "?", {{name.span, near->name}}, near->sure);
      return;
    }
  }
  report_missing(
      env, NameSpace::callable, text, name.span, "no fact or relation is called " + quoted(text),
      env.rules_are_atoms
          ? advice_in_goal(env, text)
          : "declare it with `fact` where it comes from data, with `relation` where rules "
            "conclude it");
}

}  // namespace casus::check
