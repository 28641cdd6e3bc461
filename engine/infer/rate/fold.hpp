// SPDX-License-Identifier: Apache-2.0
//
// From contributions to a score: sums by factor, clamped to the factor's bounds, added to the
// starting point, clamped to the scale; floors and caps after each clamp. All in millionths of a
// point, so that no order of rules or facts can show.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/schema.hpp"

namespace casus::infer {

using model::Micros;

struct Addend {
  std::uint32_t factor = 0;
  Micros amount = 0;
};

/// A cap or floor of certainty c draws what lies beyond its limit towards it by c of the distance.
struct Pull {
  std::optional<std::uint32_t> factor;  ///< none: the whole score
  bool caps = true;
  Micros at = 0;
  double certainty = 1;
};

struct Folded {
  struct Part {
    Micros sum = 0;      ///< of the addends
    Micros clamped = 0;  ///< within bounds
    Micros points = 0;   ///< after floors and caps
  };
  std::vector<Part> factors;
  Part whole;                   ///< `sum` is starts + points of all factors
  std::vector<Micros> effects;  ///< by pull: what it moved; 0 where another one decided
};

[[nodiscard]] Folded fold(const model::Rating& rating, const std::vector<Addend>& addends,
                          const std::vector<Pull>& pulls);
/// The same into a result that keeps its memory.
void fold(const model::Rating& rating, const std::vector<Addend>& addends,
          const std::vector<Pull>& pulls, Folded& result);

}  // namespace casus::infer
