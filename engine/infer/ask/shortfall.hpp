// SPDX-License-Identifier: Apache-2.0
//
// By how much a comparison fails: what stands on its one side, what the other one asks for.
#pragma once

#include <optional>

#include "infer/ask/condition_probe.hpp"

namespace casus::infer {

struct Shortfall {
  check::ExprId expr;                              ///< what is compared
  check::ExprId asked;                             ///< with what
  check::Function needs = check::Function::equal;  ///< a comparison: `expr` needs `asked`
  Word actual = model::unknown_word;
  Word needed = model::unknown_word;
  std::optional<double> distance;  ///< between numbers, dates (days), durations and enums; >= 0
  double relative = 1;  ///< 0..1: distance by the larger of the two; 1 where there is none

  /// One side, or both, has no value.
  [[nodiscard]] bool lacks_value() const {
    return actual == model::unknown_word || needed == model::unknown_word;
  }
};

/// A comparison seen from the other side: `<` for `>`.
[[nodiscard]] check::Function mirrored(check::Function comparison);

/// Of a test that fails: of several comparisons in it the one that decides, of an `or` the nearest.
/// Nothing where it is none.
[[nodiscard]] std::optional<Shortfall> shortfall(ConditionProbe& probe, check::ExprId test,
                                                 const Values& values);

}  // namespace casus::infer
