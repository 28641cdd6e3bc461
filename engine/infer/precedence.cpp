// SPDX-License-Identifier: Apache-2.0
#include "infer/precedence.hpp"

#include "model/show.hpp"

namespace casus::infer {

bool premises_precede(const Fixpoint& fixpoint, const plan::RulePlan& rule,
                      std::span<const RowId> premises, std::span<const RowId> others) {
  for (std::uint32_t i = 0; i < rule.premises; ++i) {
    if (premises[i] == others[i]) continue;
    const StoreId id = rule.premise_stores[i];
    const Store& from = fixpoint.store(id);
    const auto& types = fixpoint.plan[id].columns;
    for (std::uint32_t column = 0; column < from.width(); ++column) {
      const int order = model::compare(from.at(premises[i], column), from.at(others[i], column),
                                       types[column].base, fixpoint.symbols);
      if (order != 0) return order < 0;
    }
  }
  return false;
}

}  // namespace casus::infer
