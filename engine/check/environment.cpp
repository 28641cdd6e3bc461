// SPDX-License-Identifier: Apache-2.0
#include "check/environment.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/characters.hpp"

namespace casus::check {

std::string quoted(std::string_view name) {
  std::string text = "`";
  return text.append(name) += '`';
}

std::string listed(const std::vector<std::string>& items, std::string_view conjunction) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) {
      text += i + 1 < items.size() ? std::string(", ") : " " + std::string(conjunction) + " ";
    }
    text += items[i];
  }
  return text;
}

std::optional<base::Near> member_meant(std::string_view written,
                                       const model::Enumeration& enumeration) {
  const std::vector<std::string>& members = enumeration.members;
  if (auto near = nearest_of(written, {members.begin(), members.end()})) return near;
  constexpr std::size_t shortest = 3;
  const auto begun = [&](const std::string& member) { return member.starts_with(written); };
  if (written.size() < shortest || std::ranges::count_if(members, begun) != 1) return std::nullopt;
  return base::Near{*std::ranges::find_if(members, begun), false};
}

std::vector<std::string> quoted_members(const model::Enumeration& enumeration) {
  std::vector<std::string> members;
  for (const std::string& one : enumeration.members) members.push_back(quoted(one));
  return members;
}

void advise_member(Diagnostic& diagnostic, std::string_view written,
                   const model::Enumeration& enumeration, Span place) {
  if (const auto near = member_meant(written, enumeration)) {
    diagnostic.fix("did you mean " + quoted(near->name) + "?", {{place, near->name}}, near->sure);
    return;
  }
  const std::vector<std::string> members = quoted_members(enumeration);
  diagnostic.advise((members.size() == 1 ? "its member is " : "its members are ") +
                    listed(members));
}

