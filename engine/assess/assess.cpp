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

/// Whether all that a lineage could tell the confidence is that nothing has a source.
bool lineages_are_plain(const Fixpoint& fixpoint) {
  const auto presumes = [](const model::Relation& one) { return one.presumed_absent > 0; };
  return !fixpoint.has_sources &&
         std::ranges::none_of(fixpoint.program->schema.relations, presumes);
}

/// What the confidence in a row takes into account, gathered from its contributions and limits.
class Grounds {
 public:
  void add(std::vector<std::string> sources, const std::vector<infer::Presumption>& presumed,
           double weight, double certainty) {
    weighed_.push_back({weight, certainty, std::move(sources), !presumed.empty()});
    for (const infer::Presumption& one : presumed) {
      if (std::ranges::find(presumptions_, one) == presumptions_.end())
        presumptions_.push_back(one);
    }
  }
  [[nodiscard]] Confidence confidence() const {
    return assess::confidence(weighed_, presumptions_.size());
  }

 private:
  std::vector<Weighed> weighed_;
  std::vector<infer::Presumption> presumptions_;
};

}  // namespace

Rated assess(const Fixpoint& fixpoint, model::RatingId id, std::uint32_t place,
             infer::Lineages& lineages, bool reasons) {
  const plan::RatingPlan& plan = fixpoint.plan.ratings[id.index()];
  const model::Rating& rating = fixpoint.program->schema[id];
  Rated result{.rating = id, .row = rated_row(fixpoint, id, place)};
  const infer::RatingRow& row = result.row;
  result.low = fold_row(rating, row, infer::Extreme::lowest).whole.points;
  result.high = fold_row(rating, row, infer::Extreme::highest).whole.points;
  const bool plain = !reasons && lineages_are_plain(fixpoint);
  Grounds grounds;
  const auto lineage = [&](infer::RowRef ref, bool counts, model::Micros weight, double certainty) {
    const double full = std::fabs(model::points_of(weight));
    const std::uint32_t rule = fixpoint.store(ref.store).derivation(ref.row).rule;
    if (plain && fixpoint.plan.rules[rule].premises > 0) {
      if (counts) grounds.add({""}, {}, full, certainty);
      return Lineage();
    }
    Lineage found = lineages.below(ref);
    if (counts) grounds.add(sources_of(fixpoint, found), found.presumptions, full, certainty);
    return found;
  };
  for (const infer::Contributed& one : row.contributions) {
    result.contributions.push_back(lineage({plan.contributions[one.input].store, one.row},
                                           !one.counted_with, one.weight, one.certainty));
  }
  for (const infer::Limited& one : row.limits) {
    result.limits.push_back(
        lineage({plan.limits[one.input].store, one.row}, true, one.effect, one.certainty));
  }
  result.confidence = grounds.confidence();
  result.likelihood = likelihood(rating, row.score, result.low, result.high);
  return result;
}

std::vector<Rated> assess(const Fixpoint& fixpoint, base::Symbols& symbols, infer::Meter& meter,
                          bool reasons) {
  std::vector<Rated> result;
  infer::Lineages lineages(fixpoint, symbols, meter);
  for (const plan::RatingPlan& plan : fixpoint.plan.ratings) {
    const auto size = static_cast<std::uint32_t>(fixpoint.ratings[plan.rating.index()].size());
    for (std::uint32_t place = 0; place < size; ++place) {
      Rated one = assess(fixpoint, plan.rating, place, lineages, reasons);
      if (meter.stopped()) return result;
      result.push_back(std::move(one));
    }
  }
  return result;
}

}  // namespace casus::assess
