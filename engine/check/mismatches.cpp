// SPDX-License-Identifier: Apache-2.0
//
// What is said where two values do not go together.
#include "check/elaborate.hpp"

namespace casus::check {

using model::Base;

void Elaborator::report_pair(const Typed& left, const Typed& right, std::string_view verb) {
  const bool minus = verb == "taken from";
  const Typed& subject = minus ? right : left;
  const Typed& object = minus ? left : right;
  Diagnostic d = error(
      "E0302", describe(subject) + " cannot be " + std::string(verb) + " " + describe(object));
  const auto is_variable = [&](const Typed& t) {
    return terms_[t.id].kind == Expr::Kind::variable;
  };
  const bool left_first = is_variable(right) && !is_variable(left);
  label_operand(d, left_first ? left : right, true);
  label_operand(d, left_first ? right : left, false);
  d.advise(advice_for_pair(left, right, verb));
  report(std::move(d));
}

/// `s(a) >= "firm"`
std::string Elaborator::band_in_quotes(const Typed& score, const Typed& text) const {
  const Expr& expr = terms_[score.id];
  if (expr.kind != Expr::Kind::score) return {};
  const model::Enumeration& bands = env_.schema()[env_.schema()[expr.rating].scale.bands];
  const auto constant = constant_of(text);
  if (constant) {
    const std::string written(env_.symbols.text(static_cast<base::Symbol>(constant->word)));
    if (bands.find(written)) return "write the band without quotes: " + quoted(written);
  }
  std::vector<std::string> members;
  for (const std::string& member : bands.members) members.push_back(quoted(member));
  return "compare it with a number, or with one of its bands: " + listed(members, "or");
}

std::string Elaborator::advice_for_pair(const Typed& left, const Typed& right,
                                        std::string_view verb) {
  const model::Units& units = env_.units();
  const Typed& amount = left.type.unit.valid() ? left : right;
  const Typed& other = left.type.unit.valid() ? right : left;
  const bool time = amount.type.numeric() && units.is_time(amount.type.unit);
  const bool compares = verb == "compared with";
  if (left.type.base == Base::date || right.type.base == Base::date) {
    if (!compares) return "to a date a span of time is added: `5 years` or `30 days`";
    const Typed& date = left.type.base == Base::date ? left : right;
    if (time) {
      return "for the time since write `years(" + std::string(env_.sources.text(date.span)) +
             ", as_of)`";
    }
    return "dates are written 2015-01-31; `year(date)` is a whole number";
  }
  if (left.type.numeric() && right.type.numeric()) {
    if (time && other.type.unit.valid() && units.is_time(other.type.unit)) {
      return "months and days never mix; for dates there are `years(from, to)` and `months(from, "
             "to)`";
    }
    if (other.type.unit.valid()) return "declare how many of the one unit the other is";
    const std::string unit(units.shown(amount.type.unit));
    std::string variable;
    const bool written = compares && terms_[amount.id].kind == Expr::Kind::constant;
    const std::string atom = written ? suggest_atom("", amount.type, &variable) : "";
    if (atom.empty()) {
      return "give the plain number a unit, or divide the amount by `" +
             one_of(amount.type.unit, units) + "`";
    }
    // The comparison once more, with the variable that the atom binds.
    const bool on_left = &other == &left;
    const Span between{left.span.file, left.span.end, right.span.begin};
    const bool in_line = left.span.end <= right.span.begin;
    std::string use = atom;
    if (in_line) {
      use += " and " + (on_left ? variable : std::string(env_.sources.text(left.span)));
      use += env_.sources.text(between);
      use += on_left ? std::string(env_.sources.text(right.span)) : variable;
    }
    return "for an amount in " + unit + " use " + quoted(use);
  }
  if (left.type.base == Base::text || right.type.base == Base::text) {
    const bool text_left = left.type.base == Base::text;
    if (compares) {
      const std::string band = band_in_quotes(text_left ? right : left, text_left ? left : right);
      if (!band.empty()) return band;
    }
    return compares ? "`text(…)` makes a text of any value"
                    : "texts are joined with `concat(…, …)`";
  }
  return compares ? "compare values of one type" : "reckon with numbers of one kind";
}

}  // namespace casus::check
