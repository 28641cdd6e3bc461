// SPDX-License-Identifier: Apache-2.0
//
// Rules that fill different stores and rest on none of these run beside each other, on all
// processors. Each store is filled by one thread, its rules in their order: so its rows have the
// numbers that they would have one rule after the other.
#pragma once

#include <vector>

#include "infer/divided/side_runner.hpp"

namespace casus::infer {

class Abreast {
 public:
  /// All outlive it. `runner` goes on as if it had done the work.
  Abreast(Runner& runner, Fixpoint& fixpoint, const Settings& settings)
      : runner_(runner), fixpoint_(fixpoint), settings_(settings) {}

  /// Lets a component wait for others to run beside. False where it rests on one that waits, or
  /// does what has to be done by itself.
  [[nodiscard]] bool add(const ComponentPlan& component);
  /// Runs what waits.
  void run();

 private:
  [[nodiscard]] bool can_run(const ComponentPlan& component) const;
  [[nodiscard]] bool rests_on_waiting(const ComponentPlan& component) const;
  /// Whether threads are worth while.
  [[nodiscard]] bool are_many() const;

  Runner& runner_;
  Fixpoint& fixpoint_;
  const Settings& settings_;
  std::vector<const ComponentPlan*> waiting_;
};

}  // namespace casus::infer
