// SPDX-License-Identifier: Apache-2.0
//
// Lower and upper probabilities that hold however the facts depend on each other (Fréchet's
// inequalities; Hailperin, Best Possible Inequalities for the Probability of a Logical Function of
// Events, 1965). They enclose the exact probability; they are not always the narrowest that do.
#pragma once

#include <unordered_map>
#include <vector>

#include "infer/calculus/calculus.hpp"

namespace casus::infer {

/// A grade is the number of an interval.
class Bounds final : public Calculus {
 public:
  Bounds();

  std::string_view name() const override { return "bounds"; }
  Joining joining() const override { return Joining::derivations; }
  bool imprecise() const override { return true; }
  bool takes_uncertain_members() const override { return false; }
  Grade full() const override { return static_cast<Grade>(1); }
  Grade given(double certainty, const Event& event) override;
  Grade both(Grade a, Grade b) override;
  Grade either(Grade a, Grade b) override;
  Grade absent(Grade grade) override;
  Grade through(Grade conditions, double rule, const Event& instance) override;
  Grade outcome(Grade conditions, std::span<const double> chances, std::size_t which,
                const Event& choice) override {
    return both(conditions, given(chances[which], choice));
  }
  Grade together(std::span<const Grade> grades) override;
  Grade rising(Grade known, Grade derivation) override;
  Netted net(Grade held, Grade denied) override;
  double certainty(Grade grade) override;
  Interval interval(Grade grade) override { return of(grade); }
  Grade within(Interval interval) override;
  bool decides(Grade part, Grade whole) override;

 private:
  [[nodiscard]] Interval of(Grade grade) const {
    return intervals_[static_cast<std::size_t>(grade)];
  }
  struct Hash {
    std::size_t operator()(const Interval& interval) const;
  };

  std::vector<Interval> intervals_;
  std::unordered_map<Interval, std::size_t, Hash> numbers_;
};

}  // namespace casus::infer
