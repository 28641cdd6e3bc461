// SPDX-License-Identifier: Apache-2.0
//
// One type into another, where the author may write it so: bare numbers adopt a unit, units of one
// root convert, an int widens to a number, a count of years becomes a duration. Constants are
// converted here and now, everything else by an expression.
#include <algorithm>
#include <cmath>

#include "check/elaborate.hpp"

namespace casus::check {

using model::Base;

namespace {

bool is_whole(const model::Ratio& ratio) {
  const double factor = ratio.numerator / ratio.denominator;
  return std::floor(factor) == factor && factor < 0x1p53;
}

}  // namespace

std::optional<Constant> Elaborator::constant_of(const Typed& typed) const {
  const Expr& expr = terms_[typed.id];
  if (expr.kind != Expr::Kind::constant) return std::nullopt;
  return Constant{.type = typed.type,
                  .word = expr.constant,
                  .bare = typed.bare,
                  .span = expr.span,
                  .exact = typed.exact};
}

/// Bare numbers take on a unit; their values stay.
void Elaborator::adopt(ExprId id, model::UnitId unit) {
  Expr& expr = terms_.exprs[id.index()];
  if (!expr.type.numeric()) return;
  expr.type.unit = unit;
  if (expr.kind != Expr::Kind::apply) return;
  const bool product = expr.function == Function::multiply || expr.function == Function::divide;
  const std::vector<ExprId> args = expr.args;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (i == 0 || !product) adopt(args[i], unit);
  }
}

Typed Elaborator::to_unit(const Typed& from, model::UnitId unit) {
  if (!from.good() || from.type.unit == unit) return from;
  Typed result = from;
  result.type.unit = unit;
  if (from.bare && !from.type.unit.valid()) {
    adopt(from.id, unit);
    result.bare = false;
    return result;
  }
  const model::Units& units = env_.units();
  if (const auto constant = constant_of(from)) {
    auto word = fit(*constant, result.type, units);
    if (!word) {
      result.type.base = Base::number;
      word = fit(*constant, result.type, units);
    }
    if (!word) {
      report(too_large(from.span, std::string(units.shown(unit))));
      word = 0;  // any will do
    }
    result.id = this->constant(*word, result.type, from.span);
    if (from.exact) result.exact = units.convert(*from.exact, from.type.unit, unit);
    return result;
  }
  const model::Ratio r = units.ratio(from.type.unit, unit);
  const auto plain = [&](double value) {
    return this->constant(model::word_of_number(value), {Base::number}, from.span);
  };
  if (from.type.base == Base::integer && is_whole(r)) {
    const auto factor = static_cast<std::int64_t>(r.numerator / r.denominator);
    const ExprId by = this->constant(model::word_of_int(factor), {Base::integer}, from.span);
    return apply(Function::convert_int, {from.id, by}, result.type, from.span);
  }
  result.type.base = Base::number;
  return apply(Function::convert, {from.id, plain(r.numerator), plain(r.denominator)}, result.type,
               from.span);
}

ExprId Elaborator::coerce(const Typed& from, const Type& to, std::string_view what, Span declared) {
  if (!from.good()) return {};
  if (from.type == to) return from.id;
  const model::Units& units = env_.units();
  if (const auto constant = constant_of(from)) {
    if (const auto word = fit(*constant, to, units)) return this->constant(*word, to, from.span);
    if (auto d = to.base == Base::duration ? too_long(*constant, units) : std::nullopt) {
      report(std::move(*d));
      return {};
    }
    report_mismatch(from, to, what, declared);
    return {};
  }
  const bool time = from.type.base == Base::integer && units.is_time(from.type.unit);
  if (to.base == Base::duration && time) {
    const bool in_days = units.convertible(from.type.unit, units.days());
    const Typed amount = to_unit(from, in_days ? units.days() : units.months());
    return apply(in_days ? Function::to_duration_days : Function::to_duration_months, {amount.id},
                 to, from.span)
        .id;
  }
  const bool adopts = from.bare && !from.type.unit.valid();
  const bool fits =
      from.type.numeric() && to.numeric() && (adopts || units.convertible(from.type.unit, to.unit));
  if (!fits) {
    report_mismatch(from, to, what, declared);
    return {};
  }
  Typed result = to_unit(from, to.unit);
  if (to.base == Base::number && result.type.base == Base::integer) {
    result = apply(Function::to_number, {result.id}, to, from.span);
  }
  if (result.type.base != to.base) {
    report_mismatch(from, to, what, declared);
    return {};
  }
  return result.id;
}

ExprId Elaborator::coerce_asked(const Typed& from, const Type& to, std::string_view what,
                                Span declared) {
  const ExprId id = coerce(from, to, what, declared);
  if (!id.valid() || from.type.base != Base::integer) return id;
  Expr& expr = terms_.exprs[id.index()];
  if (expr.kind == Expr::Kind::apply && expr.function == Function::to_number) {
    expr.function = Function::equal_number;
  }
  return id;
}

/// A bare member of an enumeration, which may have been meant as a variable.
bool Elaborator::is_member(const Typed& operand) const {
  return operand.type.base == Base::enumeration && constant_of(operand) &&
         env_.sources.text(operand.span).find('.') == std::string_view::npos;
}

