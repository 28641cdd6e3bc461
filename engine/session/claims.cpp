// SPDX-License-Identifier: Apache-2.0
#include "session/claims.hpp"

#include "intake/toml.hpp"

namespace casus::session {

using model::StatementId;

Claims::Claims(const model::FactBase& facts) : facts_(facts) {
  for (std::size_t i = 0; i < facts.statements.size(); ++i) add(StatementId(i));
}

void Claims::add(StatementId id) {
  const model::Statement& statement = facts_.statements[id.index()];
  if (statement.source.valid()) by_hash_.emplace(intake::claim_hash(statement), id);
}

std::vector<const model::Statement*> Claims::of(const model::Statement& statement,
                                                base::FunctionRef<bool(StatementId)> stays) const {
  std::vector<const model::Statement*> result;
  const auto [first, last] = by_hash_.equal_range(intake::claim_hash(statement));
  for (auto it = first; it != last; ++it) {
    const model::Statement& other = facts_.statements[it->second.index()];
    if (stays(it->second) && intake::same_claim(other, statement)) result.push_back(&other);
  }
  return result;
}

}  // namespace casus::session
