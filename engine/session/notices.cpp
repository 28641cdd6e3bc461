// SPDX-License-Identifier: Apache-2.0
#include "session/notices.hpp"

#include <algorithm>

#include "base/sort_unique.hpp"
#include "check/partition.hpp"
#include "model/calculi.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"

namespace casus::session {
namespace {

using infer::Notice;

/// Why something may have no value for some facts, and what to do about it.
struct Cause {
  std::string why;
  std::string remedy;
};

bool within(Span inner, Span outer) {
  return inner.file == outer.file && inner.begin >= outer.begin && inner.end <= outer.end;
}

/// What is not known is a cause only of what a rule concludes and of members of aggregates: in a
/// condition it is nothing to warn of.
bool may_be_unknown(const check::Rule& rule, Span place) {
  const auto& exprs = rule.terms.exprs;
  const bool certainty = rule.certainty.valid() && within(place, rule.terms[rule.certainty].span);
  return certainty ||
         std::ranges::any_of(
             rule.conclusions,
             [&](const check::Conclusion& one) { return within(place, one.span); }) ||
         std::ranges::any_of(exprs, [&](const check::Expr& one) {
           const bool nested = within(place, one.span) || within(one.span, place);
           return one.kind == check::Expr::Kind::aggregate && nested;
         });
}

/// Of what a rule says at `place`.
std::vector<Cause> causes_of(const check::Rule& rule, Span place) {
  using check::Function;
  bool divides = false, table = false, times = false;
  for (const check::Expr& one : rule.terms.exprs) {
    if (!within(one.span, place)) continue;
    table = table || one.kind == check::Expr::Kind::table;
    if (one.kind != check::Expr::Kind::apply) continue;
    divides = divides || one.function == Function::divide;
    const bool compares = one.function <= Function::greater_equal;
    times = times || (compares && rule.terms[one.args[0]].type.base == model::Base::duration);
  }
  std::vector<Cause> result;
  if (divides) {
    result.push_back({"divides by 0",
                      "if that is expected, ask before it that what it divides "
                      "by is not 0: `… != 0`"});
  }
  if (table) {
    result.push_back({"has no row in the table",
                      "add a row that fits, or ask in the rule for "
                      "what the table has rows for"});
  }
  if (times) {
    result.push_back(
        {"compares months with days", "state both in days, or both in months or years"});
  }
  if (may_be_unknown(rule, place)) {
    result.push_back({"is not known", "`casus gaps` asks for what is not known"});
  }
  if (result.empty()) {
    result.push_back(
        {"is out of range", "if that is expected, say in the rule which facts it is about"});
  }
  return result;
}

Diagnostic of_no_value(const infer::Fixpoint& fixpoint, const Notice& notice, Diagnostic said) {
  if (!notice.rule.valid()) return said.label(notice.span, "no value for some facts");
  const auto causes = causes_of((*fixpoint.program)[notice.rule], notice.span);
  std::string why;
  for (const Cause& one : causes) why += (why.empty() ? "" : " or ") + one.why;
  return said.label(notice.span, why + ", for some facts").advise(causes.front().remedy);
}

Diagnostic of_notice(const infer::Fixpoint& fixpoint, const Notice& notice) {
  const std::string who = notice.rule.valid()
                              ? "rule `" + (*fixpoint.program)[notice.rule].name + "`"
                              : std::string("a rating's subjects");
  switch (notice.kind) {
    case Notice::Kind::no_value:
      return of_no_value(
          fixpoint, notice,
          warning("W0701", "this has no value for some facts, so " + who + " skips them"));
    case Notice::Kind::bad_certainty:
      return warning("W0702",
                     "this certainty is not between 0 and 1, so " + who + " does not conclude")
          .label(notice.span, "no certainty for some facts")
          .advise("bound it, as in `min(1, …)`");
    case Notice::Kind::bad_choice:
      return warning("W0707", "these outcomes have more than 1 together for some facts, so " + who +
                                  " does not conclude")
          .label(notice.span, "the first of them")
          .advise("lower them: what is left to 1 is that none of them happens");
    case Notice::Kind::bad_weight:
      return warning("W0703", "these points are negative or above a million million, so " + who +
                                  " does not count")
          .label(notice.span, "no weight for some facts")
          .advise("to lower a rating use `undermines … by` with a positive number");
    case Notice::Kind::bad_limit:
      return warning("W0704",
                     "this limit lies outside the range it bounds, so " + who + " does not count")
          .label(notice.span, "outside for some facts")
          .advise("bound it with `clamp`, by the ends of the scale or of the factor");
    case Notice::Kind::uncertain_member:
      return warning("W0706", "`bounds` cannot tell what uncertain facts make together, so " + who +
                                  " does not conclude")
          .label(notice.span, "goes over facts that are not certain")
          .advise("evaluate with `--certainty probability`, or give these facts certainty 1");
  }
  return {};
}

/// "a", "a and b", "a, b, c and 7 more"
std::string listed(const std::vector<std::string>& words) {
  constexpr std::size_t most = 3;
  const std::size_t shown = words.size() <= most + 1 ? words.size() : most;
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i > 0 && i + 1 == words.size();
    text += (i == 0 ? "" : last ? " and " : ", ") + words[i];
  }
  if (shown < words.size()) text += " and " + std::to_string(words.size() - shown) + " more";
  return text;
}

Diagnostic of_unrated(const infer::Fixpoint& fixpoint, const infer::Unrated& unrated) {
  const check::Program& program = *fixpoint.program;
  const model::Rating& rating = program.schema[unrated.rating];
  const auto& fields = program.schema[rating.relation].fields;
  const std::size_t first = check::is_partitioned(program) ? check::case_column + 1 : 0;
  std::vector<std::string> subjects;
  for (const std::vector<model::Word>& words : unrated.subjects) {
    std::string text = "`" + rating.name + "(";
    for (std::size_t i = first; i < words.size(); ++i) {
      if (i > first) text += ", ";
      text += model::show_literal(words[i], fields[i].type, program.schema, fixpoint.symbols);
    }
    subjects.push_back(text + ")`");
  }
  sort_unique(subjects);
  std::vector<std::string> rules;
  for (const model::RuleId rule : unrated.rules) rules.push_back("`" + program[rule].name + "`");
  sort_unique(rules);
  const bool one = subjects.size() == 1;
  return warning("W0705", "points for " + listed(subjects) + " count for nothing: " +
                              (one ? "that subject is" : "these subjects are") + " not rated")
      .label(unrated.span, rules.size() == 1 ? "in this rule" : "in the first of these rules")
      .note((rules.size() == 1 ? "given by rule " : "given by rules ") + listed(rules))
      .advise(
          "see which variable stands between the parentheses, and how facts spell the "
          "subject: the subjects are those of the rating's `of`");
}

const check::Expr* reads_date(const check::Terms& terms) {
  const auto it = std::ranges::find(terms.exprs, check::Expr::Kind::as_of, &check::Expr::kind);
  return it == terms.exprs.end() ? nullptr : &*it;
}

/// The first that asks for the date of assessment.
struct DateReader {
  std::string name;  ///< "rule `ageing_leader`"
  Span span;
};

std::optional<DateReader> reader_of_date(const check::Program& program) {
  for (const check::Rule& rule : program.rules) {
    if (const check::Expr* expr = reads_date(rule.terms)) {
      return DateReader{"rule `" + rule.name + '`', expr->span};
    }
  }
  for (std::size_t i = 0; i < program.subjects.size(); ++i) {
    if (const check::Expr* expr = reads_date(program.subjects[i].terms)) {
      return DateReader{"rating `" + program.schema.ratings[i].name + '`', expr->span};
    }
  }
  return std::nullopt;
}

Diagnostic needed(std::string why, Span span, std::string label) {
  return error("E0612", std::move(why))
      .label(span, std::move(label))
      .advise("add `as_of = 2015-01-31` under `[case]`, or give `--as-of 2015-01-31`");
}

/// " (agency, 2019-07-12)", " (observed 2019-07-12)": what of a fact is later than a day.
std::string later_dates(const Evidence& fact, model::Day day) {
  std::string text;
  if (fact.published && fact.published->day > day) {
    text = fact.source + ", " + model::show_date(fact.published->day);
  }
  // Not where it is only taken from the source.
  if (fact.observed && fact.observed->day > day && fact.observed != fact.published) {
    text += (text.empty() ? "observed " : ", observed ") + model::show_date(fact.observed->day);
  }
  return " (" + text + ')';
}

}  // namespace

