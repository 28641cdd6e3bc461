// SPDX-License-Identifier: Apache-2.0
#include "plan/join.hpp"

#include <algorithm>

#include "plan/pending.hpp"

namespace casus::plan {

JoinPlanner::JoinPlanner(const check::Program& program, const check::Terms& terms,
                         Catalogue& catalogue)
    : program_(program),
      terms_(terms),
      catalogue_(catalogue),
      registers_(static_cast<std::uint32_t>(terms.variables.size())) {}

JoinPlanner::Join JoinPlanner::join(const Conjunction& conjunction, const Variables& outer) {
  std::vector<Pending> pending;
  Join result = lower(conjunction, outer, {}, pending);
  const auto reads_own = [](const Pending& one) { return one.scan && one.step.recursive; };
  const auto gathers_own = [](const Pending& one) {
    return one.step.kind == Step::Kind::aggregate && one.step.recursive;
  };
  // Where all is found from what is new, the steps of the whole only tell of it again.
  const bool by_deltas =
      std::ranges::any_of(pending, reads_own) && std::ranges::none_of(pending, gathers_own);
  order(pending, outer, Mood::certain, !by_deltas, result);
  for (std::size_t i = 0; i < pending.size(); ++i) {
    if (reads_own(pending[i])) result.deltas.push_back(beginning_with(i, pending, outer));
  }
  return result;
}

JoinPlanner::Join JoinPlanner::join(const Conjunction& conjunction, const Variables& outer,
                                    Mood mood, const std::set<std::size_t>& unlisted) {
  std::vector<Pending> pending;
  Join result = lower(conjunction, outer, unlisted, pending);
  order(pending, outer, mood, true, result);
  return result;
}

JoinPlanner::Join JoinPlanner::lower(const Conjunction& conjunction, const Variables& outer,
                                     const std::set<std::size_t>& unlisted,
                                     std::vector<Pending>& pending) {
  Variables bound = outer;
  bound.merge(bindable(terms_, conjunction));
  Join result;
  for (std::size_t i = 0; i < conjunction.size(); ++i) {
    const Conjunct& conjunct = conjunction[i];
    if (unlisted.contains(i)) {
      lower_unlisted(conjunct, bound, pending);
      continue;
    }
    lower(conjunct, bound, pending);
    if (!pending.back().scan) continue;
    Step& step = pending.back().step;
    step.premise = static_cast<std::uint32_t>(result.premise_stores.size());
    using Place = Conjunct::Place;
    if (conjunct.place == Place::outside) result.shared_premises.push_back(step.premise);
    if (conjunct.place == Place::source) result.source_premises.push_back(step.premise);
    result.premise_stores.push_back(step.pattern.store);
  }
  return result;
}

double JoinPlanner::cost(const Pending& pending, const std::set<Register>& bound) const {
  double rows = catalogue_.expected_rows(pending.relation);
  std::size_t fixed = 0;
  for (const Column& column : pending.columns) {
    if (!column.variable || bound.contains(reg(*column.variable))) ++fixed;
  }
  for (std::size_t i = 0; i < fixed; ++i) rows /= 16;
  return rows;
}

}  // namespace casus::plan
