// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "model/show.hpp"
#include "support/naive/ways.hpp"

namespace casus::naive {

using check::Aggregate;
using check::Expr;
using check::ExprId;
using check::Function;
using check::Terms;
using model::Base;
using model::unknown_word;

namespace {

__extension__ using Wide = __int128;

/// Numbers of the generated programs are multiples of 2^-70 below 2^50 in size: exact in 128 bits.
Wide fixed(double value) {
  constexpr int half = 35;
  const double high = std::floor(std::ldexp(value, half));
  const double low = std::ldexp(std::ldexp(value, half) - high, half);
  return (static_cast<Wide>(high) << half) + static_cast<Wide>(low);
}

double number(Word word, Base base) {
  return base == Base::integer ? static_cast<double>(model::int_of(word)) : model::number_of(word);
}

Word finite(double value) {
  return std::isfinite(value) ? model::word_of_number(value) : unknown_word;
}

Word truth(bool value) { return value ? 1 : 0; }

/// Every int and every number is one of these.
using Exact = long double;
static_assert(std::numeric_limits<Exact>::digits >= 64);

Exact exact(Word word, Base base) {
  return base == Base::integer ? static_cast<Exact>(model::int_of(word)) : model::number_of(word);
}

struct Operands {
  const World& world;
  const Terms& terms;
  const Expr& expr;
  std::vector<Valued> values;

  [[nodiscard]] Base base(std::size_t i) const { return terms[expr.args[i]].type.base; }
  [[nodiscard]] double number(std::size_t i) const {
    return naive::number(values[i].word, base(i));
  }
  [[nodiscard]] bool whole() const {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (base(i) != Base::integer) return false;
    }
    return true;
  }
  [[nodiscard]] int order(std::size_t a, std::size_t b) const {
    if (base(a) != base(b)) {
      const Exact left = exact(values[a].word, base(a));
      const Exact right = exact(values[b].word, base(b));
      return left < right ? -1 : left > right;
    }
    return model::compare(values[a].word, values[b].word, base(a), *world.symbols);
  }
};

Word connect(const Operands& o, Word deciding) {
  bool doubt = false;
  for (const Valued& value : o.values) {
    if (value.word == deciding) return deciding;
    doubt = doubt || value.word == unknown_word;
  }
  return doubt ? unknown_word : 1 - deciding;
}

template <class T>
T reckoned(Function function, T a, T b) {
  if (function == Function::add) return a + b;
  return function == Function::subtract ? a - b : a * b;
}

Word arithmetic(const Operands& o) {
  const Function function = o.expr.function;
  if (function != Function::divide && o.whole()) {
    const auto at = [&](std::size_t i) { return Wide{model::int_of(o.values[i].word)}; };
    const Wide result = reckoned(function, at(0), at(1));
    constexpr Wide most = std::numeric_limits<std::int64_t>::max();
    const bool fits = result >= -most && result <= most;
    return fits ? model::word_of_int(static_cast<std::int64_t>(result)) : unknown_word;
  }
  const double a = o.number(0);
  const double b = o.number(1);
  if (function != Function::divide) return finite(reckoned(function, a, b));
  return b == 0 ? unknown_word : finite(a / b);
}

Word extreme(const Operands& o, bool least) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < o.values.size(); ++i) {
    const int order = o.order(i, best);
    if (least ? order < 0 : order > 0) best = i;
  }
  return o.whole() ? o.values[best].word : finite(o.number(best));
}

Word apply(const Operands& o) {
  const Function function = o.expr.function;
  if (function == Function::logical_and) return connect(o, 0);
  if (function == Function::logical_or) return connect(o, 1);
  for (const Valued& value : o.values) {
    if (value.word == unknown_word) return unknown_word;
  }
  switch (function) {
    case Function::equal:
      return truth(o.order(0, 1) == 0);
    case Function::not_equal:
      return truth(o.order(0, 1) != 0);
    case Function::less:
      return truth(o.order(0, 1) < 0);
    case Function::less_equal:
      return truth(o.order(0, 1) <= 0);
    case Function::greater:
      return truth(o.order(0, 1) > 0);
    case Function::greater_equal:
      return truth(o.order(0, 1) >= 0);
    case Function::logical_not:
      return 1 - o.values[0].word;
    case Function::add:
    case Function::subtract:
    case Function::multiply:
    case Function::divide:
      return arithmetic(o);
    case Function::minimum:
      return extreme(o, true);
    case Function::maximum:
      return extreme(o, false);
    case Function::to_number:
      return finite(o.number(0));
    case Function::equal_number:
      return exact(o.values[0].word, o.base(0)) == static_cast<Exact>(o.number(0))
                 ? finite(o.number(0))
                 : model::word_of_number(std::numeric_limits<double>::infinity());
    case Function::convert:
      return finite(o.number(0) * o.number(1) / o.number(2));
    default:
      throw std::logic_error("a function that generated programs do not use");
  }
}

