// SPDX-License-Identifier: Apache-2.0
#include "check/conclusions.hpp"

#include <algorithm>

#include "check/constants.hpp"
#include "check/fields.hpp"
#include "model/show.hpp"

namespace casus::check {

using model::Base;

namespace {

constexpr Type number{.base = Base::number};

}  // namespace

void Conclusions::read(const std::vector<ast::Conclusion>& conclusions) {
  for (const ast::Conclusion& conclusion : conclusions) {
    if (const auto* then = std::get_if<ast::Then>(&conclusion.node)) {
      derive(*then, conclusion.span);
    } else if (const auto* points = std::get_if<ast::Contribution>(&conclusion.node)) {
      contribute(*points, conclusion.span);
    } else {
      limit(std::get<ast::Limit>(conclusion.node), conclusion.span);
    }
  }
}

std::optional<double> Conclusions::constant_number(ExprId id) const {
  if (!id.valid()) return std::nullopt;
  const Expr& expr = rule_.terms[id];
  if (expr.kind != Expr::Kind::constant || expr.type != number) return std::nullopt;
  return model::number_of(expr.constant);
}

void Conclusions::derive(const ast::Then& then, Span span) {
  const auto* call = std::get_if<ast::Call>(&then.atom->node);
  if (call == nullptr) {
    elaborator_.report(error("E0306", "`then` concludes a relation"))
        .label(then.atom->span, "not a relation with its fields")
        .advise("write `then name(field: value, …)`");
    return;
  }
  const Callee callee = elaborator_.callee(call->name);
  const Entity* entity = callee.found.entity;
  switch (callee.kind) {
    case Callee::Kind::relation:
      break;
    case Callee::Kind::missing:
    case Callee::Kind::ambiguous:
    case Callee::Kind::broken:
      return;
    default: {
      const bool rates = callee.kind == Callee::Kind::rating || callee.kind == Callee::Kind::factor;
      Diagnostic d = error(
          "E0205", quoted(call->name.text()) + " is " +
                       (entity != nullptr ? with_article(kind_name(entity->kind)) : "a function") +
                       ", and `then` concludes relations");
      d.label(call->name.span, "not a relation");
      if (entity != nullptr) d.label(entity->span, "declared here");
      d.advise(rates ? "write `supports " + std::string(entity->name) + ".factor(…) by …`"
                     : "declare a `relation`, and conclude that");
      elaborator_.report(std::move(d));
      return;
    }
  }
  const model::Relation& relation = env_.schema()[callee.relation];
  if (relation.kind == model::RelationKind::fact) {
    elaborator_
        .report(error("E0506",
                      quoted(relation.name) + " is a fact: it comes from data, not from rules"))
        .label(call->name.span, "concluded here")
        .label(relation.span, "declared as a fact")
        .advise("declare a relation for what the rules conclude");
    return;
  }
  Conclusion conclusion{.kind = Conclusion::Kind::derive,
                        .span = span.valid() ? span : then.atom->span,
                        .relation = callee.relation,
                        .negative = then.negative};
  if (then.negative && !relation.is_open()) {
    Diagnostic d = error("E0406", quoted(relation.name) + " is not open, so it is false already " +
                                      "where nothing says otherwise");
    d.label(call->name.span, "cannot be denied");
    const Span behind{relation.span.file, relation.span.end, relation.span.end};
    d.label(relation.span, "declared here");
    if (relation.openness == model::Openness::unstated) {
      d.fix("declare it open, if absent means unknown", {{behind, " open"}}, false);
    } else {
      d.advise("declare it open, if absent means unknown");
    }
    elaborator_.report(std::move(d));
    return;
  }
  conclusion.args = elaborator_.values(*call,
                                       {.owner = relation.name,
                                        .noun = "relation",
                                        .fields = &relation.fields,
                                        .count = relation.fields.size(),
                                        .declared = relation.span},
                                       then.negative);
  for (std::size_t i = 0; i < conclusion.args.size(); ++i) {
    const ExprId id = conclusion.args[i];
    if (!id.valid()) continue;
    const Expr& value = rule_.terms[id];
    if (value.kind != Expr::Kind::constant) continue;
    if (auto outside = out_of_range(env_, value.constant, relation.fields[i], value.span)) {
      elaborator_.report(std::move(*outside));
      return;
    }
  }
  if (then.certainty != nullptr) {
    conclusion.choice = then.choice;
    conclusion.certainty = certainty(*then.certainty);
    if (!conclusion.certainty.valid()) return;
  }
  if (std::ranges::all_of(conclusion.args, &ExprId::valid)) {
    rule_.conclusions.push_back(std::move(conclusion));
  }
}

std::optional<Callee> Conclusions::target(const ast::Expr& target, std::string_view verb,
                                          bool whole_rating, Conclusion& conclusion) {
  const auto* call = std::get_if<ast::Call>(&target.node);
  const std::string usage = whole_rating ? quoted(std::string(verb) + " rating(…) at …")
                                         : quoted(std::string(verb) + " rating.factor(…) by …");
  if (call == nullptr) {
    elaborator_.report(error("E0306", quoted(verb) + " speaks about a rating"))
        .label(target.span, "not a rating with its subject")
        .advise("write " + usage);
    return std::nullopt;
  }
  Callee callee = elaborator_.callee(call->name);
  const bool good =
      callee.kind == Callee::Kind::factor || (whole_rating && callee.kind == Callee::Kind::rating);
  if (!good) {
    if (callee.kind == Callee::Kind::missing || callee.kind == Callee::Kind::ambiguous ||
        callee.kind == Callee::Kind::broken) {
      return std::nullopt;
    }
    const bool rating = callee.kind == Callee::Kind::rating;
    Diagnostic d = error("E0205", rating ? quoted(verb) + " needs a factor of the rating"
                                         : quoted(verb) + " speaks about a rating");
    d.label(call->name.span, rating ? "which factor?" : "not a rating");
    if (rating) {
      std::vector<std::string> ways;
      for (const model::Factor& factor : env_.schema()[callee.rating].factors) {
        ways.push_back(quoted(call->name.text() + "." + factor.name));
      }
      d.advise(ways.empty() ? "declare a factor in the rating" : "write " + listed(ways, "or"));
    } else {
      d.advise("write " + usage);
    }
    elaborator_.report(std::move(d));
    return std::nullopt;
  }
  const model::Rating& rating = env_.schema()[callee.rating];
  conclusion.rating = callee.rating;
  if (callee.kind == Callee::Kind::factor) conclusion.factor = callee.factor;
  conclusion.args = elaborator_.values(*call,
                                       {.owner = rating.name,
                                        .noun = "rating",
                                        .fields = &env_.schema()[rating.relation].fields,
                                        .count = rating.subjects,
                                        .declared = rating.span},
                                       false);
  return callee;
}

void Conclusions::contribute(const ast::Contribution& contribution, Span span) {
  const std::string_view verb = contribution.supports ? "supports" : "undermines";
  Conclusion conclusion{
      .kind = Conclusion::Kind::contribute, .span = span, .supports = contribution.supports};
  const auto callee = target(*contribution.target, verb, false, conclusion);
  if (callee && refuse_percent(*contribution.weight, *callee)) return;
  conclusion.expr = elaborator_.value_of(*contribution.weight, number, "a weight in points");
  if (const auto weight = constant_number(conclusion.expr); weight && *weight < 0) {
    const Span place = contribution.weight->span;
    const std::string_view written = env_.sources.text(place);
    Diagnostic& d = elaborator_.report(error("E0305", "a weight is 0 or more"));
    d.label(place, "below 0");
    const std::string other = contribution.supports ? "undermines" : "supports";
    const std::string advice = "write " + quoted(other) +
                               (contribution.supports ? " to take points away" : " to give points");
    const auto sign_end = static_cast<std::uint32_t>(verb.size());
    if (written.starts_with('-') && env_.sources.text(span).starts_with(verb)) {
      d.fix(advice,
            {{{span.file, span.begin, span.begin + sign_end}, other},
             {{place.file, place.begin, place.begin + 1}, ""}},
            false);
    } else {
      d.advise(advice);
    }
    return;
  }
  std::vector<std::string_view> seen;
  for (const ast::Name& name : contribution.for_each) {
    if (std::ranges::find(seen, name.text) != seen.end()) {
      elaborator_.report(error("E0204", quoted(name.text) + " is given twice"))
          .label(name.span, "again here")
          .advise("leave it out");
      continue;
    }
    seen.push_back(name.text);
    if (const auto id = elaborator_.use(name.text, name.span, true)) {
      conclusion.for_each.push_back(*id);
    }
  }
  if (callee && conclusion.expr.valid()) rule_.conclusions.push_back(std::move(conclusion));
}

void Conclusions::limit(const ast::Limit& limit, Span span) {
  Conclusion conclusion{.kind = Conclusion::Kind::limit, .span = span, .caps = limit.caps};
  const auto callee = target(*limit.target, limit.caps ? "caps" : "floors", true, conclusion);
  conclusion.expr = elaborator_.value_of(*limit.at, number, "a limit in points");
  if (!callee || !conclusion.expr.valid() || refuse_percent(*limit.at, *callee)) return;
  check_limit(conclusion.expr, *callee);
  rule_.conclusions.push_back(std::move(conclusion));
}

bool Conclusions::refuse_percent(const ast::Expr& points, const Callee& callee) {
  const model::Rating& rating = env_.schema()[callee.rating];
  if (callee.kind != Callee::Kind::factor) {
    return check::refuse_percent(env_, points, rating.scale.low, rating.scale.high);
  }
  const model::Factor& factor = rating.factors[callee.factor];
  return check::refuse_percent(env_, points, factor.low, factor.high);
}

void Conclusions::check_limit(ExprId id, const Callee& callee) {
  const auto value = constant_number(id);
  if (!value) return;
  const model::Rating& rating = env_.schema()[callee.rating];
  const bool factor = callee.kind == Callee::Kind::factor;
  const model::Micros low = factor ? rating.factors[callee.factor].low : rating.scale.low;
  const model::Micros high = factor ? rating.factors[callee.factor].high : rating.scale.high;
  if (*value >= model::points_of(low) && *value <= model::points_of(high)) return;
  elaborator_.report(error("E0305", "this limit lies outside the range it limits"))
      .label(rule_.terms[id].span, "outside " + range_text(low, high))
      .label(factor ? rating.factors[callee.factor].span : rating.scale.span, "declared here")
      .advise("give a limit within " + range_text(low, high));
}

ExprId Conclusions::certainty(const ast::Expr& expr) {
  const ExprId result = elaborator_.value_of(expr, number, "a certainty");
  const auto value = constant_number(result);
  if (value && !(*value >= 0 && *value <= 1)) {
    Diagnostic& d = elaborator_.report(error("E0305", "a certainty lies between 0 and 1"));
    d.label(expr.span, "outside 0..1");
    advise_share(d, env_.sources.text(expr.span), expr.span, *value);
  }
  return result;
}

void Conclusions::read_certainty(const ast::Rule& source) {
  if (source.certainty == nullptr) return;
  rule_.certainty = certainty(*source.certainty);
  const auto choice = std::ranges::find_if(rule_.conclusions,
                                           [](const Conclusion& said) { return said.choice > 0; });
  if (choice == rule_.conclusions.end()) return;
  elaborator_.report(error("E0510", "with `then one of`, certainties stand behind the outcomes"))
      .label(source.certainty->span, "another certainty, for the whole rule")
      .label(choice->span, "an outcome with its own")
      .advise("multiply the outcomes' certainties by it, and leave it out here");
}

void Conclusions::check_choices() {
  for (std::size_t first = 0; first < rule_.conclusions.size();) {
    const std::uint32_t choice = rule_.conclusions[first].choice;
    std::size_t end = first;
    double sum = 0;
    bool constant = true;
    for (; end < rule_.conclusions.size() && rule_.conclusions[end].choice == choice; ++end) {
      const auto value = constant_number(rule_.conclusions[end].certainty);
      constant = constant && value;
      sum += value.value_or(0);
    }
    if (choice > 0 && sum > 1 + choice_rounding) {
      elaborator_
          .report(error("E0516", std::string("these outcomes exclude each other, and have ") +
                                     (constant ? "" : "at least ") + model::show_number(sum) +
                                     " together"))
          .label(cover(rule_.conclusions[first].span, rule_.conclusions[end - 1].span),
                 "more than 1")
          .advise("lower them: what is left to 1 is that none of them happens");
    }
    first = end;
  }
}

}  // namespace casus::check
