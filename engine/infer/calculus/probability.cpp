// SPDX-License-Identifier: Apache-2.0
#include "infer/calculus/probability.hpp"

#include "infer/calculus/strength.hpp"

namespace casus::infer {

/// As a row of questions: the first outcome? If not, the second? Each as likely as it is among the
/// worlds that are left.
Grade Probability::outcome(Grade conditions, std::span<const double> chances, std::size_t which,
                           const Event& choice) {
  Grade rest = Worlds::all;
  double left = 1;
  for (std::size_t i = 0; i <= which; ++i) {
    Event event = choice;
    event.outcome = static_cast<std::uint32_t>(i + 1);
    const Grade here = given(on_grid(chances[i] / left), event);
    if (i == which) return worlds_->both(conditions, worlds_->both(rest, here));
    rest = worlds_->both(rest, worlds_->outside(here));
    left -= chances[i];
    if (left <= 0) return Grade::none;
  }
  return Grade::none;
}

/// Two by two, so that no diagram is walked once for each of many.
Grade Probability::together(std::span<const Grade> grades) {
  if (grades.empty()) return Grade::none;
  if (grades.size() == 1) return grades.front();
  const std::size_t half = grades.size() / 2;
  return worlds_->either(together(grades.first(half)), together(grades.subspan(half)));
}

/// World by world: where it is held and denied it is unknown.
Calculus::Netted Probability::net(Grade held, Grade denied) {
  return {worlds_->both(held, worlds_->outside(denied)),
          worlds_->both(denied, worlds_->outside(held)), worlds_->both(held, denied)};
}

double Probability::certainty(Grade grade) { return on_grid(worlds_->chance(grade)); }

Interval Probability::interval(Grade grade) {
  const Interval between = worlds_->between(grade, Worlds::all);
  return {on_grid(between.low), on_grid(between.high)};
}

std::optional<Calculus::Conditional> Probability::conditional(Grade grade, Grade evidence) {
  const double whole = worlds_->chance(evidence);
  if (whole <= 0) return std::nullopt;
  const double part = worlds_->chance(worlds_->both(grade, evidence));
  const Interval between = worlds_->between(grade, evidence);
  return Conditional{on_grid(part / whole), {on_grid(between.low), on_grid(between.high)}};
}

}  // namespace casus::infer
