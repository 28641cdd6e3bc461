// SPDX-License-Identifier: Apache-2.0
//
// A count or sum over rows of the component under way. It may only be asked whether it is large
// enough; so it has not one value but several, of growing sets of members: of the surest alone, of
// these and the next, each again from the lowest derivations up. The first set that is large enough
// then is as sure as its least sure member, and rests on nothing higher than itself.
#pragma once

#include <cstdint>
#include <vector>

#include "infer/machine/gatherer.hpp"

namespace casus::infer {

class RisingGatherer {
 public:
  RisingGatherer(const Step& step, const base::Symbols& symbols, Calculus& calculus)
      : step_(step), symbols_(symbols), calculus_(calculus) {}

  /// Ways to one member come with one `place`; it counts once.
  void add(std::uint32_t place, const Aggregated::Member& member);

  /// The surest first, of equally sure ones the lowest first; that of no members stands before all.
  [[nodiscard]] std::vector<Aggregated::Outcome> outcomes();

 private:
  struct Entry {
    std::uint32_t place = 0;
    Word value = 0;
    Grade grade = Grade::none;
    double certainty = 0;
    std::uint32_t height = 0;
  };
  void gather(double certainty, std::vector<Aggregated::Outcome>& outcomes) const;

  const Step& step_;
  const base::Symbols& symbols_;
  Calculus& calculus_;
  std::vector<Entry> entries_;
};

}  // namespace casus::infer
