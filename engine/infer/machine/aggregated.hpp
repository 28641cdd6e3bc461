// SPDX-License-Identifier: Apache-2.0
//
// What a comprehension comes to.
#pragma once

#include <cstdint>
#include <vector>

#include "infer/fixpoint.hpp"

namespace casus::infer {

/// A comprehension's results and its members. There is one result, except world by world.
struct Aggregated {
  struct Outcome {
    Word value = model::unknown_word;
    Grade grade = Grade::none;
    std::uint32_t height = 0;  ///< of the highest member
  };
  struct Member {
    Word value = model::unknown_word;
    Grade grade = Grade::none;
    std::vector<RowRef> rows;
    std::uint32_t height = 0;  ///< 1 more than that of the highest row of the component under way
  };
  std::vector<Outcome> outcomes;
  std::vector<Member> members;  ///< only where asked for
  std::vector<Notice> told;     ///< as of an Absence
};

}  // namespace casus::infer
