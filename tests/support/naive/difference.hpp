// SPDX-License-Identifier: Apache-2.0
//
// Where the naive evaluator and the engine disagree, in words.
#pragma once

#include <string>

#include "infer/fixpoint.hpp"
#include "support/naive/world.hpp"

namespace casus::naive {

/// Empty where they agree on every row, certainty and rating.
[[nodiscard]] std::string difference(const World& world, const infer::Fixpoint& fixpoint);

}  // namespace casus::naive
