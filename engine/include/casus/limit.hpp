// SPDX-License-Identifier: Apache-2.0
//
// What can end work before it is complete.
#pragma once

#include <cstdint>
#include <string>

namespace casus {

enum class Limit : std::uint8_t {
  time,
  memory,
  facts,        ///< derived ones
  exactness,    ///< exact probabilities took too much work
  interrupted,  ///< by whoever asked for the work
};

/// Why an evaluation ended before it was complete.
struct LimitReached {
  Limit what = Limit::time;
  std::string where;  ///< "rule `chain` (rules/energy.casus:14)"
  std::string text;   ///< whole sentence for people
};

}  // namespace casus
