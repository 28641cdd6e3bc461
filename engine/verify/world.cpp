// SPDX-License-Identifier: Apache-2.0
#include "verify/world.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace casus::verify {

std::string key(const Row& row) { return fmt::format("({})", fmt::join(row, ",")); }

World::World(const check::Program& of, base::Symbols& texts, Settings chosen)
    : program(&of), symbols(&texts), settings(std::move(chosen)) {
  const std::size_t relations = of.schema.relations.size();
  held.resize(relations);
  denied.resize(relations);
  left_of_denials.resize(relations);
  attested.resize(relations);
  undecided.resize(relations);
  scores.resize(of.schema.ratings.size());
}

}  // namespace casus::verify
