// SPDX-License-Identifier: Apache-2.0
#include "infer/origins.hpp"

namespace casus::infer {

std::string origin_of(const model::FactBase& facts, const model::Statement& statement) {
  if (!statement.origin.empty()) return statement.origin;
  return statement.source.valid() ? facts[statement.source].id : std::string();
}

Origins origins(const Fixpoint& fixpoint, const Lineage& lineage) {
  Origins result = origins_or_sources(fixpoint, lineage);
  std::erase_if(result, [&](const auto& one) { return !fixpoint.given_origins.contains(one); });
  return result;
}

Origins origins_or_sources(const Fixpoint& fixpoint, const Lineage& lineage) {
  Origins result;
  for (const model::StatementId id : lineage.statements) {
    result.insert(origin_of(*fixpoint.facts, (*fixpoint.facts)[id]));
  }
  result.erase("");
  return result;
}

}  // namespace casus::infer
