// SPDX-License-Identifier: Apache-2.0
//
// The part of the checker that adds a rating up again from its contributions and limits.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/functions.hpp"
#include "verify/proof.hpp"

namespace casus::verify {

using check::Conclusion;
using check::Rule;
using model::unknown_word;

/// What a rule says of a subject.
struct Proof::Told {
  const Rule* rule;
  const Conclusion* said;
  Row each;       ///< values of `for each`
  Micros amount;  ///< of a limit: where it stands
};

struct Proof::Rated {
  RatingId id;
  const model::Rating& rating;
  Row subject;
  std::optional<std::uint32_t> factor = {};  ///< under examination; none: the whole
  std::vector<Addend> addends = {};
  std::vector<Pull> pulls = {};
  std::vector<Told> told = {};  ///< contributions
};

namespace {

/// Of what somebody wrote, which may be any number.
Micros micros(std::optional<double> points) {
  const double one = points.value_or(0);
  return std::fabs(one) <= 1e12 ? std::llround(one * 1e6) : 0;
}

}  // namespace

void Proof::check_rating(const Node& node, const Rating* shown) {
  const auto relation = reader_.relation(node.about);
  const RatingId id = relation ? program().schema[*relation].rating : RatingId();
  if (!id.valid()) return object(node, "there is no such rating");
  const model::Rating& rating = program().schema[id];
  Rated rated{id, rating, {}};
  const check::Subjects& subjects = program().subjects[id.index()];
  Values known(subjects.terms.variables.size());
  for (std::size_t i = 0; i < rating.subjects && i < node.claimed.size(); ++i) {
    const auto word = reader_.word(node.claimed[i], program().schema[*relation].fields[i].type);
    if (!word) break;
    rated.subject.push_back(*word);
    known[subjects.subjects[i].index()] = *word;
  }
  if (rated.subject.size() != rating.subjects || node.claimed.size() != rating.subjects ||
      ways(world_, subjects.terms, subjects.body, known, Mood::holding).empty()) {
    return object(node, "the rating has no such subject");
  }
  Nodes clamps;
  Nodes limits;
  Nodes factors;
  Nodes starts;
  for (const Node& child : node.children) {
    if (child.kind == Kind::start) {
      starts.push_back(&child);
    } else if (child.kind == Kind::factor) {
      factors.push_back(&child);
      check_factor(child, rated);
    } else if (child.kind == Kind::clamp) {
      clamps.push_back(&child);
    } else if (child.kind == Kind::limit) {
      limits.push_back(&child);
    } else if (child.kind == Kind::defeated) {
      check_defeated(child, std::nullopt);
    } else if (child.kind != Kind::comparison) {  // what the goal compares is checked with it
      object(child, "no step of this kind belongs here");
    }
  }
  rated.factor.reset();
  for (const Node* limit : limits) check_limit(*limit, rated);
  if (starts.size() != 1 || micros(starts.front()->amount) != rating.starts) {
    object(starts.empty() ? node : *starts.front(),
           fmt::format("it starts at {}", number(model::points_of(rating.starts))));
  }
  const Folded folded = fold(rating, rated.addends, rated.pulls, Taken::as_is);
  for (std::uint32_t f = 0; f < rating.factors.size(); ++f) {
    const auto told = std::ranges::find(factors, rating.factors[f].name, &Node::about);
    if (told == factors.end()) {
      object(node, fmt::format("factor `{}` is not told of", rating.factors[f].name));
      continue;
    }
    Nodes own_clamps;
    Nodes own_limits;
    for (const Node& child : (*told)->children) {
      if (child.kind == Kind::clamp) own_clamps.push_back(&child);
      if (child.kind == Kind::limit) own_limits.push_back(&child);
    }
    rated.factor = f;
    check_part(**told, own_clamps, own_limits, folded.factors[f], rated);
  }
  if (factors.size() != rating.factors.size()) object(node, "it has other factors");
  rated.factor.reset();
  check_part(node, clamps, limits, folded.whole, rated);
  if (recomputes()) check_complete(node, rated);
  if (shown == nullptr) return object(node, "the rating as a whole is not told of");
  const model::Enumeration& bands = program().schema[rating.scale.bands];
  std::size_t band = 0;
  for (const Micros below : rating.scale.below) band += folded.whole.points >= below ? 1 : 0;
  if (micros(shown->score) != folded.whole.points || shown->subject != node.claimed) {
    object(node, "the rating as a whole has another score or subject");
  }
  if (shown->band != bands.members[band]) {
    object(node, fmt::format("its band is {}", bands.members[band]));
  }
  const auto range = [&](Taken taken) {
    return fold(rating, rated.addends, rated.pulls, taken).whole.points;
  };
  // Under `bounds` it goes to the ends of the certainties, which are not recomputed.
  if (!recomputes()) return;
  if (micros(shown->range_low) != range(Taken::strains_full) ||
      micros(shown->range_high) != range(Taken::supports_full)) {
    object(node, fmt::format("its range is {} to {}",
                             number(model::points_of(range(Taken::strains_full))),
                             number(model::points_of(range(Taken::supports_full)))));
  }
}

void Proof::check_factor(const Node& node, Rated& rated) {
  const auto& factors = rated.rating.factors;
  const auto factor = std::ranges::find(factors, node.about, &model::Factor::name);
  if (factor == factors.end()) return object(node, "the rating has no such factor");
  rated.factor = static_cast<std::uint32_t>(factor - factors.begin());
  std::vector<std::tuple<Origins, bool, const Node*>> counted;
  Nodes contributions;
  for (const Node& child : node.children) {
    if (child.kind == Kind::contribution) contributions.push_back(&child);
  }
  for (const Node& child : node.children) {
    switch (child.kind) {
      case Kind::contribution: {
        const std::optional<bool> supports = check_contribution(child, rated);
        if (!supports) break;
        const Origins own = origins(child, true);
        for (const auto& [others, side, other] : counted) {
          if (!own.empty() && own == others && side == supports) {
            object(child, fmt::format("step {} counts for the same origins", other->id));
          }
        }
        counted.emplace_back(own, *supports, &child);
        break;
      }
      case Kind::uncounted:
        (void)check_contribution(child, rated);
        check_counted_once(child, contributions, origins(child, true));
        break;
      case Kind::limit:
        check_limit(child, rated);
        break;
      case Kind::defeated:
        check_defeated(child, rated.factor);
        break;
      case Kind::clamp:
      case Kind::unknown:  // what is held and denied equally, and keeps rules from contributing
        break;
      default:
        object(child, "no step of this kind belongs here");
    }
  }
}

/// Whether it supports; nothing where it is no derivation.
std::optional<bool> Proof::check_contribution(const Node& node, Rated& rated) {
  const Micros weight = micros(node.weight);
  const Micros amount = micros(node.amount);
  const double certainty = node.certainty.value_or(1);
  if (amount != std::llround(static_cast<double>(weight) * certainty)) {
    object(node, fmt::format("{} times {} is another amount", number(model::points_of(weight)),
                             number(certainty)));
  }
  if (node.kind == Kind::contribution) rated.addends.push_back({*rated.factor, weight, amount});
  const auto derived = input(node, {.kind = Conclusion::Kind::contribute,
                                    .row = rated.subject,
                                    .rating = rated.id,
                                    .factor = rated.factor,
                                    .points = weight});
  if (!derived) return std::nullopt;
  const auto again = [&](const Told& one) {
    return one.said == derived->said && one.each == derived->each;
  };
  if (std::ranges::any_of(rated.told, again)) object(node, "its rule contributes once already");
  rated.told.push_back({derived->rule, derived->said, derived->each, amount});
  return derived->said->supports;
}

void Proof::check_limit(const Node& node, Rated& rated) {
  const auto* at =
      node.claimed.size() == 1 ? std::get_if<double>(&node.claimed.front().data) : nullptr;
  if (at == nullptr) return object(node, "it limits nothing");
  const auto derived = input(node, {.kind = Conclusion::Kind::limit,
                                    .row = rated.subject,
                                    .rating = rated.id,
                                    .factor = rated.factor,
                                    .points = micros(*at)});
  if (!derived) return;
  rated.pulls.push_back(
      {rated.factor, derived->said->caps, micros(*at), node.certainty.value_or(1)});
}

/// What a rule gives a rating, by one derivation or by several of one weight.
std::optional<Proof::Derived> Proof::input(const Node& node, const Aim& aim) {
  Nodes ways;
  Nodes conditions;
  for (const Node& child : node.children) {
    if (child.kind == Kind::alternative) {
      check_alternative(child, aim);
      continue;
    }
    const bool way = child.kind == Kind::way || child.kind == Kind::uncounted;
    (way ? ways : conditions).push_back(&child);
  }
  std::optional<Derived> derived;
  if (ways.empty()) {
    derived = derivation(node, conditions, aim);
  } else {
    for (const Node* child : conditions) object(*child, "it belongs to no derivation");
    const auto together = joined(node, ways, aim);
    Nodes first;
    for (const Node& child : ways.front()->children) first.push_back(&child);
    if (together) derived = derivation(*ways.front(), first, aim);
    if (derived) derived->certainty = *together;
  }
  if (!derived) return derived;
  if (!recomputes()) {
    estimated_.insert(node.id);
  } else if (!agree(derived->certainty, node.certainty.value_or(1))) {
    object(node, fmt::format("its premises make it {}", number(derived->certainty)));
  }
  return derived;
}

void Proof::check_part(const Node& node, const Nodes& clamps, const Nodes& limits, const Part& part,
                       const Rated& rated) {
  Micros clamped = 0;
  for (const Node* clamp : clamps) clamped += micros(clamp->amount);
  if (clamped != part.clamped - part.sum) {
    object(clamps.empty() ? node : *clamps.front(),
           fmt::format("its bounds take {}", number(model::points_of(part.clamped - part.sum))));
  }
  Micros floored = 0;
  Micros capped = 0;
  for (const Node* limit : limits) {
    const Micros effect = micros(limit->amount);
    (effect > 0 ? floored : capped) += effect;
    if (effect == 0) continue;
    const bool own = std::ranges::any_of(rated.pulls, [&](const Pull& pull) {
      const Micros before = pull.caps ? part.floored : part.clamped;
      return pull.factor == rated.factor && drawn(before, pull) - before == effect;
    });
    if (!own) object(*limit, "no cap or floor moves it by as much");
  }
  if (floored != part.floored - part.clamped || capped != part.points - part.floored) {
    object(limits.empty() ? node : *limits.front(),
           fmt::format("floors move it by {}, caps by {}",
                       number(model::points_of(part.floored - part.clamped)),
                       number(model::points_of(part.points - part.floored))));
  }
  if (micros(node.amount) != part.points) {
    object(node, fmt::format("it comes to {}", number(model::points_of(part.points))));
  }
}

/// Whether no rule gives this subject more than is told of.
void Proof::check_complete(const Node& node, const Rated& rated) {
  for (const Rule& rule : program().rules) {
    for (const Conclusion& said : rule.conclusions) {
      if (said.kind == Conclusion::Kind::derive || said.rating != rated.id) continue;
      Values known(rule.terms.variables.size());
      for (std::size_t i = 0; i < said.args.size(); ++i) {
        const check::Expr& arg = rule.terms[said.args[i]];
        if (arg.kind == check::Expr::Kind::variable) known[arg.variable.index()] = rated.subject[i];
      }
      for (const Way& way : ways(world_, rule.terms, rule.body, known, Mood::holding)) {
        const std::optional<Told> one = said_of(rule, said, way, rated);
        if (!one) continue;
        const bool told = said.kind == Conclusion::Kind::limit
                              ? std::ranges::any_of(rated.pulls,
                                                    [&](const Pull& pull) {
                                                      return pull.factor == said.factor &&
                                                             pull.caps == said.caps &&
                                                             pull.at == one->amount;
                                                    })
                              : std::ranges::any_of(rated.told, [&](const Told& other) {
                                  return other.said == one->said && other.each == one->each &&
                                         std::abs(other.amount) + 1 >= std::abs(one->amount);
                                });
        if (told) continue;
        object(node, fmt::format("`{}` says {} as well", rule.name,
                                 number(model::points_of(one->amount))));
        break;
      }
    }
  }
}

/// What a rule says of a subject by one way in which its conditions hold, if it does; for limits,
/// where it stands.
std::optional<Proof::Told> Proof::said_of(const Rule& rule, const Conclusion& said, const Way& way,
                                          const Rated& rated) const {
  double holds = std::min(way.holds, undefeated(world_, rule, said, way.values));
  const auto take = [&](check::ExprId expr) {
    const Valued one = value(world_, rule.terms, expr, way.values);
    if (one.word != unknown_word) holds = std::min(holds, one.certainty);
    return one.word;
  };
  for (std::size_t i = 0; i < said.args.size(); ++i) {
    if (take(said.args[i]) != rated.subject[i]) return std::nullopt;
  }
  Told result{&rule, &said, {}, 0};
  for (const check::VariableId each : said.for_each) {
    result.each.push_back(way.values[each.index()].value_or(unknown_word));
    if (result.each.back() == unknown_word) return std::nullopt;
  }
  const Word points = take(said.expr);
  if (points == unknown_word) return std::nullopt;
  const double weight = verify::number(points, rule.terms[said.expr].type.base);
  double own = 1;
  if (rule.certainty.valid()) {
    const Word word = take(rule.certainty);
    if (word == unknown_word) return std::nullopt;
    own = verify::number(word, rule.terms[rule.certainty].type.base);
    if (own < 0 || own > 1) return std::nullopt;
  }
  const double certainty = calculus_.through(holds, own);
  if (certainty <= world_.settings.threshold || std::fabs(weight) > 1e12) return std::nullopt;
  if (said.kind == Conclusion::Kind::contribute) {
    if (weight < 0) return std::nullopt;
    const auto sign = said.supports ? 1 : -1;
    result.amount =
        sign * std::llround(static_cast<double>(std::llround(weight * 1e6)) * certainty);
    return result;
  }
  result.amount = std::llround(weight * 1e6);
  const model::Scale& scale = rated.rating.scale;
  const Micros low = said.factor ? rated.rating.factors[*said.factor].low : scale.low;
  const Micros high = said.factor ? rated.rating.factors[*said.factor].high : scale.high;
  if (result.amount < low || result.amount > high) return std::nullopt;
  return result;
}

}  // namespace casus::verify
