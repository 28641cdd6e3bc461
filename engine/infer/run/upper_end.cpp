// SPDX-License-Identifier: Apache-2.0
#include "infer/run/upper_end.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace casus::infer {
namespace {

/// At most 1; the order of `parts` does not show.
double sum_of(std::vector<double>& parts) {
  std::ranges::sort(parts);
  double sum = 0;
  for (const double part : parts) sum = std::min(1.0, sum + part);
  return sum;
}

}  // namespace

void SharedRows::add(const RulePlan& rule, std::span<const RowId> premises) {
  std::vector<RowRef> own;
  for (std::size_t i = 0; i < premises.size(); ++i) {
    own.push_back({rule.premise_stores[i], premises[i]});
  }
  if (!std::exchange(any_, true)) {
    rows_ = std::move(own);
    return;
  }
  std::erase_if(rows_, [&](const RowRef& row) { return std::ranges::count(own, row) == 0; });
}

double SharedRows::least_end(EndOfRow end_of_row) const {
  double least = 1;
  for (const RowRef& row : rows_) least = std::min(least, end_of_row(row));
  return least;
}

UpperEnd::UpperEnd(const Fixpoint& fixpoint, const std::vector<Way>& ways) {
  std::map<std::tuple<model::RuleId, std::uint32_t, std::vector<Word>>, std::size_t> places;
  for (const Way& way : ways) {
    const RulePlan& rule = fixpoint.plan->rules[way.rule];
    const auto [place, added] =
        places.try_emplace({rule.rule, rule.conclusion, way.instance}, instances_.size());
    if (added) instances_.emplace_back();
    Group& group = instances_[place->second];
    group.ways.push_back(&way);
    group.shared.add(rule, way.premises);
    group.certainty = std::max(group.certainty, way.certainty);
    shared_.add(rule, way.premises);
  }
}

double UpperEnd::of(EndOfWay end_of_way, EndOfRow end_of_row) const {
  std::vector<double> sums;
  for (const Group& group : instances_) {
    std::vector<double> parts;
    for (const Way* way : group.ways) parts.push_back(end_of_way(*way));
    sums.push_back(std::min({sum_of(parts), group.certainty, group.shared.least_end(end_of_row)}));
  }
  return std::min(sum_of(sums), shared_.least_end(end_of_row));
}

}  // namespace casus::infer
