// SPDX-License-Identifier: Apache-2.0
//
// Runs the steps of a plan over many rows at a time: each step takes a batch of matches and makes
// batches of longer ones, column by column (vectorised execution: Boncz, Zukowski and Nes,
// "MonetDB/X100: Hyper-Pipelining Query Execution", CIDR 2005). It does what most rules need:
// scans, comparisons, assignments and negations, under a calculus whose grades are numbers. Where a
// value turns out to be missing it gives up, and whoever asked runs the rule row by row
// (`Machine`), which knows what to make of that. Both find the same matches.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/function_ref.hpp"
#include "infer/batches/batch.hpp"
#include "infer/fixpoint.hpp"
#include "infer/machine/machine.hpp"

namespace casus::infer {

class Pipeline {
 public:
  /// Whether all of these steps can run here; `rule` is theirs.
  [[nodiscard]] static bool can_run(const Fixpoint& fixpoint, const RulePlan& rule,
                                    std::span<const Step> steps);

  /// `read_at_end`: registers that the receiver of the matches reads. Fixpoint, steps, machine and
  /// meter must outlive the pipeline; the machine computes what has no short cut here.
  Pipeline(const Fixpoint& fixpoint, std::span<const Step> steps,
           std::vector<plan::Register> read_at_end, Machine& machine, Meter& meter);
  ~Pipeline();
  Pipeline(Pipeline&&) noexcept;

  enum class End : std::uint8_t {
    done,
    stopped,   ///< a limit was reached, or the receiver said so
    no_value,  ///< something has no value: the matches received are true, others may be missing
  };
  using Receiver = base::FunctionRef<bool(const Batch&)>;
  /// Calls `receive` for all matches. With `delta`, the first step visits only those rows.
  [[nodiscard]] End run(const std::vector<RowId>* delta, Receiver receive);

 private:
  struct Stage;
  class Run;

  Pipeline(const Fixpoint& fixpoint, std::span<const Step> steps,
           std::vector<plan::Register> read_at_end, Machine& machine, Meter& meter, bool inside);
  void compile(std::span<const Step> steps, std::vector<plan::Register> read_at_end);

  const Fixpoint& fixpoint_;
  Machine& machine_;
  Meter& meter_;
  bool inside_ = false;  ///< a negation
  std::vector<Stage> stages_;
};

}  // namespace casus::infer
