// SPDX-License-Identifier: Apache-2.0
//
// Which statements of a case something rests on. What is left over was read for nothing, and a
// report says so.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "explain/words.hpp"

namespace casus::explain {

/// Some of the statements and records of a case.
class StatementSet {
 public:
  /// Of `facts`, which stay where they are.
  explicit StatementSet(const model::FactBase& facts) : facts_(&facts), in_(facts.size()) {}

  void insert(model::StatementId id) { in_[facts_->place_of(id)] = true; }
  void insert(std::span<const model::StatementId> ids) {
    for (const model::StatementId id : ids) insert(id);
  }
  [[nodiscard]] bool contains(model::StatementId id) const { return in_[facts_->place_of(id)]; }
  /// Calls `use` with the id of each, statements first.
  template <class Use>
  void each(const Use& use) const {
    for (std::size_t place = 0; place < in_.size(); ++place) {
      if (in_[place]) use(facts_->id_at(place));
    }
  }

 private:
  const model::FactBase* facts_;
  std::vector<bool> in_;  ///< by place among all statements and records
};

/// Statements under any conclusion that a rule drew, rated or not: its conditions, what a `not`
/// relied on, and the members of comprehensions. Not what only says which subjects a rating has.
/// Replays each conclusion of a rule with a `not` or a comprehension. After a limit, also that of
/// `meter`, it looks at plain conditions only.
[[nodiscard]] StatementSet used_statements(const Words& words, infer::Meter& meter);

/// Likewise, statements that say which subjects a rating has: directly, and not by way of what a
/// rule concludes.
[[nodiscard]] StatementSet rating_statements(const Words& words, infer::Meter& meter);

}  // namespace casus::explain
