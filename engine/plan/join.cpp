// SPDX-License-Identifier: Apache-2.0
#include "plan/join.hpp"

#include "plan/pending.hpp"

namespace casus::plan {

JoinPlanner::JoinPlanner(const check::Program& program, const check::Terms& terms,
                         Catalogue& catalogue)
    : program_(program),
      terms_(terms),
      catalogue_(catalogue),
      registers_(static_cast<std::uint32_t>(terms.variables.size())) {}

JoinPlanner::Join JoinPlanner::join(const Conjunction& conjunction, const Variables& outer) {
  return join(conjunction, outer, Mood::certain, {});
}

JoinPlanner::Join JoinPlanner::join(const Conjunction& conjunction, const Variables& outer,
                                    Mood mood, const std::set<std::size_t>& unlisted) {
  Variables bound = outer;
  bound.merge(bindable(terms_, conjunction));
  std::vector<Pending> pending;
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
  order(pending, outer, mood, result);
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
