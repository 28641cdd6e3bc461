// SPDX-License-Identifier: Apache-2.0
//
// Which statements with a source say the same, for facts that come to a case that has been read.
#pragma once

#include <unordered_map>
#include <vector>

#include "base/function_ref.hpp"
#include "model/facts.hpp"

namespace casus::session {

class Claims {
 public:
  /// `facts` outlive the claims.
  explicit Claims(const model::FactBase& facts);

  void add(model::StatementId id);
  /// Those that say the same as `statement`, of the ones that stay.
  [[nodiscard]] std::vector<const model::Statement*> of(
      const model::Statement& statement, base::FunctionRef<bool(model::StatementId)> stays) const;

 private:
  const model::FactBase& facts_;
  std::unordered_multimap<std::size_t, model::StatementId> by_hash_;
};

}  // namespace casus::session