Diagnostics notices(const infer::Fixpoint& fixpoint) {
  Diagnostics result;
  for (const Notice& notice : fixpoint.notices) result.push_back(of_notice(fixpoint, notice));
  for (const infer::Unrated& one : fixpoint.unrated) result.push_back(of_unrated(fixpoint, one));
  std::ranges::stable_sort(result, {}, &Diagnostic::code);  // several may stand at one place
  sort_by_place(result);
  return result;
}

std::string limit_text(Limit what) {
  switch (what) {
    case Limit::time:
      return "the limit on time was reached";
    case Limit::memory:
      return "the limit on memory was reached";
    case Limit::facts:
      return "the limit on facts was reached";
    case Limit::exactness:
      return "exact probabilities take too much work";
    case Limit::interrupted:
      return "interrupted";
  }
  return {};
}

LimitReached limit_in(const std::string& where, Limit what) {
  return {what, where, limit_text(what) + (what == Limit::interrupted ? " at " : " in ") + where};
}

std::optional<Diagnostic> published_later(const Assessment& assessment) {
  const std::vector<std::string>& ids = assessment.published_later;
  if (ids.empty()) return std::nullopt;
  constexpr std::size_t most_named = 10;
  std::string names;
  for (std::size_t i = 0; i < std::min(ids.size(), most_named); ++i) {
    const auto fact = std::ranges::find(assessment.evidence, ids[i], &Evidence::id);
    names += (i > 0 ? ", " : "") + ids[i] + later_dates(*fact, assessment.info.as_of->day);
  }
  if (ids.size() > most_named) names += " and " + std::to_string(ids.size() - most_named) + " more";
  const std::string day = model::show_date(assessment.info.as_of->day);
  const bool one = ids.size() == 1;
  const auto first = std::ranges::find(assessment.evidence, ids.front(), &Evidence::id);
  return warning("W0708", (one ? "1 fact was" : std::to_string(ids.size()) + " facts were") +
                              " published or observed after " + day + " and " +
                              (one ? "counts" : "count") + " in full: " + names)
      .label(first->span, "not known on that day")
      .advise("take a later date, or say from when it holds: `valid = { from = … }`");
}

