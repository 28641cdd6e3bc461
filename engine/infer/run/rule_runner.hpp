// SPDX-License-Identifier: Apache-2.0
//
// Runs single rules and hands on what they conclude: over many rows at a time where it can
// (`Pipeline`), else row by row (`Machine`).
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/function_ref.hpp"
#include "infer/batches/pipeline.hpp"
#include "infer/machine/machine.hpp"
#include "infer/run/conclusions.hpp"

namespace casus::infer {

class Sieve;

class RuleRunner {
 public:
  /// All outlive it. `extra`: what else its machine may use.
  RuleRunner(Fixpoint& fixpoint, Meter& meter, Conclusions& conclusions, Machine::Extra* extra);

  [[nodiscard]] Machine& machine() { return machine_; }
  /// The rule that ran last.
  [[nodiscard]] model::RuleId rule() const { return rule_; }

  /// Runs `steps`, those of rule `r` in one of their orders, unless a limit was reached. With
  /// `delta`, the first step visits only those rows.
  void run(std::uint32_t r, const std::vector<Step>& steps, const std::vector<RowId>* delta);

  /// The same, but for what is done with the conclusions. False where they cannot be told in
  /// batches: then not all have come.
  [[nodiscard]] bool sift(std::uint32_t r, const std::vector<Step>& steps,
                          const std::vector<RowId>& delta, Sieve& into);
  /// Takes in what others have sifted in this round.
  void take(std::uint32_t r, const Sieve& sieve);

  /// Keeps notices to itself from now on, as others work on the same fixpoint.
  void set_apart() { notices_ = &apart_; }
  /// Takes over what another one, set apart, has noticed.
  void count_in(const RuleRunner& other);

 private:
  /// Work for rule `r`, with its time and the rows visited.
  void profiled(std::uint32_t r, base::FunctionRef<void()> work);
  void count_round(std::uint32_t r);
  void run_steps(std::uint32_t r, const std::vector<Step>& steps, const std::vector<RowId>* delta);
  /// False where the rule has to run row by row. What it has concluded by then is true as well.
  bool run_in_batches(std::uint32_t r, const std::vector<Step>& steps,
                      const std::vector<RowId>* delta);
  using Receiver = base::FunctionRef<void(const ConcludedBatch&)>;
  /// Hands on what is concluded in batches; false where something has no value, or nothing can be
  /// told in batches.
  bool batches(std::uint32_t r, const std::vector<Step>& steps, const std::vector<RowId>* delta,
               Receiver receive);
  void run_row_by_row(std::uint32_t r, const std::vector<Step>& steps,
                      const std::vector<RowId>* delta);
  /// What a rule concludes from a batch of matches; false where a value is missing or out of range.
  bool conclude(std::uint32_t r, const Batch& batch, Receiver receive);
  bool find_arguments(const RulePlan& rule, const Batch& batch);
  bool find_grades(const RulePlan& rule, const Batch& batch);
  /// One notice of each kind for a rule: the first in the order of its text.
  void note(const Notice& notice);

  Fixpoint& fixpoint_;
  Meter& meter_;
  Conclusions& conclusions_;
  Machine machine_;
  model::RuleId rule_;
  std::vector<Notice>* notices_;
  std::vector<Notice> apart_;
  std::map<const std::vector<Step>*, Pipeline> pipelines_;  ///< by what they run
  std::vector<std::vector<Word>> arguments_;                ///< of a batch of conclusions
  std::vector<const Word*> columns_;                        ///< these
  std::vector<double> grades_;
  std::vector<Word> certainties_;  ///< of the rule itself
};

}  // namespace casus::infer
