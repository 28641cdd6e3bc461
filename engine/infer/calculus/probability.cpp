// SPDX-License-Identifier: Apache-2.0
#include "infer/calculus/probability.hpp"

#include <algorithm>
#include <vector>

#include "infer/calculus/strength.hpp"

namespace casus::infer {

/// As a tree of questions: is it among the first half of what is left? If so, among the first half
/// of those? So one of n outcomes takes log n questions, and several share them. The last leaf is
/// that no outcome happens. A question's number is the first leaf of its second half.
class Probability::Choice {
 public:
  Choice(Probability& calculus, std::span<const double> chances, const Event& choice)
      : calculus_(calculus), leaves_(chances.begin(), chances.end()), event_(choice) {
    leaves_.push_back(std::max(0.0, 1 - sum(0, leaves_.size())));
  }

  /// The worlds in which the answers lead to a leaf.
  [[nodiscard]] Grade leaf(std::size_t which) {
    std::vector<Grade> answers;
    std::size_t from = 0;
    std::size_t to = leaves_.size();
    while (to - from > 1) {
      const std::size_t middle = (from + to) / 2;
      const Grade first = ask(from, middle, to);
      answers.push_back(which < middle ? first : calculus_.absent(first));
      (which < middle ? to : from) = middle;
    }
    Grade result = Worlds::all;  // the lowest question first, so that no diagram is walked
    for (auto it = answers.rbegin(); it != answers.rend(); ++it) {
      result = calculus_.both(*it, result);
    }
    return result;
  }

 private:
  [[nodiscard]] double sum(std::size_t from, std::size_t to) const {
    double result = 0;
    for (std::size_t i = from; i < to; ++i) result += leaves_[i];
    return result;
  }

  /// Whether it is one of the leaves `from` to before `middle`, given that it is one to before
  /// `to`. A question that is new is met together with those below it.
  Grade ask(std::size_t from, std::size_t middle, std::size_t to) {
    const double whole = sum(from, to);
    const double chance = whole > 0 ? on_grid(sum(from, middle) / whole) : 0;
    event_.outcome = static_cast<std::uint32_t>(middle);
    const bool is_new = chance > 0 && chance < 1 && calculus_.worlds_->is_new(event_, chance);
    const Grade result = calculus_.given(chance, event_);
    if (is_new) {
      meet(from, middle);
      meet(middle, to);
    }
    return result;
  }

  void meet(std::size_t from, std::size_t to) {
    if (to - from > 1) (void)ask(from, (from + to) / 2, to);
  }

  Probability& calculus_;
  std::vector<double> leaves_;  ///< how likely each is
  Event event_;
};

Grade Probability::outcome(Grade conditions, std::span<const double> chances, std::size_t which,
                           const Event& choice) {
  if (chances[which] <= 0) return Grade::none;
  return worlds_->both(conditions, Choice(*this, chances, choice).leaf(which));
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
