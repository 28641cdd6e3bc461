// SPDX-License-Identifier: Apache-2.0
//
// The fixpoint, component by component: rules of a component that does not depend on itself run
// once, others semi-naively until nothing new is found and no certainty or derivation improves.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/run/conclusions.hpp"
#include "infer/run/rule_runner.hpp"

namespace casus::infer {

class SideRunner;
class Sieve;

class Runner {
 public:
  /// `settings` must outlive it. `extra`: what else its machine may use.
  Runner(Fixpoint& fixpoint, const Settings& settings, Machine::Extra* extra = nullptr);
  /// A whole run: all components in their order.
  void run();

  [[nodiscard]] Machine& machine() { return rules_.machine(); }
  [[nodiscard]] Meter& meter() { return meter_; }
  [[nodiscard]] const Conclusions& conclusions() const { return conclusions_; }
  /// Grades that are in use elsewhere.
  using Roots = Calculus::Roots;
  void spare(Roots grades) { spared_ = std::move(grades); }

  // A component after the other, for who keeps a fixpoint up to date.

  /// All that the rules of a component say, and what becomes of contradictions and ratings.
  void run_component(const ComponentPlan& component);

  /// Single rows of a component that does not depend on itself: between these two, `conclude` takes
  /// what its rules say of them.
  void begin(const ComponentPlan& component) { conclusions_.begin(component); }
  void finish();
  /// The same of a component that depends on itself, where derivations do not join: goes on from
  /// what `conclude` has taken in. False where the certainty of a row rose that held before: then
  /// heights of derivations are not what they would be in a run of its own.
  [[nodiscard]] bool finish_rounds(const ComponentPlan& component);
  [[nodiscard]] Conclusions::Risen take_risen() { return conclusions_.take_risen(); }
  /// What rule `r` concludes from the match that the machine has just found.
  void conclude(std::uint32_t r, Grade grade, std::span<const Word> words) {
    conclusions_.add(r, grade, words, machine());
  }

  // A share of the work of another runner: see divided/parts.hpp, divided/abreast.hpp and
  // divided/shares.hpp.

  /// The rounds of a component that depends on itself, from the rows of its stores on. Counts the
  /// rounds of the longest of such runs.
  void run_part(const ComponentPlan& component);
  /// Some rules of a component that does not depend on itself, and no more of `run_component`.
  void run_rules(const ComponentPlan& component, const std::vector<std::uint32_t>& rules);
  /// What rule `r` concludes from some rows, into a sieve; false where it does not go that way.
  [[nodiscard]] bool sift(std::uint32_t r, const std::vector<Step>& steps,
                          const std::vector<RowId>& rows, Sieve& into) {
    return rules_.sift(r, steps, rows, into);
  }
  /// Takes in what another one has sifted.
  void take(std::uint32_t r, const Sieve& sieve) { rules_.take(r, sieve); }
  /// What `run_component` does before and after it runs rules.
  void prepare(const ComponentPlan& component);
  void complete(const ComponentPlan& component);
  /// Whether derivations of the component under way are kept.
  [[nodiscard]] bool keeps_derivations() const { return conclusions_.keeps_derivations(); }
  /// Keeps notices to itself from now on, as others work on the same fixpoint.
  void set_apart() { rules_.set_apart(); }
  /// Counts the work of a side runner as its own.
  void count_in(SideRunner& side);

  /// From here on the grades in use stay.
  void hold() {
    fixpoint_.calculus->hold([&](const auto& use) { each_grade(use); });
  }

 private:
  void derive(const ComponentPlan& component);
  /// Derives all once more: see `Conclusions::begin_settling`.
  void settle(const ComponentPlan& component);
  void iterate(const ComponentPlan& component);
  /// Where the component falls into parts: false where it does not, or they are not to be used.
  [[nodiscard]] bool iterate_in_parts(const ComponentPlan& component);
  /// A round takes what nothing can better any more, and finds what follows from it.
  void iterate_best_first(const ComponentPlan& component);
  /// A round: what follows from the rows of `delta_`, by all rules.
  void run_round(const ComponentPlan& component);

  /// What rests on a store that may lack rows may lack rows as well. All rows there are may be
  /// surer, by the derivations that were not found.
  void widen(const ComponentPlan& component);
  void rate(const plan::RatingPlan& rating);

  void collect_indexes(const ComponentPlan& component);
  void catch_up();
  /// Between joins all grades in use are known.
  void tidy() {
    fixpoint_.calculus->tidy([&](const auto& use) { each_grade(use); });
  }
  void each_grade(const std::function<void(Grade)>& use) const;
  [[nodiscard]] std::optional<Stopped> stopped() const;

  Fixpoint& fixpoint_;
  const Settings& settings_;
  Meter meter_;
  Conclusions conclusions_;
  RuleRunner rules_;
  Roots spared_;
  std::set<plan::IndexId> indexes_;  ///< of the component under way
  Conclusions::Delta delta_;
};

}  // namespace casus::infer
