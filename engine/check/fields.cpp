// SPDX-License-Identifier: Apache-2.0
#include "check/fields.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "check/constants.hpp"
#include "model/show.hpp"

namespace casus::check {
namespace {

using model::Base;

constexpr double largest_points = 9e12;

std::optional<Base> base_type(std::string_view name) {
  constexpr std::pair<std::string_view, Base> types[] = {
      {"text", Base::text},    {"int", Base::integer}, {"number", Base::number},
      {"bool", Base::boolean}, {"date", Base::date},   {"duration", Base::duration}};
  for (const auto& [known, base] : types) {
    if (known == name) return base;
  }
  return std::nullopt;
}

/// Of what other languages call a type.
std::string_view own_name_of_type(std::string_view name) {
  constexpr auto types =
      std::to_array<std::pair<std::string_view, std::string_view>>({{"string", "text"},
                                                                    {"str", "text"},
                                                                    {"String", "text"},
                                                                    {"integer", "int"},
                                                                    {"Int", "int"},
                                                                    {"float", "number"},
                                                                    {"double", "number"},
                                                                    {"real", "number"},
                                                                    {"decimal", "number"},
                                                                    {"boolean", "bool"},
                                                                    {"datetime", "date"},
                                                                    {"timespan", "duration"}});
  const auto* const it =
      std::ranges::find(types, name, &std::pair<std::string_view, std::string_view>::first);
  return it == types.end() ? std::string_view() : it->second;
}

std::optional<Type> named_type(const Environment& env, const ast::Name& name) {
  if (name.text == "Kind")
    return Type{.base = Base::enumeration, .enumeration = statement_kind_enumeration};
  const Found found = env.names.find(NameSpace::type, env.module, name.text);
  if (found.none()) {
    if (const std::string_view own = own_name_of_type(name.text); !own.empty()) {
      env.report(error("E0201", "no type is called " + quoted(name.text)))
          .label(name.span, "not declared")
          .fix("here it is called " + quoted(own), {{name.span, std::string(own)}}, true);
      return std::nullopt;
    }
    report_missing(env, NameSpace::type, name.text, name.span,
                   "no type is called " + quoted(name.text),
                   "types are text, int, number, bool, date, duration, enums and scales");
    return std::nullopt;
  }
  if (found.ambiguous()) {
    report_ambiguous(env, found, name.text, name.span);
    return std::nullopt;
  }
  ++found.entity->uses;
  env.names.note(name.span, found.entity->span);
  if (!found.entity->usable) return std::nullopt;
  // A scale also names the type of its bands.
  return Type{.base = Base::enumeration, .enumeration = found.entity->enumeration};
}

bool fill_range(const Environment& env, const ast::Bounds& bounds, model::Field& field) {
  const Base base = field.type.base;
  if (!field.type.numeric() && base != Base::date && base != Base::duration) {
    env.report(
           error("E0302", "a field of type " + env.schema().describe(field.type) + " has no range"))
        .label(bounds.span, "not for this type")
        .advise("leave the range out; ranges are for int, number, date and duration");
    return false;
  }
  field.low = constant_of_type(env, *bounds.low, field.type, "the lower bound");
  field.high = constant_of_type(env, *bounds.high, field.type, "the upper bound");
  if (!field.low || !field.high) return false;
  if (!bounds_compare(env, *field.low, *field.high, field.type, bounds.span)) return false;
  if (model::compare(*field.low, *field.high, base, env.symbols) > 0) {
    env.report(error("E0505", "the lower bound is above the upper bound"))
        .label(bounds.span, "the wrong way round")
        .fix("exchange them",
             {{bounds.span, std::string(env.sources.text(bounds.high->span)) + ".." +
                                std::string(env.sources.text(bounds.low->span))}},
             false);
    return false;
  }
  return true;
}

bool fill_best(const Environment& env, const ast::Field& source, model::Field& field,
               bool keeps_best) {
  if (source.best == ast::Best::unstated) return true;
  field.best = source.best == ast::Best::least ? model::Best::least : model::Best::greatest;
  const std::string word(env.sources.text(source.best_span));
  const auto refuse = [&](const char* code, std::string message, std::string label,
                          std::string advice) {
    env.report(error(code, std::move(message)))
        .label(source.best_span, std::move(label))
        .advise(std::move(advice));
    return false;
  };
  if (!keeps_best) {
    return refuse("E0510", "only of what rules conclude is the " + word + " value kept",
                  "for fields of a `relation`",
                  "leave it out here, and conclude a relation that has such a field");
  }
  if (field.type.base == Base::boolean) {
    return refuse("E0302", "truth values have no order", "none of them is the " + word,
                  "use an enum, whose members are ordered, or an `int`");
  }
  if (source.open) {
    return refuse("E0510", "a " + word + " value cannot be unknown", "of an `open` field",
                  "leave `open` out: every conclusion gives the field a value");
  }
  return true;
}

bool fill_field(const Environment& env, const ast::Field& source, model::Field& field,
                bool keeps_best) {
  field.name = source.name.text;
  field.open = source.open;
  field.doc = source.doc;
  field.span = source.name.span;
  const auto type = type_of(env, source.type);
  if (!type) return false;
  field.type = *type;
  if (!fill_best(env, source, field, keeps_best)) return false;
  return !source.in || fill_range(env, *source.in, field);
}

}  // namespace

std::optional<Type> type_of(const Environment& env, const ast::TypeName& type) {
  const auto base = base_type(type.name.text);
  Type result;
  if (base) {
    result.base = *base;
  } else if (const auto named = named_type(env, type.name)) {
    result = *named;
  } else {
    return std::nullopt;
  }
  if (!type.unit) return result;
  const auto unit = find_unit(env, *type.unit);
  if (!unit) return std::nullopt;
  if (!result.numeric()) {
    env.report(error("E0302", "only int and number have units"))
        .label(type.unit->span, type.name.text + " has none")
        .advise("leave the unit out, or make it a number: `number " + type.unit->text + "`");
    return std::nullopt;
  }
  result.unit = *unit;
  return result;
}

bool fill_fields(const Environment& env, const std::vector<ast::Field>& fields,
                 std::vector<model::Field>& out, bool keeps_best) {
  bool good = true;
  std::unordered_map<std::string_view, Span> seen;
  for (const ast::Field& field : fields) {
    const auto [it, added] = seen.emplace(field.name.text, field.name.span);
    if (!added) {
      env.report(error("E0501", "the field " + quoted(field.name.text) + " is declared twice"))
          .label(field.name.span, "again here")
          .label(it->second, "first here")
          .advise("leave one of them out, or give it another name");
      good = false;
      continue;
    }
    if (!fill_field(env, field, out.emplace_back(), keeps_best)) good = false;
  }
  const auto is_best = [](const ast::Field& field) { return field.best != ast::Best::unstated; };
  const auto first = std::ranges::find_if(fields, is_best);
  const auto second =
      first == fields.end() ? first : std::find_if(first + 1, fields.end(), is_best);
  if (good && second != fields.end()) {
    env.report(error("E0510", "a relation keeps the best value of one field only"))
        .label(second->best_span, "a second one")
        .label(first->best_span, "the first")
        .advise("conclude two relations, one for each of them");
    good = false;
  }
  return good;
}

std::optional<model::Micros> points(const Environment& env, const ast::Expr& expr,
                                    std::string_view what) {
  const auto value = plain_number(env, expr, what);
  if (!value) return std::nullopt;
  if (std::fabs(*value) >= largest_points) {
    env.report(error("E0305", std::string(what) + " is too large"))
        .label(expr.span)
        .advise("stay below nine million million points");
    return std::nullopt;
  }
  return model::micros_of(*value);
}

std::string range_text(model::Micros low, model::Micros high) {
  return model::show_number(model::points_of(low)) + ".." +
         model::show_number(model::points_of(high));
}

std::optional<PointRange> point_range(const Environment& env, const ast::Bounds& bounds) {
  const auto low = points(env, *bounds.low, "the lower bound");
  const auto high = points(env, *bounds.high, "the upper bound");
  if (!low || !high) return std::nullopt;
  if (refuse_percent(env, *bounds.low, *low, *high) ||
      refuse_percent(env, *bounds.high, *low, *high)) {
    return std::nullopt;
  }
  if (*low >= *high) {
    env.report(error("E0505", *low == *high ? "a range needs two different bounds"
                                            : "the lower bound is above the upper bound"))
        .label(bounds.span, *low == *high ? "nothing in between" : "the wrong way round")
        .fix("exchange them",
             {{bounds.span, std::string(env.sources.text(bounds.high->span)) + ".." +
                                std::string(env.sources.text(bounds.low->span))}},
             false);
    return std::nullopt;
  }
  return PointRange{*low, *high};
}

}  // namespace casus::check
