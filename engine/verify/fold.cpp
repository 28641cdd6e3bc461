// SPDX-License-Identifier: Apache-2.0
#include "verify/fold.hpp"

#include <algorithm>
#include <cmath>

namespace casus::verify {
namespace {

Micros limited(const std::vector<Pull>& pulls, std::optional<std::uint32_t> factor, bool caps,
               Micros points, Taken taken) {
  Micros result = points;
  for (const Pull& pull : pulls) {
    if (pull.factor != factor || pull.caps != caps) continue;
    const Micros to = drawn(points, pull, taken);
    result = caps ? std::min(result, to) : std::max(result, to);
  }
  return result;
}

void bound(Part& part, Micros low, Micros high, const std::vector<Pull>& pulls,
           std::optional<std::uint32_t> factor, Taken taken) {
  part.clamped = std::min(std::max(part.sum, low), high);
  part.floored = limited(pulls, factor, false, part.clamped, taken);
  part.points = limited(pulls, factor, true, part.floored, taken);
}

}  // namespace

Micros drawn(Micros points, const Pull& pull, Taken taken) {
  const bool full = taken == (pull.caps ? Taken::strains_full : Taken::supports_full);
  const Micros beyond = points - pull.at;
  if (pull.caps ? beyond <= 0 : beyond >= 0) return points;
  return points - std::llround(static_cast<double>(beyond) * (full ? 1 : pull.certainty));
}

Folded fold(const model::Rating& rating, const std::vector<Addend>& addends,
            const std::vector<Pull>& pulls, Taken taken) {
  Folded result;
  result.whole.sum = rating.starts;
  for (std::uint32_t f = 0; f < rating.factors.size(); ++f) {
    Part& part = result.factors.emplace_back();
    for (const Addend& one : addends) {
      if (one.factor != f) continue;
      const bool full = (taken == Taken::strains_full && one.weight < 0) ||
                        (taken == Taken::supports_full && one.weight > 0);
      part.sum += full ? one.weight : one.amount;
    }
    bound(part, rating.factors[f].low, rating.factors[f].high, pulls, f, taken);
    result.whole.sum += part.points;
  }
  bound(result.whole, rating.scale.low, rating.scale.high, pulls, std::nullopt, taken);
  return result;
}

}  // namespace casus::verify
