// SPDX-License-Identifier: Apache-2.0
//
// One step of a pipeline, with the matches that it has found.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "infer/batches/pipeline.hpp"

namespace casus::infer {

struct Pipeline::Stage {
  const Step* step = nullptr;
  std::vector<plan::Register> read_later;  ///< behind this stage, and known by then
  std::vector<std::uint32_t> premises;     ///< of the scans before

  // A scan fills a batch. The tests that follow it thin out its rows before the rest is read.
  std::vector<const Step*> tests;
  std::vector<plan::Register> read_by_tests;
  Batch out;
  std::vector<std::uint32_t> all_from;
  std::vector<RowId> all_rows;
  std::uint32_t found = 0;  ///< in use of these:
  /// For each new match the one that it makes longer, and the row that it adds.
  [[nodiscard]] std::span<std::uint32_t> from() { return std::span(all_from).first(found); }
  [[nodiscard]] std::span<RowId> rows() { return std::span(all_rows).first(found); }

  // What a scan looks up, and what it finds first; kept for their memory.
  std::vector<const Word*> keys;
  std::vector<std::vector<Word>> constants;
  std::vector<std::uint64_t> hashes;
  std::vector<RowId> heads;
  std::vector<std::pair<std::uint32_t, Word>> wanted;  ///< where it goes through all
  std::vector<RowId> swept;

  // A negation.
  std::vector<Pipeline> branches;
  std::vector<double> present;  ///< by match, the surest of what is there

  std::vector<std::uint32_t> kept;
  std::vector<Word> values;
};

}  // namespace casus::infer
