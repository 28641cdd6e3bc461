// SPDX-License-Identifier: Apache-2.0
//
// What a case leaves open and rules ask for: presumptions and unknowns below what was concluded,
// values that facts leave out, and facts for want of which a rule does not apply though all else
// that it asks for, and that can be told without them, holds.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/target.hpp"
#include "explain/words.hpp"
#include "session/asking.hpp"

namespace casus::analysis {

/// A question by what it is about.
struct Unsettled {
  struct Reason {
    model::RuleId rule;
    std::string because;
    friend auto operator<=>(const Reason&, const Reason&) = default;
  };
  Gap::Kind kind = Gap::Kind::unknown;
  model::RelationId relation;
  /// Columns with their values, rising. That of the kind is there only where it is another one than
  /// `fact`.
  std::vector<std::pair<std::uint32_t, model::Word>> known;
  model::StatementId statement = {};  ///< kind field
  std::uint32_t field = 0;            ///< kind field
  double presumed = 0;                ///< kind presumption
  std::vector<Reason> reasons = {};   ///< in order of rules, each rule once
};

struct Unsettleds {
  /// In order of relations, then of values; each question once.
  std::vector<Unsettled> all;
  /// By RelationId and column: whether some rule, or the goal, looks at it.
  std::vector<std::vector<bool>> looked_at;
  bool partial = false;  ///< there are more
};

/// `words` are of the fixpoint of `at`; their symbols take texts of the goal. Of one condition of
/// one rule, and of facts that leave a value out, at most `most_instances` are taken in.
[[nodiscard]] Unsettleds unsettled(const Target& target, const session::Asking& at,
                                   const explain::Words& words);
inline constexpr std::size_t most_instances = 1000;

}  // namespace casus::analysis
