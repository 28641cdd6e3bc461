// SPDX-License-Identifier: Apache-2.0
//
// Matches side by side, a column for each register, and expressions over them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "infer/machine/machine.hpp"
#include "infer/rows/store.hpp"
#include "plan/code.hpp"

namespace casus::infer {

/// Only columns that some later step reads are filled.
struct Batch {
  static constexpr std::uint32_t capacity = 1024;

  std::uint32_t size = 0;
  std::vector<std::vector<Word>> registers;  ///< by register, `capacity` long where filled
  std::vector<std::vector<RowId>> premises;  ///< by premise, likewise
  bool graded = false;                       ///< else all matches are certain
  std::vector<double> grades;
  std::vector<std::uint32_t> lanes;  ///< inside a negation: the match outside

  [[nodiscard]] double grade(std::uint32_t i) const { return graded ? grades[i] : 1; }
};

/// The registers that some code reads.
void collect_reads(const plan::Code& code, std::vector<plan::Register>& into);

/// The value of `code` for every match of the batch. `machine` computes what is no plain
/// comparison.
void evaluate(const plan::Code& code, const Batch& batch, Machine& machine,
              std::vector<Word>& result);

}  // namespace casus::infer
