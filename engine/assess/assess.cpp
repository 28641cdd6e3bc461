// SPDX-License-Identifier: Apache-2.0
#include "assess/assess.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "infer/origins.hpp"
#include "infer/ratings.hpp"

namespace casus::assess {
namespace {

using infer::Fixpoint;
using infer::Lineage;

/// The origin of each statement that has a source, else the source itself; "" for the others.
std::vector<std::string> sources_of(const Fixpoint& fixpoint, const Lineage& lineage) {
  std::set<std::string> result;
  for (const model::StatementId id : lineage.statements) {
    const model::Statement statement = (*fixpoint.facts)[id];
    const bool sourced = statement.source.valid();
    result.insert(sourced ? infer::origin_of(*fixpoint.facts, statement) : std::string());
  }
  return {result.begin(), result.end()};
}

Confidence confidence_of(const Fixpoint& fixpoint, const Rated& rated) {
  std::vector<Weighed> weighed;
  std::vector<infer::Presumption> presumptions;
  const auto add = [&](const Lineage& lineage, double weight, double certainty) {
    weighed.push_back(
        {weight, certainty, sources_of(fixpoint, lineage), !lineage.presumptions.empty()});
    for (const infer::Presumption& one : lineage.presumptions) {
      if (std::ranges::find(presumptions, one) == presumptions.end()) presumptions.push_back(one);
    }
  };
  const infer::RatingRow& row = *rated.row;
  for (std::size_t i = 0; i < row.contributions.size(); ++i) {
    if (row.contributions[i].counted_with) continue;
    add(rated.contributions[i], std::fabs(model::points_of(row.contributions[i].weight)),
        row.contributions[i].certainty);
  }
  for (std::size_t i = 0; i < row.limits.size(); ++i) {
    add(rated.limits[i], std::fabs(model::points_of(row.limits[i].effect)),
        row.limits[i].certainty);
  }
  return confidence(weighed, presumptions.size());
}

}  // namespace

Rated assess(const Fixpoint& fixpoint, model::RatingId id, const infer::RatingRow& row,
             infer::Lineages& lineages) {
  const plan::RatingPlan& plan = fixpoint.plan.ratings[id.index()];
  const model::Rating& rating = fixpoint.program->schema[id];
  Rated result{.rating = id, .row = &row};
  result.low = fold_row(rating, row, infer::Extreme::lowest).whole.points;
  result.high = fold_row(rating, row, infer::Extreme::highest).whole.points;
  for (const infer::Contributed& one : row.contributions) {
    result.contributions.push_back(lineages.below({plan.contributions[one.input].store, one.row}));
  }
  for (const infer::Limited& one : row.limits) {
    result.limits.push_back(lineages.below({plan.limits[one.input].store, one.row}));
  }
  result.confidence = confidence_of(fixpoint, result);
  result.likelihood = likelihood(rating, row.score, result.low, result.high);
  return result;
}

std::vector<Rated> assess(const Fixpoint& fixpoint, base::Symbols& symbols, infer::Meter& meter) {
  std::vector<Rated> result;
  infer::Lineages lineages(fixpoint, symbols, meter);
  for (const plan::RatingPlan& plan : fixpoint.plan.ratings) {
    for (const infer::RatingRow& row : fixpoint.ratings[plan.rating.index()].rows) {
      Rated one = assess(fixpoint, plan.rating, row, lineages);
      if (meter.stopped()) return result;
      result.push_back(std::move(one));
    }
  }
  return result;
}

}  // namespace casus::assess
