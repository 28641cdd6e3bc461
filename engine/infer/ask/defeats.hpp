// SPDX-License-Identifier: Apache-2.0
//
// What rules would have concluded, had no other rule overridden them. Nothing of this is kept while
// rules run: an explanation asks for it, and the rules in question are then run once more without
// their exceptions.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/machine/machine.hpp"

namespace casus::infer {

/// A rule that keeps another one from concluding.
struct Defeat {
  model::RuleId rule;
  Grade grade = Grade::none;  ///< of its conditions; none where they merely cannot be ruled out
  std::vector<Seen> seen;     ///< its conditions
};

struct Defeated {
  model::RuleId rule;
  std::uint32_t conclusion = 0;
  std::vector<Word> row;      ///< as its store would hold it
  Grade grade = Grade::none;  ///< as sure as it would have been
  std::vector<Seen> seen;     ///< its conditions, without exceptions
  std::vector<Defeat> by;     ///< in order of names
};

class Defeats {
 public:
  /// Where `meter` stops, what is said is no longer complete.
  Defeats(const Fixpoint& fixpoint, base::Symbols& symbols, Meter& meter);

  /// Conclusions for or against a row of a relation, in order of names. unknown_word: any value.
  [[nodiscard]] std::vector<Defeated> about(RelationId relation, std::span<const Word> fields);
  /// Contributions and limits of a rated subject, in order of names, then of values.
  [[nodiscard]] std::vector<Defeated> about(RatingId rating, std::span<const Word> subject);

 private:
  /// A row that a conclusion would have, by the best of its derivations.
  struct Said {
    std::vector<Word> row;
    Grade grade = Grade::none;
    std::uint32_t branch = 0;
    std::vector<RowId> premises;
  };
  struct All {
    plan::GoalPlan plan;
    std::vector<Said> rows;  ///< in order of values
  };
  using Place = std::pair<model::RuleId, std::uint32_t>;  ///< rule and conclusion

  [[nodiscard]] const check::Conclusion& conclusion(Place place) const;
  [[nodiscard]] std::vector<Defeated> about(const check::Conclusion& like,
                                            std::span<const Word> args);
  [[nodiscard]] const All& said(Place place, plan::Saying saying,
                                const std::vector<check::ConditionId>& exceptions);
  void run(All& all) const;
  [[nodiscard]] bool better(const All& all, const Said& one, const Said& other) const;
  [[nodiscard]] bool holds(Place place, const std::vector<check::ConditionId>& exceptions,
                           std::span<const Word> args);
  [[nodiscard]] std::vector<Seen> replay(const All& all, const Said& one) const;
  [[nodiscard]] std::vector<Defeat> winners(Place place, std::span<const Word> args);
  [[nodiscard]] Defeat winner(Place place, model::RuleId rule, std::span<const Word> args);

  const Fixpoint& fixpoint_;
  base::Symbols& symbols_;
  Meter& meter_;
  std::vector<Place> overridden_;  ///< conclusions with exceptions, by names
  std::map<std::tuple<Place, plan::Saying, std::vector<check::ConditionId>>, All> said_;
};

}  // namespace casus::infer
