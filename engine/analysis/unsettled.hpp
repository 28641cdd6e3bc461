// SPDX-License-Identifier: Apache-2.0
//
// What a case leaves open and rules ask for, in words of the schema; `Gap` is its public form, with
// what its answers do. It is: presumptions and unknowns below what was concluded,
// values that facts leave out, and facts for want of which rules do not apply, however many rules
// behind the rating or goal, though all else that they ask for, and that can be told without them,
// holds.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analysis/stated.hpp"
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
  Known known;
  model::StatementId statement = {};  ///< kind field
  std::uint32_t field = 0;            ///< kind field
  double presumed = 0;                ///< kind presumption
  std::vector<Reason> reasons = {};   ///< in order of rules, each rule once
  bool alone = true;                  ///< else something else is missing as well, see `pairs`

  void add_reason(model::RuleId rule, const std::string& because);
};

/// Each question once.
class Questions {
 public:
  struct Key {
    model::RelationId relation;
    Known known;
    model::StatementId statement = {};
    std::uint32_t field = 0;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  /// Stays where it is. `is_new`: see `std::map::try_emplace`.
  std::pair<Unsettled*, bool> add(Key key, Gap::Kind kind);
  [[nodiscard]] std::map<Key, Unsettled>& all() { return all_; }

 private:
  std::map<Key, Unsettled> all_;
};

struct Unsettleds {
  /// In order of relations, then of values; each question once.
  std::vector<Unsettled> all;
  /// Two of them that some rule lacks, by their places, while neither alone is all that it lacks.
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  /// By RelationId and column: whether some rule, or the goal, looks at it.
  std::vector<std::vector<bool>> looked_at;
  bool partial = false;  ///< there are more
};

/// `words` are of the fixpoint of `at`; their symbols take texts of the goal. Bounded by
/// `most_instances` of one condition of one rule, and of facts that leave a value out, by
/// `most_asked` conclusions that rules are asked for, and by `most_pairs`.
[[nodiscard]] Unsettleds unsettled(const Target& target, const session::Asking& at,
                                   const explain::Words& words, const GapsOptions& options = {});
inline constexpr std::size_t most_pairs = 200;

}  // namespace casus::analysis
