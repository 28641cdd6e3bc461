// SPDX-License-Identifier: Apache-2.0
//
// What is another in one assessment than in an earlier one: at another date, with other facts or
// under other rules.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casus/evaluation.hpp"

namespace casus {

/// One reason why a score is another than before. The points of all reasons add up to the
/// difference of the two scores.
struct ScoreChange {
  enum class Kind {
    contribution,  ///< of a rule
    cap,           ///< a `caps` of a rule
    floor,         ///< a `floors` of a rule
    bounds,        ///< the bounds of a factor, or the ends of the scale
    start,         ///< the starting point, where rules differ
  };
  Kind kind = Kind::contribution;
  /// Points by which it moved the score; nothing where it did not exist.
  std::optional<double> before, after;
  double points = 0;    ///< `after` less `before`
  std::string factor;   ///< empty: the whole score
  std::string rule;     ///< empty for `bounds` and `start`, like all that follows up to `at`
  std::string title;    ///< the rule's
  std::string because;  ///< as at the later date at which it exists
  std::vector<std::string> facts;
  std::vector<std::pair<std::string, Value>> for_each;
  double at = 0;             ///< the limit of a cap or floor
  double low = 0, high = 0;  ///< of `bounds`
  Span span;                 ///< the rule's name
  /// Where a contribution has ceased to count: the rule of the one that counts for both, and the
  /// origins that both go back to.
  std::string counted_with = {};
  std::vector<std::string> origins = {};
  Certainty certainty = 1;  ///< of a cap or floor: by how much of the way it moves the score
  /// Of what exists at both dates: what it said at the earlier one, where that is another sentence.
  std::string because_before = {};
};

/// What moved the score of one subject between two evaluations: largest first, equal ones in the
/// order in which a rating lists them. Rules are the same that have one name in one module.
[[nodiscard]] std::vector<ScoreChange> score_changes(const Rating& before, const Rating& after);

/// Whether the score or its range is another.
[[nodiscard]] bool moved(const Rating& before, const Rating& after);

/// One rated subject in two assessments; null where it is not rated.
struct RatingPair {
  const Rating* before = nullptr;
  const Rating* after = nullptr;
  std::vector<ScoreChange> changes;  ///< none where one is null

  [[nodiscard]] const Rating& any() const { return after != nullptr ? *after : *before; }
  /// Another score or range, other reasons, or rated in one alone.
  [[nodiscard]] bool changed() const;
};
/// Those of `before` in their order, then those that are new. Both must outlive the result.
[[nodiscard]] std::vector<RatingPair> rating_pairs(const Assessment& before,
                                                   const Assessment& after);

}  // namespace casus
