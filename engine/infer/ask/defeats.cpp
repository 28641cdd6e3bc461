// SPDX-License-Identifier: Apache-2.0
#include "infer/ask/defeats.hpp"

#include <algorithm>
#include <cmath>

#include "infer/ask/query.hpp"
#include "infer/precedence.hpp"
#include "model/show.hpp"

namespace casus::infer {
namespace {

using check::Conclusion;
using check::ConditionId;
using model::unknown_word;

bool same_target(const Conclusion& a, const Conclusion& b) {
  return a.kind == b.kind && a.relation == b.relation && a.rating == b.rating &&
         a.factor == b.factor;
}

/// Whether two rows agree as far as both have values.
bool agree(std::span<const Word> a, std::span<const Word> b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] != b[i] && a[i] != unknown_word && b[i] != unknown_word) return false;
  }
  return true;
}

}  // namespace

Defeats::Defeats(const Fixpoint& fixpoint, base::Symbols& symbols, Meter& meter)
    : fixpoint_(fixpoint), symbols_(symbols), meter_(meter) {
  // What a limit kept from being found is not defeated.
  if (fixpoint.stopped) return;
  const auto& rules = fixpoint.program->rules;
  for (std::size_t r = 0; r < rules.size(); ++r) {
    for (std::uint32_t c = 0; c < rules[r].conclusions.size(); ++c) {
      if (!rules[r].conclusions[c].exceptions.empty()) overridden_.emplace_back(r, c);
    }
  }
  std::ranges::sort(overridden_, {}, [&](const Place& place) {
    const check::Rule& rule = rules[place.first.index()];
    return std::tuple(std::string_view(rule.module), std::string_view(rule.name), place.second);
  });
}

const Conclusion& Defeats::conclusion(Place place) const {
  return (*fixpoint_.program)[place.first].conclusions[place.second];
}

std::vector<Defeated> Defeats::about(RelationId relation, std::span<const Word> fields) {
  return about(Conclusion{.kind = Conclusion::Kind::derive, .relation = relation}, fields);
}

std::vector<Defeated> Defeats::about(RatingId rating, std::span<const Word> subject) {
  return about(Conclusion{.kind = Conclusion::Kind::contribute, .rating = rating}, subject);
}

std::vector<Defeated> Defeats::about(const Conclusion& like, std::span<const Word> args) {
  std::vector<Defeated> result;
  for (const Place& place : overridden_) {
    const Conclusion& said_here = conclusion(place);
    const bool derives = said_here.kind == Conclusion::Kind::derive;
    if (derives != (like.kind == Conclusion::Kind::derive)) continue;
    if (said_here.relation != like.relation || said_here.rating != like.rating) continue;
    const All& all = said(place, plan::Saying::whole, {});
    for (const Said& one : all.rows) {
      const std::span<const Word> own{one.row.data(), said_here.args.size()};
      if (!meter_.tick()) return result;
      if (!agree(own, args) || holds(place, said_here.exceptions, own)) continue;
      result.push_back(
          {place.first, place.second, one.row, one.grade, replay(all, one), winners(place, own)});
    }
  }
  return result;
}

/// Everything that a conclusion says with these exceptions alone; kept for the next time.
const Defeats::All& Defeats::said(Place place, plan::Saying saying,
                                  const std::vector<ConditionId>& exceptions) {
  const auto [it, added] = said_.try_emplace({place, saying, exceptions});
  All& all = it->second;
  if (!added) return all;
  std::vector<ConditionId> conditions = exceptions;
  if (exceptions.empty()) {
    // What exceptions compare with is a condition of the rule, whether or not they count.
    const check::Terms& terms = (*fixpoint_.program)[place.first].terms;
    for (const ConditionId one : conclusion(place).exceptions) {
      if (!terms[one].overriding.valid()) conditions.push_back(one);
    }
  }
  all.plan = plan::plan_conclusion(*fixpoint_.program, *fixpoint_.plan, sizes_of(fixpoint_),
                                   place.first, place.second, saying, std::move(conditions));
  run(all);
  return all;
}