std::string with_article(std::string_view noun) {
  constexpr std::string_view vowels = "aeiouAEIO";
  const bool vowel = !noun.empty() && vowels.find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

std::string phrase(const Type& type, const model::Schema& schema) {
  switch (type.base) {
    case model::Base::text:
      return "a text";
    case model::Base::integer:
    case model::Base::number:
      if (type.unit.valid()) {
        return "an amount in " + std::string(schema.units.shown(type.unit));
      }
      return type.base == model::Base::integer ? "a whole number" : "a plain number";
    case model::Base::boolean:
      return "a truth value";
    case model::Base::date:
      return "a date";
    case model::Base::duration:
      return "a duration";
    case model::Base::enumeration:
      return with_article(schema[type.enumeration].name);
  }
  return "";
}

std::string one_of(model::UnitId unit, const model::Units& units) {
  std::string name(units.shown(unit));
  if (units.is_time(unit) && name.back() == 's') name.pop_back();
  return "1 " + name;
}

std::string short_place(const Sources& sources, Span span) {
  std::string place = sources.place(span);
  const std::size_t slash = place.rfind('/');
  return slash == std::string::npos ? place : place.substr(slash + 1);
}

void report_ambiguous(const Environment& env, const Found& found, std::string_view name,
                      Span span) {
  const auto module_of = [&](const Entity* entity) {
    return std::string(env.names.modules[entity->module].name);
  };
  const std::string first = module_of(found.entity);
  const std::string second = module_of(found.rival);
  Diagnostic& d = env.report(error("E0202", quoted(name) + " is shown by two modules, " +
                                                quoted(first) + " and " + quoted(second)));
  d.label(span, "which of the two?");
  d.label(found.entity->span, "declared here");
  d.label(found.rival->span, "and here");
  d.advise("write " + quoted(first + "." + std::string(name)) + " or " +
           quoted(second + "." + std::string(name)));
}

void report_missing(const Environment& env, NameSpace space, std::string_view name, Span span,
                    std::string message, std::string advice) {
  Diagnostic d = error(space == NameSpace::unit ? "E0303" : "E0201", std::move(message));
  const auto elsewhere = env.names.elsewhere(space, env.module, name);
  if (!elsewhere.empty()) {
    const Entity& there = *elsewhere.front();
    d.label(span, "declared in module " + quoted(env.names.modules[there.module].name) +
                      ", which is not used here");
    env.names.advise_use(d, env.module, there.module);
    env.report(std::move(d));
    return;
  }
  std::vector<std::string> looked_in;
  for (const ModuleIndex used : env.names.modules[env.module].uses) {
    const std::string_view module = env.names.modules[used].name;
    if (!module.empty()) looked_in.push_back(quoted(module));
  }
  const bool few = !looked_in.empty() && looked_in.size() <= 3;
  d.label(span, few ? "not declared here or in " + listed(looked_in, "or") : "not declared");
  if (const auto near = env.names.nearest(space, env.module, name)) {
    std::string question = near->question();
    const Span declared = env.names.find(space, env.module, near->name).entity->span;
    if (!near->rivals.empty()) {
      d.fix("did you mean " + quoted(near->name) + "?", {{span, near->name}}, false);
      for (const std::string& rival : near->rivals) {
        d.fix("or " + quoted(rival) + "?", {{span, rival}}, false);
      }
    } else {
      if (declared.valid()) question += " (" + short_place(env.sources, declared) + ")";
      // Another letter makes another amount: `USD_k` is not `USD_m`.
      const bool safe = near->sure && space != NameSpace::unit;
      d.fix(std::move(question), {{span, near->name}}, safe);
    }
  } else {
    d.advise(std::move(advice));
  }
  env.report(std::move(d));
}

namespace {

/// `years` for `yrs`; empty where no unit of time is meant.
std::string_view unit_of_time(std::string_view written) {
  constexpr auto units =
      std::to_array<std::pair<std::string_view, std::string_view>>({{"yr", "years"},
                                                                    {"yrs", "years"},
                                                                    {"mo", "months"},
                                                                    {"mos", "months"},
                                                                    {"mth", "months"},
                                                                    {"mths", "months"},
                                                                    {"wk", "weeks"},
                                                                    {"wks", "weeks"}});
  const auto* const it =
      std::ranges::find(units, written, &std::pair<std::string_view, std::string_view>::first);
  if (it != units.end()) return it->second;
  constexpr auto own = std::to_array<std::string_view>({"years", "months", "weeks", "days"});
  const auto near = nearest_of(written, {own.begin(), own.end()});
  const auto* const meant = near && near->sure ? std::ranges::find(own, near->name) : own.end();
  return meant == own.end() ? std::string_view() : *meant;
}

Span with_blanks_before(const Sources& sources, Span span) {
  const std::string_view text = sources.text(span.file);
  while (span.begin > 0 && base::is_blank(text[span.begin - 1])) --span.begin;
  return span;
}

}  // namespace

std::optional<model::UnitId> find_unit(const Environment& env, const ast::Name& name) {
  const Found found = env.names.find(NameSpace::unit, env.module, name.text);
  if (found.entity != nullptr) {
    // Two modules may both declare a unit; a difference between them has been reported.
    ++found.entity->uses;
    env.names.note(name.span, found.entity->span);
    if (!found.entity->usable) return std::nullopt;
    return model::UnitId(found.entity->index);
  }
  if (const auto time = env.units().find(name.text); time && env.units().is_time(*time)) {
    return *time;
  }
  if (name.text == "point" || name.text == "points") {
    env.report(error("E0303", "no unit is called " + quoted(name.text)))
        .label(name.span, "points have no unit")
        .fix("write the number alone", {{with_blanks_before(env.sources, name.span), ""}}, true);
    return std::nullopt;
  }
  if (const std::string_view time = unit_of_time(name.text); !time.empty()) {
    env.report(error("E0303", "no unit is called " + quoted(name.text)))
        .label(name.span, "not declared")
        .fix("write " + quoted(time), {{name.span, std::string(time)}}, true);
    return std::nullopt;
  }
  std::string advice = "declare it: " + quoted("unit " + name.text);
  std::vector<std::string> all;
  for (const std::string_view known : env.names.visible(NameSpace::unit, env.module)) {
    all.push_back(quoted(known));
  }
  if (!all.empty() && all.size() <= 8) {
    advice = (all.size() == 1 ? "the unit here is " : "units here are ") + listed(all) +
             "; or declare it: " + quoted("unit " + name.text);
  }
  std::vector<std::string> longer;
  for (const std::string_view known : env.names.visible(NameSpace::unit, env.module)) {
    if (known.ends_with("_" + name.text)) longer.push_back(quoted(known));
  }
  if (!longer.empty()) advice = "did you mean " + listed(longer, "or") + "?";
  report_missing(env, NameSpace::unit, name.text, name.span,
                 "no unit is called " + quoted(name.text), std::move(advice));
  return std::nullopt;
}

}  // namespace casus::check
