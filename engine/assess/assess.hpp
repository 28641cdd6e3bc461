// SPDX-License-Identifier: Apache-2.0
//
// What stands beside a score: the range it could lie in if uncertain contributions counted fully,
// and the confidence, which speaks of the evidence and never of likelihood.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casus/evaluation.hpp"
#include "infer/fixpoint.hpp"
#include "infer/lineage.hpp"

namespace casus::assess {

struct Rated {
  model::RatingId rating;
  infer::RatingRow row;
  model::Micros low = 0;
  model::Micros high = 0;
  Confidence confidence;
  std::optional<Likelihood> likelihood;
  std::vector<infer::Lineage> contributions;  ///< one a contribution of the row
  std::vector<infer::Lineage> limits;         ///< one a limit of the row
};

/// All ratings in declared order, subjects in order of values; the first of them where `meter`
/// stops.
[[nodiscard]] std::vector<Rated> assess(const infer::Fixpoint& fixpoint, base::Symbols& symbols,
                                        infer::Meter& meter);

/// The rated subject of a place. Lineages of what `grounded` rules, by place in the plan, conclude
/// are left empty: no fact has a source, and these rest on some.
[[nodiscard]] Rated assess(const infer::Fixpoint& fixpoint, model::RatingId rating,
                           std::uint32_t place, infer::Lineages& lineages,
                           const std::vector<bool>& grounded = {});

/// A rated subject's score and what stands beside it, without reasons.
struct Scored {
  model::Micros score = 0;
  model::Micros low = 0;
  model::Micros high = 0;
  Confidence confidence;
  std::optional<Likelihood> likelihood;
};

/// Scores of many subjects: where all that counts is certain and nothing has a source, they are
/// told without looking at what each rests on.
class Scores {
 public:
  /// Both outlive this.
  Scores(const infer::Fixpoint& fixpoint, infer::Lineages& lineages);
  /// Agrees with `assess`.
  [[nodiscard]] Scored of(model::RatingId rating, std::uint32_t place);

 private:
  [[nodiscard]] bool is_sure(model::RatingId rating) const;

  const infer::Fixpoint& fixpoint_;
  infer::Lineages& lineages_;
  /// By place in the plan: rules whose conclusions rest on facts in any case. Empty unless nothing
  /// has a source and nothing is presumed.
  std::vector<bool> grounded_;
  std::vector<bool> sure_;  ///< by RatingId: all that counts is certain
  Confidence unsourced_;    ///< in what rests on facts without source
  Confidence groundless_;   ///< in what rests on no facts
};

/// The likelihood that a rating declares, at a score and over a range; nothing where it declares
/// none.
[[nodiscard]] std::optional<Likelihood> likelihood(const model::Rating& rating, model::Micros score,
                                                   model::Micros low, model::Micros high);

/// What counts of a contribution for the confidence in a score.
struct Weighed {
  double weight = 0;  ///< of a contribution the full weight, of a limit the points it moved; >= 0
  double certainty = 1;
  std::vector<std::string> sources;  ///< of its facts, once each; "" for none
  bool presumed = false;
  std::vector<std::string> origins = {};  ///< no sources, each in place of one; once each
};
/// How well evidenced a set of weighted contributions is:
///   index = q * s * n / (n + 1) * (1 - p)
/// q: mean certainty, weighted by full weight; s: share of weight that has a source; n: effective
/// number of sources, 1 / sum of squared shares of that weight (inverse Simpson concentration),
/// where sources of one origin are one;
/// p: share of weight that rests on a presumption. Below 0.5 low, below 0.7 moderate, else high.
[[nodiscard]] Confidence confidence(const std::vector<Weighed>& contributions,
                                    std::size_t presumptions);

}  // namespace casus::assess
