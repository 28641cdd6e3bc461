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

}  // namespace

Confidence confidence(const std::vector<Weighed>& contributions, std::size_t presumptions) {
  Confidence result;
  double total = 0;
  double sure = 0;
  double presumed = 0;
  double unsourced = 0;
  std::map<std::string, double> by_source;
  for (const Weighed& one : contributions) {
    total += one.weight;
    sure += one.weight * one.certainty;
    if (one.presumed) presumed += one.weight;
    for (const std::string& source : one.sources) {
      const double share = one.weight / static_cast<double>(one.sources.size());
      (source.empty() ? unsourced : by_source[source]) += share;
    }
  }
  double sourced = 0;
  double squares = 0;
  for (const auto& [source, weight] : by_source) sourced += weight;
  for (const auto& [source, weight] : by_source) {
    if (sourced > 0) squares += (weight / sourced) * (weight / sourced);
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
  result.reasons.push_back(by_source.empty() ? "no source given"
                           : by_source.size() == 1
                               ? "one source"
                               : counted(by_source.size(), "source", "sources"));
  if (unsourced > 0 && sourced > 0) result.reasons.emplace_back("facts without a source");
  if (presumptions > 0) {
    result.reasons.push_back(counted(presumptions, "presumption", "presumptions"));
  }
  if (quality < 0.6) result.reasons.emplace_back("uncertain facts");
  return result;
}

}  // namespace casus::assess
