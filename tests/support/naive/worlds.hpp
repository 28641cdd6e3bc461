// SPDX-License-Identifier: Apache-2.0
//
// Probabilities by going through all possible worlds: each is evaluated by itself, with every
// uncertain thing decided, and weighed with the chance of these decisions. Which uncertain things
// there are shows as evaluation meets them.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "support/naive/world.hpp"

namespace casus::naive {

struct Chances {
  std::vector<std::map<Row, double>> held, denied;  ///< by RelationId
};

/// Nothing where there are more than `most` worlds.
[[nodiscard]] std::optional<Chances> chances(const check::Program& program,
                                             const model::FactBase& facts, std::size_t most);

}  // namespace casus::naive
