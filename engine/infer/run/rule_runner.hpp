// SPDX-License-Identifier: Apache-2.0
//
// Runs single rules and hands on what they conclude: over many rows at a time where it can
// (`Pipeline`), else row by row (`Machine`).
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "infer/batches/pipeline.hpp"
#include "infer/machine/machine.hpp"
#include "infer/run/conclusions.hpp"

namespace casus::infer {

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

  /// Keeps notices to itself from now on, as others work on the same fixpoint.
  void set_apart() { notices_ = &apart_; }
  /// Takes over what another one, set apart, has noticed.
  void count_in(const RuleRunner& other);

 private:
  void run_steps(std::uint32_t r, const std::vector<Step>& steps, const std::vector<RowId>* delta);
  /// False where the rule has to run row by row. What it has concluded by then is true as well.
  bool run_in_batches(std::uint32_t r, const std::vector<Step>& steps,
                      const std::vector<RowId>* delta);
  void run_row_by_row(std::uint32_t r, const std::vector<Step>& steps,
                      const std::vector<RowId>* delta);
  /// What a rule concludes from a batch of matches; false where a value is missing or out of range.
  bool conclude(std::uint32_t r, const Batch& batch);
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
