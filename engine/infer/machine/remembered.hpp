// SPDX-License-Identifier: Apache-2.0
//
// What the aggregates of one run of a rule came to. An aggregate is the same wherever the registers
// that it reads from outside are, so that it is gathered once for each choice of their values and
// not for each row that has them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "infer/machine/aggregated.hpp"
#include "infer/rows/store.hpp"

namespace casus::infer {

/// Results of one aggregate, without their members.
class Remembered {
 public:
  /// `registers`: how many it reads from outside.
  explicit Remembered(std::uint32_t registers) : read_(registers) {}

  /// What it is where these registers have these values, if that was found before.
  [[nodiscard]] std::optional<Aggregated> find(std::span<const Word> values) const;
  void add(std::span<const Word> values, const Aggregated& found);

 private:
  Store read_;
  std::vector<Aggregated::Outcome> outcomes_;
  std::vector<std::size_t> ends_;  ///< by row of `read_`: behind its last outcome
  std::unordered_map<RowId, std::vector<Notice>> told_;
};

}  // namespace casus::infer
