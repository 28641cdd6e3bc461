// SPDX-License-Identifier: Apache-2.0
//
// What `casus diff` prints: each rated subject on both sides, and what accounts for the difference.
// Within "casus.diff/1" keys are only added.
#pragma once

#include <string>

#include "casus/difference.hpp"
#include "report/style.hpp"

namespace casus::report {

/// What the two sides are called: "2014.toml", "2014-01-31". Printable, unlike each other.
struct SideNames {
  std::string before;
  std::string after;
  std::string at = "in";  ///< stands before them in a sentence: "on 2014-01-31"
};

/// Reasons and facts beyond the most important are counted, unless `whole`.
[[nodiscard]] std::string difference_text(const Difference& difference, const SideNames& names,
                                          bool whole, const Style& style);
/// One statement a line.
[[nodiscard]] std::string difference_prose(const Difference& difference, const SideNames& names,
                                           bool whole);
[[nodiscard]] std::string difference_json(const Difference& difference);

}  // namespace casus::report
