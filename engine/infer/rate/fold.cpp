// SPDX-License-Identifier: Apache-2.0
#include "infer/rate/fold.hpp"

#include <algorithm>
#include <cmath>

namespace casus::infer {
namespace {

/// What the pull makes of `points`.
Micros drawn(Micros points, const Pull& pull) {
  const Micros beyond = points - pull.at;
  if (pull.caps ? beyond <= 0 : beyond >= 0) return points;
  return points - std::llround(static_cast<double>(beyond) * pull.certainty);
}

/// Applies the floors or the caps of one target: the strongest alone counts.
void draw(Micros& points, bool caps, std::optional<std::uint32_t> factor,
          const std::vector<Pull>& pulls, std::vector<Micros>& effects) {
  const Micros before = points;
  std::optional<std::size_t> strongest;
  for (std::size_t i = 0; i < pulls.size(); ++i) {
    if (pulls[i].caps != caps || pulls[i].factor != factor) continue;
    const Micros result = drawn(before, pulls[i]);
    if (caps ? result < points : result > points) {
      points = result;
      strongest = i;
    }
  }
  if (strongest) effects[*strongest] = points - before;
}

}  // namespace

Folded fold(const model::Rating& rating, const std::vector<Addend>& addends,
            const std::vector<Pull>& pulls) {
  Folded result;
  fold(rating, addends, pulls, result);
  return result;
}

void fold(const model::Rating& rating, const std::vector<Addend>& addends,
          const std::vector<Pull>& pulls, Folded& result) {
  result.factors.assign(rating.factors.size(), {});
  result.effects.assign(pulls.size(), 0);
  result.whole = {};
  for (const Addend& addend : addends) result.factors[addend.factor].sum += addend.amount;
  result.whole.sum = rating.starts;
  for (std::uint32_t i = 0; i < rating.factors.size(); ++i) {
    Folded::Part& part = result.factors[i];
    part.clamped = std::clamp(part.sum, rating.factors[i].low, rating.factors[i].high);
    part.points = part.clamped;
    draw(part.points, false, i, pulls, result.effects);
    draw(part.points, true, i, pulls, result.effects);
    result.whole.sum += part.points;
  }
  Folded::Part& whole = result.whole;
  whole.clamped = std::clamp(whole.sum, rating.scale.low, rating.scale.high);
  whole.points = whole.clamped;
  draw(whole.points, false, std::nullopt, pulls, result.effects);
  draw(whole.points, true, std::nullopt, pulls, result.effects);
}

}  // namespace casus::infer
