// SPDX-License-Identifier: Apache-2.0
//
// From the members of a comprehension to its value; see language reference, "Comprehensions". Where
// grades are sets of worlds, a member may be absent in some of them, and the comprehension then has
// one value for each set of worlds that agree in it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/symbols.hpp"
#include "infer/calculus/calculus.hpp"
#include "infer/machine/exact_sum.hpp"
#include "infer/machine/machine.hpp"
#include "plan/plan.hpp"

namespace casus::infer {

class Gatherer {
 public:
  Gatherer(const Step& step, const base::Symbols& symbols, Calculus& calculus);

  void add(Word value, Grade grade);
  /// There may be members that are not known.
  void refuse() { refused_ = true; }

  /// The values with their grades. Grades of one run do not overlap, and cover all worlds.
  [[nodiscard]] std::vector<Aggregated::Outcome> outcomes();
  /// Whether members are uncertain that the calculus takes only as certain.
  [[nodiscard]] bool refused() const { return refused_; }
  /// Whether members have no common value: too large, or months beside days.
  [[nodiscard]] bool overflowed() const { return overflowed_; }

 private:
  struct Member {
    Word value = 0;
    Grade grade = Grade::none;
  };
  /// What some of the members make together.
  struct Partial {
    std::int64_t count = 0;
    ExactSum numbers = {};
    WideInt integers = 0;
    friend auto operator<=>(const Partial&, const Partial&) = default;
  };

  [[nodiscard]] Aggregated::Outcome by_strength();
  [[nodiscard]] std::vector<Aggregated::Outcome> by_world();
  [[nodiscard]] std::vector<Aggregated::Outcome> by_listed_world();
  [[nodiscard]] std::vector<Aggregated::Outcome> extremes_by_world();
  void merge_distinct();
  void take(const Member& member);
  void extreme(const Member& member);
  void put(Word value, Partial& into) const;
  [[nodiscard]] Word value_of(const Partial& partial);
  [[nodiscard]] bool mixes_time() const;

  const Step& step_;
  model::Base base_;
  const base::Symbols& symbols_;
  Calculus& calculus_;
  bool worlds_;
  bool refused_ = false;
  bool overflowed_ = false;
  std::vector<Member> members_;  ///< by world, and distinct ones
  Grade least_sure_;
  Word best_ = model::unknown_word;
  Grade best_grade_;
  bool days_ = false, months_ = false;  ///< durations met
  Partial all_;                         ///< where there is one result
};

}  // namespace casus::infer
