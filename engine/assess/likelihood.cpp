// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <tuple>

#include "assess/assess.hpp"

namespace casus {

std::string_view likelihood_term(double probability) {
  const int percent = whole_percent(probability);
  const bool unlikely = percent < 50;
  const int rarer = std::min(percent, 100 - percent);
  if (rarer >= 45) return "roughly even chance";
  if (rarer >= 20) return unlikely ? "unlikely" : "likely";
  if (rarer >= 5) return unlikely ? "very unlikely" : "very likely";
  return unlikely ? "almost no chance" : "almost certain";
}

int whole_percent(double probability) {
  // In millionths: a half that arithmetic misses by its last digit is still a half.
  constexpr long long whole = 1'000'000;
  constexpr long long percent = whole / 100;
  const long long millionths = std::llround(probability * static_cast<double>(whole));
  const long long rarer = std::min(millionths, whole - millionths);
  const auto rounded = static_cast<int>((rarer + percent / 2) / percent);
  return millionths < whole / 2 ? rounded : 100 - rounded;
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
