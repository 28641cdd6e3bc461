// SPDX-License-Identifier: Apache-2.0
//
// A recursion that does not fall into parts (see run/parts.hpp): where a rule goes through many
// rows of a round, each processor takes a share of them. All see the state at the round's beginning
// and sift what they conclude; what is left is taken in on one thread, in the order of shares. So
// rows have the numbers that they would have without, and the derivations, on any number of
// processors.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "infer/run/side_runner.hpp"

namespace casus::infer {

class Shares {
 public:
  /// For the component under way of `runner`, which goes on as if it had done the work. All outlive
  /// it.
  Shares(Runner& runner, Fixpoint& fixpoint, const Settings& settings)
      : runner_(runner), fixpoint_(fixpoint), settings_(settings) {}

  /// What rule `r` concludes from these rows. False where it is to be run as usual.
  [[nodiscard]] bool run(std::uint32_t r, const std::vector<Step>& steps,
                         const std::vector<RowId>& rows);
  /// Counts what was done in shares, after the last of them.
  void finish();

 private:
  [[nodiscard]] bool pays(std::uint32_t r, std::size_t rows) const;

  Runner& runner_;
  Fixpoint& fixpoint_;
  const Settings& settings_;
  std::unique_ptr<SharedSettings> shared_;
  std::vector<std::unique_ptr<SideRunner>> sides_;  ///< by share
};

}  // namespace casus::infer
