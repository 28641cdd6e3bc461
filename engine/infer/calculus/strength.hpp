// SPDX-License-Identifier: Apache-2.0
//
// What the calculi have in common whose grades are numbers from 0 to 1 and where the strongest of
// several counts. Derived classes say what is given, how far a rule carries, and may join
// otherwise.
#pragma once

#include <algorithm>
#include <cmath>

#include "infer/calculus/calculus.hpp"

namespace casus::infer {

/// To twelve decimals, so that 1 - 0.7 is the number that is written 0.3, and that the order of
/// additions does not show.
[[nodiscard]] inline double on_grid(double certainty) {
  constexpr double grid = 1e12;
  return std::round(std::clamp(certainty, 0.0, 1.0) * grid) / grid;
}

class Strength : public Calculus {
 public:
  explicit Strength(double threshold) : threshold_(threshold) {}

  Joining joining() const override { return Joining::surest; }
  Grade full() const override { return grade_of(1); }
  Grade both(Grade a, Grade b) override { return grade_of(std::min(number_of(a), number_of(b))); }
  Grade either(Grade a, Grade b) override { return grade_of(std::max(number_of(a), number_of(b))); }
  Grade absent(Grade grade) override { return grade_of(on_grid(1 - number_of(grade))); }
  Grade together(std::span<const Grade> grades) override {
    Grade strongest = Grade::none;
    for (const Grade one : grades) strongest = Strength::either(strongest, one);
    return strongest;
  }
  /// The stronger stands; equals leave it unknown.
  Netted net(Grade held, Grade denied) override {
    if (number_of(held) > number_of(denied)) return {held, denied, Grade::none};
    return {Grade::none, denied, held == denied ? held : Grade::none};
  }
  bool holds(Grade grade) const override { return number_of(grade) > threshold_; }
  double certainty(Grade grade) override { return number_of(grade); }
  bool decides(Grade part, Grade whole) override { return number_of(part) >= number_of(whole); }

 private:
  double threshold_;
};

}  // namespace casus::infer
