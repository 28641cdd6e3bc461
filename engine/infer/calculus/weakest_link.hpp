// SPDX-License-Identifier: Apache-2.0
//
// Possibilistic certainty: a derivation is as sure as its weakest part, a fact as its surest
// derivation (Dubois and Prade, Possibility Theory, 1988). Idempotent, so safe in recursion.
#pragma once

#include <algorithm>
#include <cmath>

#include "infer/calculus/calculus.hpp"

namespace casus::infer {

class WeakestLink final : public Calculus {
 public:
  std::string_view name() const override { return "weakest-link"; }
  double given(double given) const override { return given; }
  double both(double a, double b) const override { return std::min(a, b); }
  double through(double conditions, double rule) const override {
    return std::min(conditions, rule);
  }
  double either(double a, double b) const override { return std::max(a, b); }
  /// To twelve decimals, so that 1 - 0.7 is the number that is written 0.3.
  double absent(double certainty) const override {
    constexpr double grid = 1e12;
    return std::round((1 - std::clamp(certainty, 0.0, 1.0)) * grid) / grid;
  }
};

}  // namespace casus::infer
