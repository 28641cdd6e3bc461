// SPDX-License-Identifier: Apache-2.0
//
// The subjects of a rating and what each rests on. There may be millions, so only what cannot be
// found again is kept, by column: `rated_row` tells all about one of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "infer/calculus/calculus.hpp"
#include "infer/rows/store.hpp"

namespace casus::infer {

using model::Micros;

/// The best witness of one rule for one subject (and for-each value).
struct Contributed {
  std::uint32_t input = 0;  ///< into RatingPlan::contributions
  RowId row = no_row;
  std::uint32_t factor = 0;
  Micros weight = 0;  ///< negative where the rule undermines
  Micros amount = 0;  ///< weight x certainty, rounded to millionths, whether or not it counts
  double certainty = 1;
  Interval interval = {1, 1};  ///< of the certainty
  Interval reach = {1, 1};     ///< the certainties that the range of the rating allows for
  /// Where it does not count: the stronger one of the same origins, by its place in the row, that
  /// counts for both.
  std::optional<std::size_t> counted_with = {};
};

/// A cap or floor that concerns a subject.
struct Limited {
  std::uint32_t input = 0;  ///< into RatingPlan::limits
  RowId row = no_row;
  std::optional<std::uint32_t> factor;
  bool caps = true;
  Micros at = 0;
  Micros effect = 0;  ///< what it took away (negative) or added; 0 where another one decided
  double certainty = 1;
  Interval interval = {1, 1};  ///< of the certainty
  Interval reach = {1, 1};     ///< the certainties that the range of the rating allows for
};

struct FactorPoints {
  Micros sum = 0;     ///< of contributions
  Micros points = 0;  ///< after clamping, floors and caps
};

/// All about one rated subject.
struct RatingRow {
  std::vector<Word> subjects;
  std::vector<FactorPoints> factors;
  std::vector<Contributed> contributions;  ///< by factor, the largest first
  std::vector<Limited> limits;
  Micros score = 0;
  std::uint32_t band = 0;
};

/// A row of a contribution or limit store, by the input of the rating whose store it is.
struct InputRow {
  std::uint32_t input = 0;
  RowId row = no_row;
};

/// Lists of input rows, one a subject, in one piece of memory.
struct InputLists {
  std::vector<std::uint32_t> begins;  ///< by place, and the end; empty: all lists are
  std::vector<InputRow> rows;
  /// By place: lists that are others now.
  std::unordered_map<std::uint32_t, std::vector<InputRow>> replaced = {};

  /// Whether no list has anything in it; maybe false where changes have emptied all of them.
  [[nodiscard]] bool empty() const {
    return rows.empty() &&
           std::ranges::all_of(replaced, [](const auto& one) { return one.second.empty(); });
  }
  [[nodiscard]] std::span<const InputRow> of(std::uint32_t place) const {
    if (!replaced.empty()) {
      const auto it = replaced.find(place);
      if (it != replaced.end()) return it->second;
    }
    if (begins.empty()) return {};
    return std::span(rows).subspan(begins[place], begins[place + 1] - begins[place]);
  }
};

/// A rated subject is known by its place in the order of values.
struct RatingRows {
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

  std::vector<RowId> subjects;        ///< by place: rows of the subjects' store
  std::vector<std::uint32_t> places;  ///< by row of the subjects' store; `nowhere`: not rated
  InputLists contributions;
  InputLists limits;
  std::vector<Micros> points;  ///< of the factors, subject by subject
  std::vector<Micros> scores;  ///< by place
  /// By place, where some contribution does not count: `Contributed::counted_with` of each.
  std::unordered_map<std::uint32_t, std::vector<std::optional<std::size_t>>> counted_with;

  [[nodiscard]] std::size_t size() const { return subjects.size(); }
};

}  // namespace casus::infer
