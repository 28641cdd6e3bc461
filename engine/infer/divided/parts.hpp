// SPDX-License-Identifier: Apache-2.0
//
// A recursion that carries a value through (see plan/carried.hpp) falls into parts that know
// nothing of each other. They are derived one by one, which keeps what each works on in the cache,
// and at the same time on all processors. Which parts there are, and so the numbers of rows,
// depends on the rows alone.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "infer/fixpoint.hpp"

namespace casus::infer {

class Runner;

class Parts {
 public:
  /// Of a component with carried columns whose rules without recursion have run, under a calculus
  /// whose grades are numbers. `runner`: its runner, which goes on as if it had done the work.
  Parts(Runner& runner, Fixpoint& whole, const ComponentPlan& component, const Division& division);
  ~Parts();

  /// Whether it is to be divided.
  [[nodiscard]] bool many() const { return parts_.size() > 1; }
  /// Derives all parts and takes over what they found, but where memory has run out: it would take
  /// more.
  void run(const Settings& settings);

 private:
  struct Part {
    std::vector<std::vector<RowId>> rows;  ///< that it begins with, by place in `stores_`
    std::vector<Store> stores;             ///< these rows, and what was derived from them

    /// How many were derived.
    [[nodiscard]] std::uint64_t found() const;
  };
  class Worker;

  void divide(const Division& division);
  void take_over(const Part& part);

  Runner& runner_;
  Fixpoint& whole_;
  const ComponentPlan& component_;
  std::vector<StoreId> stores_;
  std::vector<Part> parts_;
  /// By place in Plan::rules: premises in the component, and the places of their stores.
  std::vector<std::vector<std::pair<std::uint32_t, std::size_t>>> own_premises_;
};

}  // namespace casus::infer
