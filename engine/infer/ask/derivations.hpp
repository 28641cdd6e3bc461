// SPDX-License-Identifier: Apache-2.0
//
// Derivations beside those that are kept. A row keeps its best one, or those that join; each other
// is found again when somebody asks: every rule that may have concluded the row runs once more over
// the finished fixpoint, with the row's values for the variables of its head.
//
// What is found is well founded: it stands on the kept derivations of its premises, and none of
// these stands on the row itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/machine/machine.hpp"
#include "plan/replan.hpp"

namespace casus::infer {

class Derivations {
 public:
  /// Where `meter` stops, what is found is no longer complete.
  Derivations(const Fixpoint& fixpoint, base::Symbols& symbols, Meter& meter);

  struct Others {
    std::vector<Way> ways;  ///< the best first: by certainty, height, rule and premises
    std::size_t count = 0;  ///< how many there are; `ways` may hold fewer
  };
  /// The best `most` of a row, without those that are kept.
  [[nodiscard]] Others others(RowRef row, std::size_t most);

 private:
  using Variables = plan::Variables;

  void run(std::uint32_t rule, RowRef row, std::size_t most, Others& into);
  const RulePlan& plan(std::uint32_t rule, const Variables& known);
  [[nodiscard]] bool is_kept(RowRef row, std::uint32_t rule,
                             const std::vector<RowId>& premises) const;
  [[nodiscard]] bool stands_on(const Way& way, RowRef row);
  /// Whether the kept derivation of `from`, or of what that stands on, stands on `row`.
  [[nodiscard]] bool rests_on(RowRef from, RowRef row);
  /// Rows of its own component that a derivation of a row stands on.
  [[nodiscard]] std::vector<RowRef> own_rows(RowRef row, const Way& way);
  void keep_best(std::vector<Way>& ways, std::size_t most) const;
  [[nodiscard]] bool precedes(const Way& a, const Way& b) const;

  const Fixpoint& fixpoint_;
  base::Symbols& symbols_;
  Meter& meter_;
  plan::Replanner replanner_;
  Machine::Extra extra_;
  std::vector<std::uint32_t> component_of_store_;
  std::map<std::pair<std::uint32_t, Variables>, RulePlan> plans_;
  std::unordered_map<std::uint64_t, bool> rest_;  ///< what `rests_on` found out about one row
};

}  // namespace casus::infer
