// SPDX-License-Identifier: Apache-2.0
//
// What pictures of proof trees have in common, whoever draws them: the branches that are drawn, and
// what kind of box each is.
#pragma once

#include <vector>

#include "report/branch.hpp"

namespace casus::report {

enum class Look {
  answer,  ///< what is explained
  pillar,  ///< what its sum is made of
  fact,
  open,   ///< taken for granted, or not known
  loose,  ///< what nothing rests on
  said,   ///< what a rule says
  plain,  ///< conditions, and what is folded away
};
[[nodiscard]] Look look_of(const Branch& branch);

/// The roots of one explanation, unfolded; of what is many beside each other the largest.
[[nodiscard]] std::vector<Branch> pictured(const CaseExplanation& one, TreeOptions options);

}  // namespace casus::report
