// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/show.hpp"
#include "verify/functions.hpp"
#include "verify/total.hpp"
#include "verify/ways.hpp"

namespace casus::verify {

using check::Aggregate;
using check::Expr;
using check::ExprId;
using check::Terms;
using model::Base;
using model::unknown_word;

/// Members are told apart by the rows that they match (see Telling) and by the variables that every
/// alternative binds; several ways to one member count as its surest.
std::vector<Member> members(const World& world, const Terms& terms, const Expr& expr,
                            const Values& values) {
  std::optional<Variables> telling;
  for (const Conjunction& conjunction : alternatives(terms, expr.body, known(values))) {
    std::vector<check::ConditionId> ids;
    for (const auto& [id, how] : conjunction) ids.push_back(id);
    const Variables bound = binds(terms, ids);
    if (!telling) telling = bound;
    std::erase_if(*telling, [&](check::VariableId id) { return !bound.contains(id); });
  }
  std::map<std::tuple<decltype(Way::by_place), decltype(Way::by_fact), Row>, Member> result;
  for (const Way& way : ways(world, terms, expr.body, values, Mood::holding)) {
    Row named;
    for (const check::VariableId id : *telling) {
      if (!terms[id].name.empty()) named.push_back(*way.values[id.index()]);
    }
    Member member{0, way.holds};
    if (expr.value.valid()) member.value = value(world, terms, expr.value, way.values).word;
    const bool counts = expr.aggregate == Aggregate::count && !expr.distinct;
    if (member.value == unknown_word && !counts) continue;
    const auto [it, added] = result.try_emplace({way.by_place, way.by_fact, named}, member);
    it->second.certainty = std::max(it->second.certainty, member.certainty);
    it->second.ways.push_back(way);
  }
  std::vector<Member> list;
  for (auto& [key, member] : result) list.push_back(std::move(member));
  return list;
}

namespace {

/// Each value once, as sure as at its surest.
std::vector<Member> distinct(const std::vector<Member>& list) {
  std::map<Word, double> by_value;
  for (const Member& member : list) {
    double& surest = by_value[member.value];
    surest = std::max(surest, member.certainty);
  }
  std::vector<Member> result;
  for (const auto& [word, certainty] : by_value) result.push_back({word, certainty});
  return result;
}

Valued extreme(const World& world, Base base, bool least, const std::vector<Member>& list) {
  Valued best;
  if (base == Base::duration && std::ranges::any_of(list, [&](const Member& one) {
        return mix(base, one.value, list.front().value);
      })) {
    return best;
  }
  for (const Member& member : list) {
    const int order = best.word == unknown_word
                          ? -2
                          : model::compare(member.value, best.word, base, *world.symbols);
    if (order == -2 || (least ? order < 0 : order > 0)) {
      best = {member.value, member.certainty};
    } else if (order == 0) {
      best.certainty = std::max(best.certainty, member.certainty);
    }
  }
  return best;
}

}  // namespace

Valued gathered(const World& world, const Terms& terms, const Expr& expr,
                const std::vector<Member>& members) {
  const std::vector<Member> list = expr.distinct ? distinct(members) : members;
  const Base base = expr.value.valid() ? terms[expr.value].type.base : Base::integer;
  if (expr.aggregate == Aggregate::min || expr.aggregate == Aggregate::max) {
    return extreme(world, base, expr.aggregate == Aggregate::min, list);
  }
  Valued result;
  for (const Member& member : list) result.certainty = std::min(result.certainty, member.certainty);
  const auto count = static_cast<std::int64_t>(list.size());
  if (expr.aggregate == Aggregate::count) {
    result.word = model::word_of_int(count);
    return result;
  }
  if (count == 0 && expr.aggregate == Aggregate::avg) return {unknown_word, result.certainty};
  Total total;
  for (const Member& member : list) {
    if (base == Base::integer) {
      total.add(model::int_of(member.value));
    } else {
      total.add(model::number_of(member.value));
    }
  }
  if (expr.aggregate == Aggregate::avg) {
    result.word = finite(total.over(count));
  } else if (base == Base::integer) {
    const std::optional<std::int64_t> sum = total.whole();
    result.word = sum ? model::word_of_int(*sum) : unknown_word;
  } else {
    result.word = finite(total.over(1));
  }
  return result;
}

namespace {

Word read_rating(const World& world, const Expr& expr, const Row& subject) {
  const auto& rated = world.scores[expr.rating.index()];
  const auto it = rated.find(subject);
  if (it == rated.end()) return unknown_word;
  switch (expr.kind) {
    case Expr::Kind::score:
      return finite(model::points_of(it->second.score));
    case Expr::Kind::band:
      return it->second.band;
    default:
      return finite(model::points_of(it->second.factors[expr.factor]));
  }
}

}  // namespace

Valued value(const World& world, const Terms& terms, ExprId id, const Values& values,
             const Premises* premises) {
  const Expr& expr = terms[id];
  switch (expr.kind) {
    case Expr::Kind::constant:
      return {expr.constant, 1};
    case Expr::Kind::variable:
      return {values[expr.variable.index()].value_or(unknown_word), 1};
    case Expr::Kind::aggregate:
      if (premises != nullptr && premises->aggregates.contains(id.value)) {
        return premises->aggregates.at(id.value);
      }
      return gathered(world, terms, expr, members(world, terms, expr, values));
    case Expr::Kind::as_of:
      return {world.settings.as_of ? model::word_of_int(*world.settings.as_of) : unknown_word, 1};
    default:
      break;
  }
  Operands operands;
  double certainty = 1;
  for (const ExprId arg : expr.args) {
    const Valued one = value(world, terms, arg, values, premises);
    operands.words.push_back(one.word);
    operands.types.push_back(terms[arg].type);
    if (one.word != unknown_word) certainty = std::min(certainty, one.certainty);
  }
  if (expr.kind == Expr::Kind::apply) return {apply(world, expr.function, operands), certainty};
  if (expr.kind == Expr::Kind::table) {
    return {look_up(world, (*world.program)[expr.table], operands.words), certainty};
  }
  return {read_rating(world, expr, operands.words), certainty};
}

}  // namespace casus::verify
