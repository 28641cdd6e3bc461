// SPDX-License-Identifier: Apache-2.0
#include "check/constants.hpp"

#include <cmath>

#include "base/encoding.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"

namespace casus::check {
namespace {

using model::Base;

std::optional<Constant> number_literal(const Environment& env, const ast::NumberLiteral& number,
                                       Span span, bool negative, bool& reported) {
  Constant result{.type = {Base::number}, .bare = !number.unit, .span = span};
  const bool percent = number.unit && number.unit->text == "%";
  const base::Decimal exact =
      base::Decimal((negative ? "-" : "") + number.text).shifted(percent ? -2 : 0);
  if (number.unit && !percent) {
    const auto unit = find_unit(env, *number.unit);
    if (!unit) {
      reported = true;
      return std::nullopt;
    }
    result.type.unit = *unit;
  }
  result.exact = exact;
  if (!percent && number.text.find('.') == std::string::npos) {
    const auto value = exact.to_int();
    if (!value || model::word_of_int(*value) == model::unknown_word) {
      env.report(error("E0305", "this number does not fit into 64 bits"))
          .label(span)
          .advise("write it with a decimal point: `" + number.text + ".0`");
      reported = true;
      return std::nullopt;
    }
    result.type.base = Base::integer;
    result.word = model::word_of_int(*value);
    return result;
  }
  const double value = exact.to_double();
  if (!std::isfinite(value)) {
    env.report(too_large(span, ""));
    reported = true;
    return std::nullopt;
  }
  result.word = model::word_of_number(value);
  return result;
}

/// "this month has 28 days"
std::string last_day_of(int year, int month) {
  int last = 31;
  while (!model::day_of({year, month, last})) --last;
  return "this month has " + std::to_string(last) + " days";
}

std::optional<Constant> date_literal(const Environment& env, const ast::DateLiteral& date,
                                     Span span, bool& reported) {
  const auto day = model::day_of({date.year, date.month, date.day});
  if (!day) {
    Diagnostic& d = env.report(error("E0304", "there is no such day"));
    d.label(span, date.month < 1 || date.month > 12 ? "a month is 1 to 12" : "not in the calendar");
    d.advise(date.month < 1 || date.month > 12 || date.year < 1 || date.year > 9999
                 ? "dates are written year-month-day, for example 2015-01-31"
                 : last_day_of(date.year, date.month));
    reported = true;
    return std::nullopt;
  }
  return Constant{.type = {Base::date}, .word = model::word_of_int(*day), .span = span};
}

/// In normal form, as facts have their texts.
std::optional<Constant> text_literal(const Environment& env, const ast::TextLiteral& text,
                                     Span span, bool& reported) {
  const auto normal = base::nfc(text.value);
  if (!normal) {
    env.report(error("E0614", "this text piles up too many accents"))
        .label(span, "more than 64 on one letter")
        .advise("no script needs so many: remove them");
    reported = true;
    return std::nullopt;
  }
  return Constant{.type = {Base::text}, .word = env.symbols.intern(*normal), .span = span};
}

/// What the author wrote; of a constant that nobody wrote, what its word shows.
base::Decimal exact_value(const Constant& constant) {
  if (constant.exact) return *constant.exact;
  if (constant.type.base == Base::number) {
    return base::Decimal::shortest(model::number_of(constant.word));
  }
  return base::Decimal(std::to_string(model::int_of(constant.word)));
}

std::optional<Word> fit_duration(const Constant& constant, const model::Units& units) {
  if (constant.type.base != Base::integer && constant.type.base != Base::number) {
    return std::nullopt;
  }
  if (!units.is_time(constant.type.unit)) return std::nullopt;
  const bool in_days = units.convertible(constant.type.unit, units.days());
  const auto whole = fit(constant, {Base::integer, in_days ? units.days() : units.months()}, units);
  if (!whole || std::abs(model::int_of(*whole)) > model::longest_duration) return std::nullopt;
  return model::word_of_duration({model::int_of(*whole), in_days});
}

}  // namespace

Diagnostic too_large(Span span, const std::string& unit) {
  Diagnostic d = error("E0305", "this number is too large");
  d.label(span, unit.empty() ? "" : "in " + unit);
  d.advise("numbers end before one with 309 digits");
  return d;
}

std::optional<Diagnostic> too_long(const Constant& constant, const model::Units& units) {
  if (!constant.type.numeric() || !units.is_time(constant.type.unit)) return std::nullopt;
  const model::UnitId root = units[constant.type.unit].root;
  const base::Decimal amount = units.convert(exact_value(constant), constant.type.unit, root);
  if (std::fabs(amount.to_double()) <= model::longest_duration) return std::nullopt;
  Diagnostic d = error("E0305", "this duration is too long");
  d.label(constant.span);
  d.advise("durations end at a trillion months or days");
  return d;
}

std::optional<Constant> literal(const Environment& env, const ast::Expr& expr, bool& reported) {
  if (const auto* number = std::get_if<ast::NumberLiteral>(&expr.node)) {
    return number_literal(env, *number, expr.span, false, reported);
  }
  if (const auto* unary = std::get_if<ast::Unary>(&expr.node)) {
    const auto* number = std::get_if<ast::NumberLiteral>(&unary->operand->node);
    if (unary->op != ast::UnaryOp::minus || number == nullptr) return std::nullopt;
    return number_literal(env, *number, expr.span, true, reported);
  }
  if (const auto* text = std::get_if<ast::TextLiteral>(&expr.node)) {
    return text_literal(env, *text, expr.span, reported);
  }
  if (const auto* truth = std::get_if<ast::BoolLiteral>(&expr.node)) {
    return Constant{.type = {Base::boolean}, .word = truth->value ? 1U : 0U, .span = expr.span};
  }
  if (const auto* date = std::get_if<ast::DateLiteral>(&expr.node)) {
    return date_literal(env, *date, expr.span, reported);
  }
  return std::nullopt;
}

std::optional<Word> fit(const Constant& constant, const Type& to, const model::Units& units) {
  const Type& from = constant.type;
  if (from == to) return constant.word;
  if (to.base == Base::duration) return fit_duration(constant, units);
  if (!from.numeric() || !to.numeric()) return std::nullopt;
  const bool adopts = constant.bare && !from.unit.valid();
  if (!adopts && !units.convertible(from.unit, to.unit)) return std::nullopt;
  const bool converts = !adopts && from.unit != to.unit;
  if (from.base == Base::integer && to.base == Base::integer && !converts) return constant.word;
  base::Decimal value = exact_value(constant);
  if (converts) value = units.convert(value, from.unit, to.unit);
  if (to.base == Base::number) {
    const double number = value.to_double();
    return std::isfinite(number) ? std::optional(model::word_of_number(number)) : std::nullopt;
  }
  const auto whole = value.to_int();
  if (!whole || model::word_of_int(*whole) == model::unknown_word) return std::nullopt;
  return model::word_of_int(*whole);
}

void advise_share(Diagnostic& d, std::string_view written, Span place, double value) {
  const std::string share = std::string(written) + '%';
  if (value > 1 && value <= 100 &&
      written.find_first_not_of("0123456789.") == std::string_view::npos) {
    d.fix("did you mean " + quoted(share) + '?', {{place, share}}, false);
  } else {
    d.advise("1 means as good as certain, 0.5 as likely as not");
  }
}

namespace {

/// A bare word that is near to a member; false where it is none.
bool refuse_member(const Environment& env, const ast::Expr& expr, const Type& type) {
  const auto* reference = std::get_if<ast::Reference>(&expr.node);
  const model::Enumeration& members = env.schema()[type.enumeration];
  if (reference == nullptr || reference->name.parts.size() != 1) return false;
  const std::string& written = reference->name.parts.front().text;
  if (!member_meant(written, members)) return false;
  Diagnostic& d =
      env.report(error("E0201", quoted(members.name) + " has no member called " + quoted(written)));
  d.label(expr.span, "not a member");
  advise_member(d, written, members, expr.span);
  return true;
}

}  // namespace

std::optional<Word> constant_of_type(const Environment& env, const ast::Expr& expr,
                                     const Type& type, std::string_view what) {
  bool reported = false;
  std::optional<Constant> constant = literal(env, expr, reported);
  if (reported) return std::nullopt;
  if (!constant && type.base == Base::enumeration) {
    const auto* reference = std::get_if<ast::Reference>(&expr.node);
    const auto& members = env.schema()[type.enumeration];
    if (reference != nullptr) {
      const auto& parts = reference->name.parts;
      const bool of_this = parts.size() == 1 || parts[parts.size() - 2].text == members.name;
      if (const auto member = members.find(parts.back().text); member && of_this) {
        env.names.note(parts.back().span, members.span, true);
        return *member;
      }
    }
  }
  if (constant) {
    if (const auto word = fit(*constant, type, env.units())) return word;
    auto long_one = type.base == Base::duration ? too_long(*constant, env.units()) : std::nullopt;
    if (long_one) {
      env.report(std::move(*long_one));
      return std::nullopt;
    }
  }
  if (!constant && type.base == Base::enumeration && refuse_member(env, expr, type)) {
    return std::nullopt;
  }
  Diagnostic& d =
      env.report(error("E0302", std::string(what) + " must be " + phrase(type, env.schema())));
  d.label(expr.span, constant ? phrase(constant->type, env.schema()) : "");
  if (type.base == Base::enumeration) {
    const model::Enumeration& members = env.schema()[type.enumeration];
    d.advise(members.name + " has " + listed(quoted_members(members)));
  } else if (type.base == Base::duration) {
    d.advise("write for example `24 months` or `30 days`");
  } else if (type.base == Base::integer && constant && constant->type.numeric()) {
    d.advise("write a whole number" +
             (type.unit.valid() ? " of " + std::string(env.units().shown(type.unit)) : ""));
  } else if (type.numeric() && !type.unit.valid()) {
    d.advise("write a number without a unit");
  } else {
    d.advise("write " + phrase(type, env.schema()));
  }
  return std::nullopt;
}

std::optional<Diagnostic> out_of_range(const Environment& env, Word constant,
                                       const model::Field& field, Span span) {
  if (!field.low || !field.high || constant == model::unknown_word) return std::nullopt;
  const Base base = field.type.base;
  if (model::compare(constant, *field.low, base, env.symbols) >= 0 &&
      model::compare(constant, *field.high, base, env.symbols) <= 0) {
    return std::nullopt;
  }
  const auto shown = [&](Word word) {
    return model::show(word, field.type, env.schema(), env.symbols);
  };
  return error("E0305", quoted(field.name) + " lies outside its range")
      .label(span, "outside " + shown(*field.low) + ".." + shown(*field.high))
      .label(field.span, "declared here")
      .advise("give it a value inside the range");
}

bool bounds_compare(const Environment& env, Word low, Word high, const Type& type, Span range) {
  const bool mixed = type.base == Base::duration &&
                     model::duration_of(low).in_days != model::duration_of(high).in_days;
  if (!mixed) return true;
  env.report(error("E0302", "a range has no bound in months and one in days"))
      .label(range, "months and days never mix")
      .advise("write both bounds in months or years, or both in days or weeks");
  return false;
}

bool refuse_percent(const Environment& env, Span place, model::Micros low, model::Micros high) {
  const std::string_view text = env.sources.text(place);
  const bool percent = text.size() > 1 && text.ends_with('%');
  if (!percent || (model::points_of(low) >= -1 && model::points_of(high) <= 1)) return false;
  const std::string number(text.substr(0, text.find_last_not_of(" \t%") + 1));
  const double value = base::Decimal(number).shifted(-2).to_double();
  env.report(error("E0308", "points are not written in per cent"))
      .label(place, "is " + model::show_number(value) + " points")
      .fix("write " + quoted(number), {{place, number}}, false);
  return true;
}

bool refuse_percent(const Environment& env, const ast::Expr& expr, model::Micros low,
                    model::Micros high) {
  const auto* number = std::get_if<ast::NumberLiteral>(&expr.node);
  return number != nullptr && refuse_percent(env, expr.span, low, high);
}

std::optional<double> plain_number(const Environment& env, const ast::Expr& expr,
                                   std::string_view what) {
  const auto word = constant_of_type(env, expr, {Base::number}, what);
  if (!word) return std::nullopt;
  return model::number_of(*word);
}

}  // namespace casus::check
