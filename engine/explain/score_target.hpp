// SPDX-License-Identifier: Apache-2.0
//
// What a comparison asks of a score, in points: for telling by how much it is met or missed.
#pragma once

#include <optional>
#include <string>

#include "check/program.hpp"
#include "explain/words.hpp"

namespace casus::explain {

/// A number of points, and on which side of it something has to lie.
struct Target {
  double points = 0;
  bool reach = true;     ///< above it; else below it
  bool included = true;  ///< or at it
};

/// What a comparison with a band asks of the score; for `!=` the nearer end of the band. Nothing
/// where the scale has no other band.
[[nodiscard]] std::optional<Target> target_band(const model::Scale& scale, check::Function needs,
                                                std::uint32_t band, double score);
[[nodiscard]] std::optional<Target> target_points(check::Function needs, double points,
                                                  double score);

/// "no band is above `calm`; did you mean `>= calm`?", where a comparison asks for more than the
/// last band of a scale or less than the first; else empty.
[[nodiscard]] std::string beyond_bands(const Words& words, const model::Scale& scale,
                                       check::Function needs, std::uint32_t band);

/// One decimal, and more only where scores that differ would look alike: `apart` is how far the
/// score lies from what it is compared with.
[[nodiscard]] std::string score_text(double points, double apart);

/// The only condition of a goal, where it compares a score, a band or a factor's points.
struct ScoreTest {
  const check::Expr* read = nullptr;
  check::Function needs{};
  check::ExprId asked;
};
[[nodiscard]] std::optional<ScoreTest> score_test(const check::Terms& terms,
                                                  check::ConditionId body);

/// "6.3 above 60, where FIRM begins": how a score meets what was asked for; empty where the score
/// itself says it.
[[nodiscard]] std::string met_text(const Words& words, const check::Terms& terms,
                                   const ScoreTest& test, const Rating& rating);

}  // namespace casus::explain
