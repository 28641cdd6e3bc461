// SPDX-License-Identifier: Apache-2.0
#include "infer/ask/near_miss.hpp"

#include <algorithm>
#include <utility>

#include "infer/ask/shortfall.hpp"

namespace casus::infer {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::VariableId;
using Matches = ConditionProbe::Matches;

namespace {

/// A choice of one and the same where two are meant is farther off than a fact that is missing:
/// nothing that becomes otherwise can make it right.
double distance(const check::Terms& terms, const Shortfall& miss) {
  const auto is_variable = [&](check::ExprId id) { return terms[id].kind == Expr::Kind::variable; };
  const bool two =
      miss.needs == check::Function::not_equal && is_variable(miss.expr) && is_variable(miss.asked);
  return two ? 2 : miss.relative;
}

}  // namespace

NearMissSearch::NearMissSearch(ConditionProbe& probe, Meter& meter,
                               std::vector<ConditionId> conditions)
    : probe_(probe), meter_(meter), conditions_(std::move(conditions)) {
  const check::Terms& terms = probe.terms();
  plan::Conjunction conjunction;
  for (const ConditionId id : conditions_) conjunction.push_back({id});
  const plan::Variables bindable = plan::bindable(terms, conjunction);
  for (const ConditionId id : conditions_) {
    const Condition& condition = terms[id];
    atoms_.push_back(condition.kind == Condition::Kind::atom);
    plan::Variables needs;
    if (atoms_.back()) {
      for (const check::Atom::Given& given : condition.atom.given) {
        if (terms[given.expr].kind != Expr::Kind::variable) {
          plan::collect(terms, given.expr, needs);
        }
      }
    } else if (condition.kind == Condition::Kind::let) {
      plan::collect(terms, condition.expr, needs);
    } else {
      needs = probe.mentioned(id);
    }
    // What nothing outside gives a value is the condition's own.
    std::erase_if(needs, [&](VariableId variable) { return !bindable.contains(variable); });
    needs_.push_back(std::move(needs));
    reads_.push_back(probe.mentioned(id));
  }
}

NearMiss NearMissSearch::find(const Values& known, std::uint64_t work) {
  State start{std::vector<bool>(conditions_.size(), true), known};
  remembered_.clear();
  end_ = done() + work;
  for (std::size_t allowed = 1; allowed <= std::max<std::size_t>(1, conditions_.size());
       ++allowed) {
    const Cost cost = solve(start, allowed);
    if (cost.open == none) {
      if (is_out()) break;
      continue;
    }
    NearMiss result = follow(std::move(start), true);
    result.partial = is_out();
    return result;
  }
  // Better than nothing: the first row that matches, atom by atom.
  NearMiss result = follow(std::move(start), false);
  result.partial = is_out();
  return result;
}

/// What is left open at the least from here on, if it is no more than allowed.
NearMissSearch::Cost NearMissSearch::solve(State state, std::size_t allowed) {
  const Cost here = settle(state, nullptr);
  if (here.open > allowed) return {};
  const std::size_t rest = allowed - here.open;
  const std::size_t atom = next_atom(state);
  if (atom == none) {
    const Cost left = left_over(state);
    return left.open > rest ? Cost() : here.plus(left);
  }
  std::vector<Word> key = this->key(state);
  (void)meter_.work(key.size());  // in proportion also to the memory that it may take
  if (const auto known = remembered_.find(key); known != remembered_.end()) {
    const Cost cost = known->second.cost;
    if (cost.open != none) return cost.open > rest ? Cost() : here.plus(cost);
    if (known->second.allowed >= rest) return {};
  }
  Remembered best{.cost = {}, .allowed = rest, .row = no_row};
  best.cost = best_row(state, atom, rest, best);
  if (rest > 0 && best.cost > Cost{1, 1} && !is_out()) {
    State without = state;
    without.pending[atom] = false;
    const std::size_t fewer = std::min(rest, best.cost.open) - 1;
    const Cost cost = solve(std::move(without), fewer).plus({1, 1});
    if (cost < best.cost) best = {.cost = cost, .allowed = rest, .row = no_row};
  }
  const Cost cost = best.cost;
  remembered_.insert_or_assign(std::move(key), best);
  return here.plus(cost);
}

NearMissSearch::Cost NearMissSearch::best_row(const State& state, std::size_t atom,
                                              std::size_t allowed, Remembered& best) {
  Cost least;
  const Matches matches = probe_.matches(conditions_[atom], state.values);
  for (const RowId row : matches.rows) {
    if (!meter_.tick() || is_out()) break;
    State next = state;
    next.pending[atom] = false;
    probe_.give(matches, row, next.values);
    const Cost cost = solve(std::move(next), std::min(allowed, least.open));
    if (cost >= least) continue;
    least = cost;
    best.row = row;
    if (least.open == 0) break;
  }
  return least;
}

/// Judges what can be judged without a further row.
NearMissSearch::Cost NearMissSearch::settle(State& state, std::vector<Judgement>* into) {
  Cost cost{0, 0};
  for (std::size_t place = 0; place < conditions_.size();) {
    const bool now = state.pending[place] && !atoms_[place] && is_ready(place, state);
    if (!now) {
      ++place;
      continue;
    }
    const ConditionId id = conditions_[place];
    state.pending[place] = false;
    (void)meter_.tick();
    const bool gives = probe_.terms()[id].kind == Condition::Kind::let;
    const bool holds = probe_.grade(id, state.values) != Grade::none;
    if (into != nullptr) {
      (*into)[place].state = holds ? Judgement::State::ok : Judgement::State::fails;
    }
    if (!holds) {
      const check::ExprId test = probe_.terms()[id].kind == Condition::Kind::test
                                     ? probe_.terms()[id].expr
                                     : check::ExprId();
      const auto miss = test.valid() ? shortfall(probe_, test, state.values) : std::nullopt;
      cost = cost.plus({1, miss ? distance(probe_.terms(), *miss) : 1});
    }
    place = gives ? 0 : place + 1;  // what waited for the value may be ready now
  }
  return cost;
}

bool NearMissSearch::is_ready(std::size_t place, const State& state) const {
  return std::ranges::all_of(needs_[place], [&](VariableId variable) {
    return state.values[variable.index()].has_value();
  });
}

std::size_t NearMissSearch::next_atom(const State& state) const {
  std::size_t best = none;
  double fewest = 0;
  for (std::size_t place = 0; place < conditions_.size(); ++place) {
    if (!state.pending[place] || !atoms_[place] || !is_ready(place, state)) continue;
    const double rows = probe_.expected_rows(conditions_[place], state.values);
    if (best != none && rows >= fewest) continue;
    best = place;
    fewest = rows;
  }
  return best;
}

NearMissSearch::Cost NearMissSearch::left_over(const State& state) const {
  const auto left = static_cast<std::size_t>(std::ranges::count(state.pending, true));
  return {left, static_cast<double>(left)};
}

std::vector<Word> NearMissSearch::key(const State& state) const {
  std::vector<Word> key;
  for (std::size_t place = 0; place < conditions_.size(); ++place) {
    if (!state.pending[place]) continue;
    key.push_back(place);
    for (const VariableId variable : reads_[place]) {
      const auto& value = state.values[variable.index()];
      key.push_back(value ? 1 : 0);
      if (value) key.push_back(*value);
    }
  }
  return key;
}

/// Goes the best way, or else that of the first rows.
NearMiss NearMissSearch::follow(State state, bool remembered) {
  NearMiss result;
  for (const ConditionId id : conditions_) {
    result.conditions.push_back({id, Judgement::State::not_reached, {}});
  }
  Cost cost{0, 0};
  while (true) {
    cost = cost.plus(settle(state, &result.conditions));
    const std::size_t atom = next_atom(state);
    if (atom == none) break;
    const auto known = remembered_.find(key(state));
    const bool first = !remembered || known == remembered_.end();
    const Matches matches = probe_.matches(conditions_[atom], state.values);
    const RowId row = !first                 ? known->second.row
                      : matches.rows.empty() ? no_row
                                             : matches.rows.front();
    if (row == no_row && meter_.stopped()) break;  // whether any row matches was not found out
    state.pending[atom] = false;
    Judgement& judged = result.conditions[atom];
    if (row == no_row) {
      judged.state = Judgement::State::fails;
      cost = cost.plus({1, 1});
      continue;
    }
    judged.state = Judgement::State::ok;
    judged.row = {matches.store, row};
    probe_.give(matches, row, state.values);
  }
  cost = cost.plus(left_over(state));
  result.open = cost.open;
  result.distance = cost.distance;
  result.values = std::move(state.values);
  return result;
}

}  // namespace casus::infer
