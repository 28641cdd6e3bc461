// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <tuple>

#include "assess/assess.hpp"

namespace casus {

std::string_view likelihood_term(double probability) {
  // In millionths: a boundary that arithmetic misses by its last digit is still a boundary.
  constexpr long long whole = 1'000'000;
  const long long millionths = std::llround(probability * static_cast<double>(whole));
  const bool unlikely = millionths < whole / 2;
  const long long rarer = std::min(millionths, whole - millionths);
  if (rarer >= 450'000) return "roughly even chance";
  if (rarer >= 200'000) return unlikely ? "unlikely" : "likely";
  if (rarer >= 50'000) return unlikely ? "very unlikely" : "very likely";
  return unlikely ? "almost no chance" : "almost certain";
}

namespace assess {

std::optional<Likelihood> likelihood(const model::Rating& rating, model::Micros score,
                                     model::Micros low, model::Micros high) {
  if (!rating.likelihood) return std::nullopt;
  const model::Likelihood& declared = *rating.likelihood;
  const auto at = [&](model::Micros points) {
    const double doublings =
        static_cast<double>(points - rating.starts) / static_cast<double>(declared.per);
    const double odds = declared.base / (1 - declared.base) * std::exp2(doublings);
    return std::isinf(odds) ? 1 : odds / (1 + odds);
  };
  Likelihood result{.event = declared.event,
                    .horizon = declared.horizon,
                    .base = declared.base,
                    .doubles_per = model::points_of(declared.per),
                    .probability = at(score)};
  std::tie(result.low, result.high) = std::minmax({at(low), at(high)});
  result.term = likelihood_term(result.probability);
  result.low_term = likelihood_term(result.low);
  result.high_term = likelihood_term(result.high);
  return result;
}

}  // namespace assess
}  // namespace casus
