// SPDX-License-Identifier: Apache-2.0
//
// No degrees: everything that holds holds fully, and stated certainties above 0 are read as 1.
#pragma once

#include "infer/calculus/strength.hpp"

namespace casus::infer {

class Certain final : public Strength {
 public:
  using Strength::Strength;

  std::string_view name() const override { return "certain"; }
  Grade given(double certainty, const Event& /*event*/) override {
    return grade_of(certainty > 0 ? 1 : 0);
  }
  double stated(double certainty) const override { return certainty > 0 ? 1 : 0; }
  Grade through(Grade conditions, double rule, const Event& /*instance*/) override {
    return rule > 0 ? conditions : Grade::none;
  }
  Grade absent(Grade grade) override { return grade_of(grade == Grade::none ? 1 : 0); }
};

}  // namespace casus::infer
