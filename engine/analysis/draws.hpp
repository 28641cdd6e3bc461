// SPDX-License-Identifier: Apache-2.0
//
// The score where everything that is uncertain by declaration is drawn at random, again and again.
#pragma once

#include <vector>

#include "analysis/drivers.hpp"

namespace casus::analysis {

/// `rating`: of which the bands are counted. `by_chance`: certainties are chances of their own.
/// A limit ends it with the draws done so far.
[[nodiscard]] Drawn draw(const std::vector<Movable>& all, const Rating& rating, bool by_chance,
                         const SensitivityOptions& options, Probe& probe);

}  // namespace casus::analysis
