// SPDX-License-Identifier: Apache-2.0
#include "assess/assess.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "infer/origins.hpp"
#include "infer/rate/ratings.hpp"

namespace casus::assess {
namespace {

using infer::Fixpoint;
using infer::Lineage;

/// A contribution or limit with the sources of its facts, "" for those without; where a statement
/// names an origin that is no source, that counts in place of its source.
Weighed weighed(const Fixpoint& fixpoint, const Lineage& lineage, double weight, double certainty) {
  std::set<std::string> sources;
  std::set<std::string> origins;
  const model::FactBase& facts = *fixpoint.facts;
  for (const model::StatementId id : lineage.statements) {
    const model::Statement statement = facts[id];
    const bool sourced = statement.source.valid();
    const std::string name = sourced ? infer::origin_of(facts, statement) : std::string();
    const bool is_source =
        !sourced || statement.origin.empty() ||
        std::ranges::find(facts.sources, name, &model::Source::id) != facts.sources.end();
    (is_source ? sources : origins).insert(name);
  }
  return {.weight = weight,
          .certainty = certainty,
          .sources = {sources.begin(), sources.end()},
          .presumed = !lineage.presumptions.empty(),
          .origins = {origins.begin(), origins.end()}};
}

/// Whether all that a lineage could tell the confidence is that nothing has a source.
bool lineages_are_plain(const Fixpoint& fixpoint) {
  const auto presumes = [](const model::Relation& one) { return one.presumed_absent > 0; };
  return !fixpoint.has_sources &&
         std::ranges::none_of(fixpoint.program->schema.relations, presumes);
}

/// Rules, by place in the plan, whose conclusions rest on facts in any case: they ask for a fact,
/// or for a conclusion that does, but not just for what lists cases.
std::vector<bool> grounded_rules(const Fixpoint& fixpoint) {
  std::vector<bool> grounded(fixpoint.plan->rules.size(), true);
  std::vector<bool> stores(fixpoint.stores.size());
  for (std::size_t s = 0; s < stores.size(); ++s) {
    stores[s] = infer::is_evidence(fixpoint, plan::StoreId(s));
  }
  // What rests on itself rests on something else as well: so all are taken for grounded at first.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t r = 0; r < grounded.size(); ++r) {
      const plan::RulePlan& rule = fixpoint.plan->rules[r];
      const bool still = std::ranges::any_of(
          rule.premise_stores, [&](infer::StoreId store) { return stores[store.index()]; });
      if (still) continue;
      changed = changed || stores[rule.head.index()];
      grounded[r] = false;
      stores[rule.head.index()] = false;
    }
  }
  return grounded;
}

/// What the confidence in a row takes into account, gathered from its contributions and limits.
class Grounds {
 public:
  void add(Weighed weighed, const std::vector<infer::Presumption>& presumed) {
    weighed_.push_back(std::move(weighed));
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
             infer::Lineages& lineages, const std::vector<bool>& grounded) {
  const plan::RatingPlan& plan = fixpoint.plan->ratings[id.index()];
  const model::Rating& rating = fixpoint.program->schema[id];
  Rated result{.rating = id, .row = rated_row(fixpoint, id, place)};
  const infer::RatingRow& row = result.row;
  result.low = fold_row(rating, row, infer::Extreme::lowest).whole.points;
  result.high = fold_row(rating, row, infer::Extreme::highest).whole.points;
  Grounds grounds;
  const auto lineage = [&](infer::RowRef ref, bool counts, model::Micros weight, double certainty) {
    const double full = std::fabs(model::points_of(weight));
    const std::uint32_t rule = fixpoint.store(ref.store).derivation(ref.row).rule;
    if (!grounded.empty() && grounded[rule]) {
      if (counts) grounds.add({.weight = full, .certainty = certainty, .sources = {""}}, {});
      return Lineage();
    }
    Lineage found = lineages.below(ref);
    if (counts) grounds.add(weighed(fixpoint, found, full, certainty), found.presumptions);
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

Scores::Scores(const Fixpoint& fixpoint, infer::Lineages& lineages)
    : fixpoint_(fixpoint),
      lineages_(lineages),
      unsourced_(assess::confidence({{.weight = 1, .sources = {""}}}, 0)),
      groundless_(assess::confidence({}, 0)) {
  if (lineages_are_plain(fixpoint)) grounded_ = grounded_rules(fixpoint);
  for (const plan::RatingPlan& plan : fixpoint.plan->ratings) sure_.push_back(is_sure(plan.rating));
}

bool Scores::is_sure(model::RatingId rating) const {
  infer::Calculus& calculus = *fixpoint_.calculus;
  const infer::Interval whole = calculus.interval(calculus.full());
  if (calculus.certainty(calculus.full()) != 1 || whole.low != 1 || whole.high != 1) return false;
  const auto& inputs = fixpoint_.plan->ratings[rating.index()].contributions;
  return fixpoint_.ratings[rating.index()].limits.empty() &&
         std::ranges::all_of(inputs, [&](const plan::RatingInput& input) {
           return fixpoint_.store(input.store).is_full();
         });
}

Scored Scores::of(model::RatingId id, std::uint32_t place) {
  const model::Rating& rating = fixpoint_.program->schema[id];
  const infer::RatingRows& rows = fixpoint_.ratings[id.index()];
  const plan::RatingPlan& plan = fixpoint_.plan->ratings[id.index()];
  const auto counts = [&](infer::InputRow one) {
    const infer::Store& store = fixpoint_.store(plan.contributions[one.input].store);
    return store.at(one.row, store.width() - 1) != 0;
  };
  const auto is_grounded = [&](infer::InputRow one) {
    const infer::Store& store = fixpoint_.store(plan.contributions[one.input].store);
    return grounded_[store.derivation(one.row).rule];
  };
  const auto inputs = rows.contributions.of(place);
  const bool plain = !grounded_.empty() && sure_[id.index()];
  const bool rests_on_facts = plain && std::ranges::any_of(inputs, [&](infer::InputRow one) {
                                return counts(one) && is_grounded(one);
                              });
  if (!plain || (!rests_on_facts && std::ranges::any_of(inputs, counts))) {
    Rated rated = assess(fixpoint_, id, place, lineages_, grounded_);
    return {rated.row.score, rated.low, rated.high, std::move(rated.confidence),
            std::move(rated.likelihood)};
  }
  const infer::Micros score = rows.scores[place];
  return {score, score, score, rests_on_facts ? unsourced_ : groundless_,
          likelihood(rating, score, score, score)};
}

std::vector<Rated> assess(const Fixpoint& fixpoint, base::Symbols& symbols, infer::Meter& meter) {
  std::vector<Rated> result;
  infer::Lineages lineages(fixpoint, symbols, meter);
  for (const plan::RatingPlan& plan : fixpoint.plan->ratings) {
    const auto size = static_cast<std::uint32_t>(fixpoint.ratings[plan.rating.index()].size());
    for (std::uint32_t place = 0; place < size; ++place) {
      Rated one = assess(fixpoint, plan.rating, place, lineages);
      if (meter.stopped()) return result;
      result.push_back(std::move(one));
    }
  }
  return result;
}

}  // namespace casus::assess
