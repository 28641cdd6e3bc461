// SPDX-License-Identifier: Apache-2.0
//
// With which names facts may bear on a goal, read off the rules, whatever the facts: who asks for
// the rating of P1 asks for what is about P1, where no rule leads from there to others.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "analysis/body.hpp"
#include "analysis/target.hpp"
#include "explain/words.hpp"

namespace casus::analysis {

class Demand {
 public:
  /// Of everything.
  Demand() = default;
  /// The goal has been checked against the fixpoint of `words`, whose symbols take its texts. More
  /// than `most_asked` conclusions are taken for everything.
  Demand(const check::Goal& goal, const explain::Words& words);

  /// Of the ratings of a target, or of everything where nothing is rated.
  Demand(const Target& target, const explain::Words& words);

  /// Whether something is asked for that has these values; columns that are no texts do not count.
  [[nodiscard]] bool asks_for(model::RelationId relation, const Known& known) const;

 private:
  void follow(const explain::Words& words);
  void take(const check::Terms& terms);
  void add(model::RelationId relation, const std::vector<check::Atom::Given>& given,
           const check::Terms& terms);

  const model::Schema* schema_ = nullptr;
  bool everything_ = true;
  std::map<model::RelationId, std::set<Known>> asked_;  ///< texts alone
  std::vector<std::pair<model::RelationId, Known>> open_;
};

}  // namespace casus::analysis
