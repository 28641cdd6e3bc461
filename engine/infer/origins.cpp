// SPDX-License-Identifier: Apache-2.0
#include "infer/origins.hpp"

#include <algorithm>

namespace casus::infer {

std::optional<Origin> origin_of(const model::FactBase& facts, const model::Statement& statement) {
  if (!statement.origin.empty()) return Origin{statement.origin, false};
  if (!statement.source.valid()) return std::nullopt;
  return Origin{facts[statement.source].id, true};
}

Origins origins(const Fixpoint& fixpoint, const Lineage& lineage) {
  Origins result = origins_or_sources(fixpoint, lineage);
  std::erase_if(result, [](const Origin& one) { return one.is_source; });
  return result;
}

Origins origins_or_sources(const Fixpoint& fixpoint, const Lineage& lineage) {
  Origins result;
  for (const model::StatementId id : lineage.statements) {
    if (auto one = origin_of(*fixpoint.facts, (*fixpoint.facts)[id])) {
      result.insert(std::move(*one));
    }
  }
  return result;
}

}  // namespace casus::infer
