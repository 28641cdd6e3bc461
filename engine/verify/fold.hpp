// SPDX-License-Identifier: Apache-2.0
//
// From contributions to a score, by the steps of docs/language.md, "The arithmetic".
#pragma once

#include <optional>
#include <vector>

#include "model/schema.hpp"

namespace casus::verify {

using model::Micros;

struct Addend {
  std::uint32_t factor = 0;
  Micros weight = 0, amount = 0;
};

/// A cap or floor; without factor of the whole score.
struct Pull {
  std::optional<std::uint32_t> factor;
  bool caps = true;
  Micros at = 0;
  double certainty = 1;
};

/// As it stands, or with all strains and caps, all supports and floors at their full weight.
enum class Taken { as_is, strains_full, supports_full };

struct Part {
  Micros sum = 0, clamped = 0;
  Micros floored = 0;  ///< after floors
  Micros points = 0;   ///< after caps
};
struct Folded {
  std::vector<Part> factors;
  Part whole;
};

[[nodiscard]] Folded fold(const model::Rating& rating, const std::vector<Addend>& addends,
                          const std::vector<Pull>& pulls, Taken taken);
/// Where a limit by itself draws points to.
[[nodiscard]] Micros drawn(Micros points, const Pull& pull, Taken taken = Taken::as_is);

}  // namespace casus::verify