namespace {

/// Whether a text in quotes is a value of the type, had it none.
bool is_written(std::string_view text, const Type& type) {
  if (type.base == Base::boolean) return text == "true" || text == "false";
  const auto only = [&](std::string_view allowed) {
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
  };
  if (type.base == Base::date) return text.size() == 10 && only("0123456789-");
  if (!type.numeric()) return false;
  if (text.ends_with('%') && !type.unit.valid()) text.remove_suffix(1);
  return only("0123456789.") && text.front() != '.' && text.back() != '.';
}

/// "2021-05": a date without its day.
bool is_month(std::string_view text) {
  constexpr std::string_view form = "0000-00";
  return text.size() == form.size() && text[4] == '-' &&
         text.find_first_not_of("0123456789-") == std::string_view::npos;
}

}  // namespace

void Elaborator::report_mismatch(const Typed& from, const Type& to, std::string_view what,
                                 Span declared) {
  const model::Schema& schema = env_.schema();
  if (is_member(from)) {
    // The same name again is the same mistake.
    const std::string_view name = env_.sources.text(from.span);
    if (std::ranges::find(mistaken_members_, name) != mistaken_members_.end()) return fail();
    mistaken_members_.push_back(name);
  }
  const bool adopts =
      from.bare && from.type.base == Base::number && !from.type.unit.valid() && to.unit.valid();
  const bool fraction = from.type.numeric() && to.base == Base::integer &&
                        (adopts || env_.units().convertible(from.type.unit, to.unit));
  const auto constant = constant_of(from);
  std::optional<std::string> written;
  if (constant && from.type.base == Base::text) {
    written = std::string(env_.symbols.text(static_cast<base::Symbol>(constant->word)));
  }
  const std::string needs =
      fraction ? "a whole number" +
                     (to.unit.valid() ? " of " + std::string(schema.units.shown(to.unit)) : "")
               : phrase(to, schema);
  Diagnostic d = error("E0302", std::string(what) + " needs " + needs + ", not " +
                                    (fraction ? "one with a fraction" : describe(from)));
  label_operand(d, from, true);
  if (declared.valid()) d.label(declared, phrase(to, schema) + ", by this declaration");
  if (is_member(from)) {
    d.advise(quoted(env_.sources.text(from.span)) + " is a member of " +
             quoted(schema[from.type.enumeration].name) + "; a variable here needs another name");
  } else if (fraction) {
    d.advise(constant ? "write a whole number" : "make it whole: `int(round(…))`");
  } else if (written && is_written(*written, to)) {
    d.fix("write it without quotes: `" + *written + '`', {{from.span, *written}}, true);
  } else if (to.numeric() && from.type.numeric() && !to.unit.valid()) {
    const std::string unit = one_of(from.type.unit, schema.units);
    d.advise("divide by its unit: `… / " + unit + "` is a plain number");
  } else if (to.numeric() && from.type.numeric() && !from.type.unit.valid()) {
    d.advise("say in which unit: `… * " + one_of(to.unit, schema.units) + "`");
  } else if (to.base == Base::text && from.type.base != Base::text) {
    d.advise("`text(…)` makes a text of it");
  } else if (to.base == Base::boolean) {
    d.advise("write `true` or `false`");
  } else if (const std::string_view text = env_.sources.text(from.span);
             to.base == Base::date && (is_month(text) || (written && is_month(*written)))) {
    const std::string day = std::string(written ? *written : text) + "-01";
    d.fix("write the day as well: " + quoted(day), {{from.span, day}}, false);
  } else if (to.base == Base::date) {
    d.advise("write for example `2021-05-31`");
  } else if (to.base == Base::duration) {
    d.advise("write for example `6 months` or `30 days`");
  } else if (to.base == Base::enumeration) {
    std::vector<std::string> members;
    for (const std::string& member : schema[to.enumeration].members) {
      members.push_back(quoted(member));
    }
    const model::Enumeration& enumeration = schema[to.enumeration];
    if (written && enumeration.find(*written)) {
      d.fix("write it without quotes", {{from.span, *written}}, true);
    } else {
      d.advise(enumeration.name + " has " + listed(members));
    }
  } else {
    d.advise("give it " + needs);
  }
  report(std::move(d));
}

std::string Elaborator::describe(const Typed& operand) const {
  const Expr& expr = terms_[operand.id];
  const bool plain = operand.type.numeric() && !operand.type.unit.valid();
  if (plain && expr.kind == Expr::Kind::variable) {
    const State& state = states_[expr.variable.index()];
    if (state.relation.valid()) {
      // A field's name says more than its type, if it is a word.
      const std::string& field = env_.schema()[state.relation].fields[state.column].name;
      if (field.size() > 2) return with_article(field);
    }
  }
  return phrase(operand.type, env_.schema());
}

/// Says what an operand is, and for a variable where it has that from.
void Elaborator::label_operand(Diagnostic& diagnostic, const Typed& operand, bool first) {
  const Expr& expr = terms_[operand.id];
  if (expr.kind == Expr::Kind::constant && operand.type.numeric() && operand.type.unit.valid()) {
    diagnostic.label(operand.span, std::string(env_.units().shown(operand.type.unit)));
    return;
  }
  if (expr.kind == Expr::Kind::variable) {
    const State& state = states_[expr.variable.index()];
    std::string text = describe(operand);
    if (state.relation.valid()) {
      const model::Field& field = env_.schema()[state.relation].fields[state.column];
      text += ", by " + short_place(env_.sources, field.span);
    }
    if (first) {
      diagnostic.label(operand.span, text);
    } else {
      diagnostic.label(state.typed_at, text);
    }
    return;
  }
  diagnostic.label(operand.span, describe(operand));
}

}  // namespace casus::check
