// SPDX-License-Identifier: Apache-2.0
//
// Possibilistic certainty: a derivation is as sure as its weakest part, a fact as its surest
// derivation (Dubois and Prade, Possibility Theory, 1988). Idempotent, so safe in recursion.
#pragma once

#include "infer/calculus/strength.hpp"

namespace casus::infer {

class WeakestLink final : public Strength {
 public:
  using Strength::Strength;

  std::string_view name() const override { return "weakest-link"; }
  Grade given(double certainty, const Event& /*event*/) override { return grade_of(certainty); }
  Grade through(Grade conditions, double rule, const Event& /*instance*/) override {
    return both(conditions, grade_of(rule));
  }
};

}  // namespace casus::infer
