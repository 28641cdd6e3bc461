// SPDX-License-Identifier: Apache-2.0
//
// A rating that is another than before, in lines: what it was, what it is, and why.
#pragma once

#include <string>
#include <vector>

#include "casus/score_change.hpp"
#include "report/json.hpp"
#include "report/style.hpp"

namespace casus::report {

/// One of two; null where the subject is not rated.
struct RatedSide {
  const Rating* rating = nullptr;
  std::string name = {};  ///< printable; empty: none is shown
};

/// Why the other side of `rated` is not rated: "no pump P1".
[[nodiscard]] std::string missing_subject(const Rating& rated);

/// What is as it was: a line where there is only one, or `whole`, else how many. "P1: Health: FAIR
/// 46.0, unchanged". Each by its name.
[[nodiscard]] std::string unchanged_text(const std::vector<RatedSide>& ratings, bool whole,
                                         const std::string& behind_count, const Style& style);

/// Its score, band and range; null where there is none.
[[nodiscard]] json::value rated_json(const Rating* rating);

/// One line a side: "- FIRM  63.6         2014.toml", "+ STRAINED  57.2  -6.4  2015.toml".
[[nodiscard]] std::string sides(const RatedSide& before, const RatedSide& after);

/// One line a reason, the points in front; of many the smaller ones in one line, unless `whole`.
/// `rating` is the one after the changes.
[[nodiscard]] std::string reasons(const std::vector<ScoreChange>& changes, const Rating& rating,
                                  bool whole, const Style& style);

/// "the tie ends within 5 years: was unlikely (about 30%), now very unlikely (about 12%)"; empty
/// where that is the same, or not rated on both sides.
[[nodiscard]] std::string likelihood_change(const Rating* before, const Rating* after);

}  // namespace casus::report
