// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "assess/assess.hpp"

namespace casus::assess {
namespace {

constexpr double moderate_from = 0.5;
constexpr double high_from = 0.7;

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

/// "one source", "3 sources"
std::string voices(std::size_t count, const std::string& word) {
  return count == 1 ? "one " + word : counted(count, word, word + 's');
}

}  // namespace

Confidence confidence(const std::vector<Weighed>& contributions, std::size_t presumptions) {
  Confidence result;
  double total = 0;
  double sure = 0;
  double presumed = 0;
  double unsourced = 0;
  std::map<std::string, double> by_source;
  std::map<std::string, double> by_origin;
  for (const Weighed& one : contributions) {
    total += one.weight;
    sure += one.weight * one.certainty;
    if (one.presumed) presumed += one.weight;
    const double share = one.weight / static_cast<double>(one.sources.size() + one.origins.size());
    for (const std::string& source : one.sources) {
      (source.empty() ? unsourced : by_source[source]) += share;
    }
    for (const std::string& origin : one.origins) by_origin[origin] += share;
  }
  double sourced = 0;
  double squares = 0;
  for (const auto* shares : {&by_source, &by_origin}) {
    for (const auto& [name, weight] : *shares) sourced += weight;
  }
  for (const auto* shares : {&by_source, &by_origin}) {
    for (const auto& [name, weight] : *shares) {
      if (sourced > 0) squares += (weight / sourced) * (weight / sourced);
    }
  }
  if (sourced + unsourced <= 0) {
    result.reasons.emplace_back("no evidence");
    return result;
  }
  const double sources = squares > 0 ? 1 / squares : 0;
  const double quality = sure / total;
  result.index = quality * (sourced / (sourced + unsourced)) * sources / (sources + 1) *
                 (1 - presumed / total);
  result.level = result.index < moderate_from ? ConfidenceLevel::low
                 : result.index < high_from   ? ConfidenceLevel::moderate
                                              : ConfidenceLevel::high;
  if (!by_source.empty()) result.reasons.push_back(voices(by_source.size(), "source"));
  if (!by_origin.empty()) result.reasons.push_back(voices(by_origin.size(), "origin"));
  if (result.reasons.empty()) result.reasons.emplace_back("no source given");
  if (unsourced > 0 && sourced > 0) result.reasons.emplace_back("facts without a source");
  if (presumptions > 0) {
    result.reasons.push_back(counted(presumptions, "presumption", "presumptions"));
  }
  if (quality < 0.6) result.reasons.emplace_back("uncertain facts");
  return result;
}

}  // namespace casus::assess