void Defeats::run(All& all) const {
  Machine::Extra extra = extra_of(all.plan);
  Machine machine(fixpoint_, symbols_, meter_, &extra);
  std::map<std::vector<Word>, Said> best;
  for (std::uint32_t b = 0; b < all.plan.branches.size(); ++b) {
    const RulePlan& branch = all.plan.branches[b];
    const auto conclude = [&](Grade grade, std::span<const Word> words) {
      if (!fixpoint_.calculus->holds(grade)) return true;
      Said one{{words.begin(), words.end()}, grade, b, machine.premises()};
      // One rule contributes once for a subject and values of `for each`, whatever the points.
      std::vector<Word> key = one.row;
      if (branch.points) key.pop_back();
      const auto [it, added] = best.try_emplace(std::move(key), one);
      if (!added && better(all, one, it->second)) it->second = std::move(one);
      return true;
    };
    machine.match(branch, branch.steps, nullptr,
                  [&](Grade conditions) { return machine.head(branch, conditions, conclude); });
  }
  for (auto& [key, one] : best) all.rows.push_back(std::move(one));
  if (all.rows.empty()) return;
  const RulePlan& branch = all.plan.branches.front();
  std::ranges::sort(all.rows, [&](const Said& a, const Said& b) {
    for (std::size_t i = 0; i < a.row.size(); ++i) {
      const int order = model::compare(a.row[i], b.row[i], branch.args[i].type.base, symbols_);
      if (order != 0) return order < 0;
    }
    return false;
  });
}

/// By amount where there are points, else by certainty; then as everywhere.
bool Defeats::better(const All& all, const Said& one, const Said& other) const {
  const RulePlan& branch = all.plan.branches[one.branch];
  const double surer =
      fixpoint_.calculus->certainty(one.grade) - fixpoint_.calculus->certainty(other.grade);
  if (branch.points) {
    const auto amount = [&](const Said& said) {
      return std::llround(static_cast<double>(model::int_of(said.row.back())) *
                          fixpoint_.calculus->certainty(said.grade));
    };
    if (amount(one) != amount(other)) return amount(one) > amount(other);
    const auto weight = [](const Said& said) { return model::int_of(said.row.back()); };
    if (weight(one) != weight(other)) return weight(one) < weight(other);
  }
  if (surer != 0) return surer > 0;
  if (one.branch != other.branch) return one.branch < other.branch;
  return premises_precede(fixpoint_, branch, one.premises, other.premises);
}

bool Defeats::holds(Place place, const std::vector<ConditionId>& exceptions,
                    std::span<const Word> args) {
  const All& all = said(place, plan::Saying::about, exceptions);
  return std::ranges::any_of(all.rows,
                             [&](const Said& one) { return std::ranges::equal(one.row, args); });
}

std::vector<Seen> Defeats::replay(const All& all, const Said& one) const {
  Machine::Extra extra = extra_of(all.plan);
  Machine machine(fixpoint_, symbols_, meter_, &extra);
  return machine.replay(all.plan.branches[one.branch], one.premises, one.row);
}

/// The rules each of which alone keeps a conclusion from holding; where only several together do,
/// all of them whose conditions hold.
std::vector<Defeat> Defeats::winners(Place place, std::span<const Word> args) {
  const check::Terms& terms = (*fixpoint_.program)[place.first].terms;
  std::vector<ConditionId> conditions;  // what the exceptions compare with, then one exception
  std::vector<Defeat> alone;
  std::vector<Defeat> together;
  for (const ConditionId one : conclusion(place).exceptions) {
    conditions.push_back(one);
    const model::RuleId rule = terms[one].overriding;
    if (!rule.valid()) continue;
    Defeat defeat = winner(place, rule, args);
    if (!holds(place, conditions, args)) {
      alone.push_back(std::move(defeat));
    } else if (defeat.grade != Grade::none) {
      together.push_back(std::move(defeat));
    }
    conditions.pop_back();
  }
  return alone.empty() ? together : alone;
}

Defeat Defeats::winner(Place place, model::RuleId rule, std::span<const Word> args) {
  Defeat result{.rule = rule};
  const auto& conclusions = (*fixpoint_.program)[rule].conclusions;
  const All* from = nullptr;
  const Said* best = nullptr;
  for (std::uint32_t c = 0; c < conclusions.size(); ++c) {
    if (!same_target(conclusions[c], conclusion(place))) continue;
    const All& all = said({rule, c}, plan::Saying::about, conclusions[c].exceptions);
    for (const Said& one : all.rows) {
      if (!agree(one.row, args)) continue;
      const bool surer = best == nullptr || fixpoint_.calculus->certainty(one.grade) >
                                                fixpoint_.calculus->certainty(best->grade);
      if (!surer) continue;
      from = &all;
      best = &one;
    }
  }
  if (best == nullptr) return result;
  result.grade = best->grade;
  result.seen = replay(*from, *best);
  return result;
}

}  // namespace casus::infer
