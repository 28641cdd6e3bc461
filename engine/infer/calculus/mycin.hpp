// SPDX-License-Identifier: Apache-2.0
//
// Certainty factors: a derivation is as sure as its least sure condition times the rule, rules that
// say the same add up, and evidence for and against is netted (Shortliffe and Buchanan, A Model of
// Inexact Reasoning in Medicine, 1975; the formula for mixed signs is EMYCIN's, van Melle 1980).
// What speaks for a fact and what speaks against it are two rows; a certainty factor below 0 is the
// strength of the second after netting.
#pragma once

#include <vector>

#include "infer/calculus/strength.hpp"

namespace casus::infer {

class Mycin final : public Strength {
 public:
  using Strength::Strength;

  std::string_view name() const override { return "mycin"; }
  Joining joining() const override { return Joining::by_rule; }
  Grade given(double certainty, const Event& /*event*/) override { return grade_of(certainty); }
  Grade through(Grade conditions, double rule, const Event& /*instance*/) override {
    return grade_of(number_of(conditions) * rule);
  }
  /// a + b (1 - a), from the weakest up.
  Grade together(std::span<const Grade> grades) override {
    std::vector<double> numbers;
    for (const Grade one : grades) numbers.push_back(number_of(one));
    std::ranges::sort(numbers);
    double sum = 0;
    for (const double one : numbers) sum += one * (1 - sum);
    return grade_of(std::min(sum, 1.0));
  }
  /// (a - b) / (1 - min(a, b)); full evidence on both sides says nothing. A denial that is
  /// outweighed leaves nothing of itself, and keeps what is presumed out.
  Netted net(Grade held, Grade denied) override {
    const double a = number_of(held);
    const double b = number_of(denied);
    if (a == b) return {Grade::none, Grade::none, held};
    const double rest = std::min(std::fabs(a - b) / (1 - std::min(a, b)), 1.0);
    if (a > b) return {grade_of(rest), Grade::none, denied};
    return {Grade::none, grade_of(rest), Grade::none};
  }
};

}  // namespace casus::infer