struct Member {
  Word value = 0;
  double certainty = 1;
};

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
    if (!added) it->second.certainty = std::max(it->second.certainty, member.certainty);
  }
  std::vector<Member> list;
  for (const auto& [key, member] : result) list.push_back(member);
  if (!expr.distinct) return list;
  std::map<Word, double> by_value;
  for (const Member& member : list) {
    double& surest = by_value[member.value];
    surest = std::max(surest, member.certainty);
  }
  list.clear();
  for (const auto& [word, certainty] : by_value) list.push_back({word, certainty});
  return list;
}

Valued extreme(const World& world, Base base, bool least, const std::vector<Member>& list) {
  Valued best;
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

/// The quotient rounded once: 60 digits and more, and a last one that tells of a rest.
double quotient(Wide sum, std::int64_t count) {
  Wide size = sum < 0 ? -sum : sum;
  if (size == 0) return 0;
  int shift = 0;
  while (size < Wide{1} << 120) {
    size *= 2;
    ++shift;
  }
  Wide digits = size / count;
  if (size % count != 0) digits |= 1;
  const double result = std::ldexp(static_cast<double>(digits), -shift);
  return sum < 0 ? -result : result;
}

Valued aggregate(const World& world, const Terms& terms, const Expr& expr, const Values& values) {
  const std::vector<Member> list = members(world, terms, expr, values);
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
  std::int64_t ints = 0;
  Wide numbers = 0;
  for (const Member& member : list) {
    if (base == Base::integer) {
      ints += model::int_of(member.value);
    } else {
      numbers += fixed(model::number_of(member.value));
    }
  }
  const double sum = base == Base::integer ? static_cast<double>(ints)
                                           : std::ldexp(static_cast<double>(numbers), -70);
  if (expr.aggregate == Aggregate::avg) {
    if (count == 0) {
      result.word = unknown_word;
    } else {
      result.word = finite(base == Base::integer ? quotient(ints, count)
                                                 : std::ldexp(quotient(numbers, count), -70));
    }
  } else {
    result.word = base == Base::integer ? model::word_of_int(ints) : finite(sum);
  }
  return result;
}

Word read_rating(const World& world, const Expr& expr, const Row& subject) {
  const auto& rated = world.ratings[expr.rating.index()];
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

Valued value(const World& world, const Terms& terms, ExprId id, const Values& values) {
  const Expr& expr = terms[id];
  switch (expr.kind) {
    case Expr::Kind::constant:
      return {expr.constant, 1};
    case Expr::Kind::variable:
      return {*values[expr.variable.index()], 1};
    case Expr::Kind::aggregate:
      return aggregate(world, terms, expr, values);
    case Expr::Kind::as_of:
      return {world.settings.as_of ? model::word_of_int(*world.settings.as_of) : unknown_word, 1};
    case Expr::Kind::table:
      throw std::logic_error("generated programs have no tables");
    default:
      break;
  }
  Operands operands{world, terms, expr, {}};
  double certainty = 1;
  for (const ExprId arg : expr.args) {
    operands.values.push_back(value(world, terms, arg, values));
    if (operands.values.back().word == unknown_word) continue;
    certainty = std::min(certainty, operands.values.back().certainty);
  }
  if (expr.kind == Expr::Kind::apply) return {apply(operands), certainty};
  Row subject;
  for (const Valued& one : operands.values) subject.push_back(one.word);
  return {read_rating(world, expr, subject), certainty};
}

}  // namespace casus::naive
