// SPDX-License-Identifier: Apache-2.0
//
// What is said where two values do not go together.
#include <algorithm>

#include "base/characters.hpp"
#include "check/elaborate.hpp"

namespace casus::check {

using model::Base;

namespace {

/// The number of an amount, "10" of "10 years", or nothing.
std::string number_of(std::string_view amount) {
  const std::size_t end = amount.find_first_not_of("0123456789._-");
  const std::string_view number = amount.substr(0, end);
  const bool amounts = end != 0 && end != std::string_view::npos && amount[end] == ' ';
  return amounts ? std::string(number) : std::string();
}

}  // namespace

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
  const bool member = verb == "compared with" && (advise_without_quotes(d, left, right) ||
                                                  advise_without_quotes(d, right, left) ||
                                                  advise_literal_without_quotes(d, left, right) ||
                                                  advise_literal_without_quotes(d, right, left));
  if (!member) d.advise(advice_for_pair(left, right, verb));
  report(std::move(d));
}

/// `"A" >= firm`, `A >= firm` in a goal: what is rated stands in a rating.
bool Elaborator::advise_rated(Diagnostic& d, std::string_view subject, Span place) const {
  const std::vector<model::Rating>& ratings = env_.schema().ratings;
  if (!env_.rules_are_atoms || ratings.empty()) return false;
  const bool quotes = subject.starts_with('"');
  const std::string text = quotes ? std::string(subject) : '"' + std::string(subject) + '"';
  const std::string meant = ratings.front().name + '(' + text + ')';
  const std::string advice = "say what is rated, as in " + quoted(meant);
  if (ratings.size() == 1) {
    d.fix(advice, {{place, meant}}, false);
  } else {
    d.advise(advice);
  }
  return true;
}

/// "`USD_bn` or `USD_m`"
std::string Elaborator::units_like(model::UnitId unit) const {
  std::vector<std::string> names;
  for (const std::string_view name : env_.names.visible(NameSpace::unit, env_.module)) {
    const auto other = env_.units().find(name);
    if (other && env_.units().convertible(*other, unit)) names.push_back(quoted(name));
  }
  if (names.empty()) names.push_back(quoted(env_.units().shown(unit)));
  return listed(names, "or");
}

/// `age >= "70"`, `since < "2015-01-31"`: false where the text is no value of the other's type.
bool Elaborator::advise_literal_without_quotes(Diagnostic& d, const Typed& value,
                                               const Typed& text) const {
  if (text.type.base != Base::text || !constant_of(text)) return false;
  if (value.type.base == Base::date) return advise_date_without_quotes(d, text, true);
  const std::string_view written = env_.sources.text(text.span);
  if (!value.type.numeric() || written.size() < 3) return false;
  const std::string plain(written.substr(1, written.size() - 2));
  if (plain.find_first_not_of("0123456789") != std::string::npos) return false;
  d.fix("a number stands without quotes: " + quoted(plain), {{text.span, plain}}, true);
  return true;
}

bool Elaborator::advise_date_without_quotes(Diagnostic& d, const Typed& text, bool wanted) const {
  if (!wanted || text.type.base != Base::text || !constant_of(text)) return false;
  const std::string_view written = env_.sources.text(text.span);
  constexpr std::string_view shape = "\"dddd-dd-dd\"";
  const auto fits = [](char c, char s) { return s == 'd' ? base::is_digit(c) : c == s; };
  if (!std::ranges::equal(written, shape, fits)) return false;
  const std::string plain(written.substr(1, written.size() - 2));
  d.fix("a date stands without quotes: " + quoted(plain), {{text.span, plain}}, true);
  return true;
}

/// `s(a) >= "firm"`, `stage >= "filling"`: false where `choice` is neither a score nor of an
/// enumeration, or `text` no text.
bool Elaborator::advise_without_quotes(Diagnostic& d, const Typed& choice,
                                       const Typed& text) const {
  const Expr& expr = terms_[choice.id];
  const bool score = expr.kind == Expr::Kind::score;
  const bool chosen = choice.type.base == Base::enumeration;
  if (text.type.base != Base::text || (!score && !chosen)) return false;
  const model::Enumeration& members =
      env_.schema()[score ? env_.schema()[expr.rating].scale.bands : choice.type.enumeration];
  const auto constant = constant_of(text);
  if (!constant && chosen) return false;
  if (is_member(choice)) return advise_rated(d, env_.sources.text(text.span), text.span);
  if (constant) {
    const std::string written(env_.symbols.text(static_cast<base::Symbol>(constant->word)));
    if (members.find(written)) {
      d.fix(std::string("write the ") + (score ? "band" : "member") +
                " without quotes: " + quoted(written),
            {{text.span, written}}, true);
      return true;
    }
    if (const auto meant = member_meant(written, members)) {
      d.fix("did you mean " + quoted(meant->name) + "? It stands without quotes",
            {{text.span, meant->name}}, false);
      return true;
    }
  }
  d.advise((score ? "compare it with a number, or with one of its bands: "
                  : "compare it with one of its members: ") +
           listed(quoted_members(members), "or"));
  return true;
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
    if (other.type.unit.valid()) {
      const bool written = terms_[right.id].kind == Expr::Kind::constant;
      const Typed& wanted = written ? left : right;
      return "write an amount in " + units_like(wanted.type.unit) +
             ", or declare how many of the one unit the other is";
    }
    if (compares && terms_[other.id].kind != Expr::Kind::variable) {
      const std::string plain = number_of(env_.sources.text(amount.span));
      if (!plain.empty()) return "compare it with a plain number: " + quoted(plain);
    }
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
  if (compares && left.type.base == Base::enumeration && right.type.base == Base::enumeration &&
      is_member(left) != is_member(right)) {
    const Type& wanted = is_member(left) ? right.type : left.type;
    return env_.schema()[wanted.enumeration].name + " has " +
           listed(quoted_members(env_.schema()[wanted.enumeration]));
  }
  if (compares && left.type.base != right.type.base && (is_member(left) || is_member(right))) {
    const Typed& member = is_member(left) ? left : right;
    const Typed& value = is_member(left) ? right : left;
    const std::string name(env_.sources.text(member.span));
    if (value.type.base == Base::text) {
      return quoted(name) + " is a member of " +
             quoted(env_.schema()[member.type.enumeration].name) +
             "; a text stands in quotes: `\"" + name + "\"`, and a variable needs another name";
    }
    if (value.type.numeric() && terms_[value.id].kind != Expr::Kind::score) {
      return "compare it with a number" + (value.type.unit.valid()
                                               ? " in " + units_like(value.type.unit)
                                               : std::string(", or with a share such as `10%`"));
    }
  }
  if (left.type.base == Base::text || right.type.base == Base::text) {
    return compares ? "`text(…)` makes a text of any value"
                    : "texts are joined with `concat(…, …)`";
  }
  if (compares && terms_[left.id].kind == Expr::Kind::score && is_member(right)) {
    const std::string score(env_.sources.text(left.span));
    return "compare it with one band at a time: " +
           quoted(score + " >= " + std::string(env_.sources.text(right.span)));
  }
  return compares ? "compare values of one type" : "reckon with numbers of one kind";
}

}  // namespace casus::check
