// SPDX-License-Identifier: Apache-2.0
//
// The facts, estimates and rules that may matter to a rating, with the ranges through which each
// can be moved.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/probe.hpp"
#include "analysis/target.hpp"
#include "casus/sensitivity.hpp"
#include "model/facts.hpp"

namespace casus::analysis {

/// A statement that happens with its certainty: those of one origin together, the surer ones alone
/// where the others do not.
struct Chance {
  std::string statement;  ///< its id
  std::string origin;
  double certainty = 1;
};

struct Movable {
  Driver driver;
  std::function<Setting(double value)> at;
  std::vector<Chance> chances = {};  ///< fact: its statements that are not certain
  bool whole = false;                ///< it takes whole numbers only
  /// The value of a step of the range.
  [[nodiscard]] double value(std::uint32_t step) const {
    const double value = driver.from + (driver.to - driver.from) * step / driver.steps;
    return whole ? std::round(value) : value;
  }
};

/// Facts of the case of which rules below the rating may read, facts of data files on which it
/// rests, and rules that concluded something for it; in order of facts, then of rules.
[[nodiscard]] std::vector<Movable> movables(const Target& target, const Session& session,
                                            double weights);

/// "0.125": as a rule or a case file has it.
[[nodiscard]] std::string decimal(double value);

}  // namespace casus::analysis
