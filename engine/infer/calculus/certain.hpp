// SPDX-License-Identifier: Apache-2.0
//
// No degrees: everything that holds holds fully, and stated certainties above 0 are read as 1.
#pragma once

#include <algorithm>

#include "infer/calculus/calculus.hpp"

namespace casus::infer {

class Certain final : public Calculus {
 public:
  std::string_view name() const override { return "certain"; }
  double given(double given) const override { return given > 0 ? 1 : 0; }
  double both(double a, double b) const override { return std::min(a, b); }
  double through(double conditions, double rule) const override {
    return rule > 0 ? conditions : 0;
  }
  double either(double a, double b) const override { return std::max(a, b); }
  double absent(double certainty) const override { return certainty > 0 ? 0 : 1; }
};

}  // namespace casus::infer
