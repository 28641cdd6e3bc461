// SPDX-License-Identifier: Apache-2.0
//
// The certainty of facts that carry Admiralty marks.
#pragma once

#include <array>

namespace casus {

/// How Admiralty marks become certainties; see docs/language.md. `casus.toml` may change it.
struct Grades {
  std::array<double, 5> reliability = {1.0, 0.9, 0.75, 0.5, 0.3};  ///< A..E
  std::array<double, 5> credibility = {1.0, 0.9, 0.7, 0.4, 0.2};   ///< 1..5
  double unknown = 0.5;                                            ///< both F and 6
};

}  // namespace casus