std::optional<LimitReached> limit(const infer::Fixpoint& fixpoint, const Sources& sources) {
  if (!fixpoint.stopped) return std::nullopt;
  const Limit what = fixpoint.stopped->what;
  const std::uint64_t derived = fixpoint.derived_facts;
  LimitReached result;
  if (fixpoint.stopped->rule.valid()) {
    const check::Rule& rule = (*fixpoint.program)[fixpoint.stopped->rule];
    result = limit_in("rule `" + rule.name + "` (" + sources.place(rule.name_span) + ')', what);
  } else {
    const std::string where = derived == 0 ? "before the first rule" : "between two rules";
    result = {what, where, limit_text(what) + ' ' + where};
  }
  result.text +=
      " with " + std::to_string(derived) + (derived == 1 ? " fact" : " facts") + " derived";
  // A limit on facts counts these as well.
  if (const std::size_t displaced = fixpoint.displaced.size(); displaced > 0) {
    result.text +=
        " and " + std::to_string(displaced) + " more that better values took the place of";
  }
  return result;
}

Diagnostics date_needed(const check::Program& program, const model::FactBase& facts,
                        std::optional<model::Day> as_of) {
  Diagnostics result;
  if (as_of || facts.info.as_of) return result;
  if (const auto reader = reader_of_date(program)) {
    // Of an empty file the date is the least that is missing.
    const bool empty = facts.size() == 0;
    result.push_back(needed((empty ? "the case holds no fact, and " : "") + reader->name +
                                " needs a date of assessment" +
                                (empty ? ", which it lacks too" : ", and the case has none"),
                            reader->span, "read here"));
    if (empty) result.back().advise("a fact begins with its name, as in `[[name]]`");
    return result;
  }
  for (const model::Statement& statement : facts.statements) {
    if (statement.valid_from || statement.valid_until) {
      result.push_back(needed("fact " + statement.id +
                                  " holds for a time only, and the case has "
                                  "no date of assessment",
                              statement.span, "has `valid`"));
      return result;
    }
    const bool ages = program.schema[statement.relation].half_life.has_value();
    if (ages && facts.observed(statement)) {
      result.push_back(needed("fact " + statement.id +
                                  " loses certainty with age, and the case "
                                  "has no date of assessment",
                              statement.span, "has a half-life"));
      return result;
    }
  }
  return result;
}

std::optional<Diagnostic> date_read(const check::Program& program) {
  const auto reader = reader_of_date(program);
  if (!reader) return std::nullopt;
  return error("E0612", reader->name + " needs a date of assessment, one for all cases")
      .label(reader->span, "read here")
      .advise("give `--as-of 2015-01-31`");
}

Diagnostics refused_by_calculus(const check::Program& program, const std::string& calculus) {
  const auto refuse = [&](Span span, std::string what, std::string label, std::string advice) {
    return Diagnostics{error("E0615", "`" + calculus + "` " + std::move(what))
                           .label(span, std::move(label))
                           .advise(std::move(advice))};
  };
  for (const check::Rule& rule : program.rules) {
    for (const check::Conclusion& said : rule.conclusions) {
      if (said.choice == 0 || model::traits_of(calculus).choices) continue;
      return refuse(said.span, "has no outcomes that exclude each other",
                    "an outcome of `then one of`",
                    "evaluate with `--certainty probability` or `bounds`, or name one of them "
                    "behind the module's name");
    }
  }
  for (const check::Component& component : program.components) {
    if (!component.rising.valid() || model::traits_of(calculus).gathers_in_recursion) continue;
    return refuse(component.rising, "cannot count or add up what the same recursion concludes",
                  "gathered here", "evaluate with `--certainty weakest-link` or `certain`");
  }
  for (const model::Relation& relation : program.schema.relations) {
    const auto best = relation.best();
    if (!best || model::traits_of(calculus).gathers_in_recursion) continue;
    return refuse(relation.fields[*best].span, "cannot keep one value and drop others",
                  "a `least` or `greatest` field",
                  "evaluate with `--certainty weakest-link` or `certain`");
  }
  return {};
}

Diagnostics date_needed(const check::Goal& goal, std::optional<model::Day> as_of) {
  const check::Expr* expr = reads_date(goal.terms);
  if (expr == nullptr || as_of) return {};
  return {needed("the goal needs a date of assessment, and the case has none", expr->span,
                 "read here")};
}

}  // namespace casus::session
