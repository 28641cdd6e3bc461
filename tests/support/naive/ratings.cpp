// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "model/show.hpp"
#include "support/naive/world.hpp"
#include "verify/fold.hpp"

namespace casus::naive {

using check::Conclusion;
using check::Rule;
using model::unknown_word;

namespace {

/// A rule's own certainty with what it computes it from; 0 where it is none.
double followed(const World& world, const Rule& rule, const Way& way) {
  if (!rule.certainty.valid()) return way.holds;
  const Valued own = value(world, rule.terms, rule.certainty, way.values);
  if (own.word == unknown_word || own.certainty <= world.settings.threshold) return 0;
  const double number = rule.terms[rule.certainty].type.base == model::Base::integer
                            ? static_cast<double>(model::int_of(own.word))
                            : model::number_of(own.word);
  if (number < 0 || number > 1) return 0;
  const double holds = std::min(way.holds, own.certainty);
  if (world.settings.degrees) return std::min(holds, number);
  return number > 0 ? holds : 0;
}

/// Whether a limit lies on the scale, or in the range of its factor.
bool within(const World& world, const Conclusion& said, double limit) {
  const model::Rating& rating = world.program->schema[said.rating];
  const Micros at = std::llround(limit * 1e6);
  if (said.factor) {
    const model::Factor& factor = rating.factors[*said.factor];
    return factor.low <= at && at <= factor.high;
  }
  return rating.scale.low <= at && at <= rating.scale.high;
}

/// All that one conclusion says: subject and `for each` values, points, by certainty.
std::map<std::pair<Row, Micros>, double> said_points(const World& world, const Rule& rule,
                                                     const Conclusion& said) {
  std::map<std::pair<Row, Micros>, double> result;
  const Values nothing(rule.terms.variables.size());
  for (const Way& way : ways(world, rule.terms, rule.body, nothing, Mood::holding)) {
    double certainty =
        std::min(followed(world, rule, way), undefeated(world, rule, said, way.values));
    Row key;
    for (const check::ExprId arg : said.args) {
      const Valued one = value(world, rule.terms, arg, way.values);
      certainty = std::min(certainty, one.word == unknown_word ? 0 : one.certainty);
      key.push_back(one.word);
    }
    for (const check::VariableId each : said.for_each) {
      key.push_back(*way.values[each.index()]);
      if (key.back() == unknown_word) certainty = 0;
    }
    const Valued points = value(world, rule.terms, said.expr, way.values);
    if (points.word == unknown_word) continue;
    certainty = std::min(certainty, points.certainty);
    const double number = rule.terms[said.expr].type.base == model::Base::integer
                              ? static_cast<double>(model::int_of(points.word))
                              : model::number_of(points.word);
    if (said.kind == Conclusion::Kind::contribute && number < 0) continue;
    if (said.kind == Conclusion::Kind::limit && !within(world, said, number)) continue;
    if (certainty <= world.settings.threshold) continue;
    double& surest = result[{key, std::llround(number * 1e6)}];
    surest = std::max(surest, certainty);
  }
  return result;
}

void add_contributions(const World& world, std::uint32_t r, std::uint32_t c,
                       std::map<Row, Rated>& rated) {
  const Rule& rule = world.program->rules[r];
  const Conclusion& said = rule.conclusions[c];
  std::map<Row, Contribution> best;
  for (const auto& [key, certainty] : said_points(world, rule, said)) {
    const Micros weight = key.second;
    const Micros amount = std::llround(static_cast<double>(weight) * certainty);
    const auto subjects = static_cast<std::ptrdiff_t>(said.args.size());
    const Contribution one{
        r,      c,      *said.factor, {key.first.begin() + subjects, key.first.end()},
        weight, amount, certainty};
    const auto [it, added] = best.try_emplace(key.first, one);
    const bool larger =
        amount > it->second.amount || (amount == it->second.amount && weight < it->second.weight);
    if (!added && larger) it->second = one;
  }
  for (auto& [key, one] : best) {
    const auto subjects = static_cast<std::ptrdiff_t>(said.args.size());
    const auto subject = rated.find(Row(key.begin(), key.begin() + subjects));
    if (subject == rated.end()) continue;
    if (!said.supports) {
      one.weight = -one.weight;
      one.amount = -one.amount;
    }
    subject->second.contributions.insert(one);
  }
}

/// By amount, then by the rule's name, then by the values of `for each`.
bool listed_before(const World& world, const Contribution& a, const Contribution& b) {
  if (std::abs(a.amount) != std::abs(b.amount)) return std::abs(a.amount) > std::abs(b.amount);
  const Rule& rule = world.program->rules[a.rule];
  const Rule& other = world.program->rules[b.rule];
  if (rule.name != other.name) return rule.name < other.name;
  const Conclusion& said = rule.conclusions[a.conclusion];
  for (std::size_t i = 0; i < a.each.size(); ++i) {
    const model::Base base = rule.terms[said.for_each[i]].type.base;
    const int order = model::compare(a.each[i], b.each[i], base, *world.symbols);
    if (order != 0) return order < 0;
  }
  return false;
}

/// What goes back to the same origins counts once: a contribution does not count where another one
/// to the same factor in the same direction stands before it.
void count_once(const World& world, const Row& subject, Rated& rated) {
  if (!world.origins) return;
  const auto supports = [&](const Contribution& one) {
    return world.program->rules[one.rule].conclusions[one.conclusion].supports;
  };
  const auto origins = [&](const Contribution& one) {
    Row row = subject;
    row.insert(row.end(), one.each.begin(), one.each.end());
    row.push_back(model::word_of_int(std::abs(one.weight)));
    return world.origins(one.rule, one.conclusion, row);
  };
  std::set<Contribution> result;
  for (Contribution one : rated.contributions) {
    const std::set<std::string> own = origins(one);
    for (const Contribution& other : rated.contributions) {
      if (own.empty() || one.factor != other.factor || supports(one) != supports(other)) continue;
      if (listed_before(world, other, one) && origins(other) == own) one.counts = false;
    }
    result.insert(one);
  }
  rated.contributions = std::move(result);
}

void add_limits(const World& world, std::uint32_t r, std::uint32_t c, std::map<Row, Rated>& rated) {
  const Rule& rule = world.program->rules[r];
  for (const auto& [key, certainty] : said_points(world, rule, rule.conclusions[c])) {
    const auto subject = rated.find(key.first);
    if (subject != rated.end()) subject->second.limits.insert({r, c, key.second, certainty});
  }
}

verify::Folded folded(const World& world, const model::Rating& rating, const Rated& rated,
                      verify::Taken taken) {
  std::vector<verify::Addend> addends;
  for (const Contribution& one : rated.contributions) {
    if (one.counts) addends.push_back({one.factor, one.weight, one.amount});
  }
  std::vector<verify::Pull> pulls;
  for (const Limit& one : rated.limits) {
    const Conclusion& said = world.program->rules[one.rule].conclusions[one.conclusion];
    pulls.push_back({said.factor, said.caps, one.at, one.certainty});
  }
  return verify::fold(rating, addends, pulls, taken);
}

}  // namespace

void rate(World& world, RatingId id) {
  const model::Rating& rating = world.program->schema[id];
  const check::Subjects& subjects = world.program->subjects[id.index()];
  std::map<Row, Rated> rated;
  const Values nothing(subjects.terms.variables.size());
  for (const Way& way : ways(world, subjects.terms, subjects.body, nothing, Mood::holding)) {
    Row subject;
    for (const check::VariableId variable : subjects.subjects) {
      subject.push_back(*way.values[variable.index()]);
    }
    if (std::ranges::find(subject, unknown_word) == subject.end()) rated.try_emplace(subject);
  }
  for (std::uint32_t r = 0; r < world.program->rules.size(); ++r) {
    const auto& conclusions = world.program->rules[r].conclusions;
    for (std::uint32_t c = 0; c < conclusions.size(); ++c) {
      if (conclusions[c].rating != id || conclusions[c].kind == Conclusion::Kind::derive) continue;
      const bool contributes = conclusions[c].kind == Conclusion::Kind::contribute;
      (contributes ? add_contributions : add_limits)(world, r, c, rated);
    }
  }
  for (auto& [subject, one] : rated) {
    count_once(world, subject, one);
    const verify::Folded as_is = folded(world, rating, one, verify::Taken::as_is);
    for (const verify::Part& part : as_is.factors) one.factors.push_back(part.points);
    one.score = as_is.whole.points;
    one.low = folded(world, rating, one, verify::Taken::strains_full).whole.points;
    one.high = folded(world, rating, one, verify::Taken::supports_full).whole.points;
    one.band = 0;
    for (const Micros bound : rating.scale.below) one.band += one.score >= bound ? 1 : 0;
    Row row = subject;
    row.push_back(model::word_of_number(model::points_of(one.score)));
    row.push_back(one.band);
    world.held[rating.relation.index()][row] = 1;
    world.scores[id.index()][subject] = {one.factors, one.score, one.band};
  }
  world.ratings[id.index()] = std::move(rated);
}

}  // namespace casus::naive
