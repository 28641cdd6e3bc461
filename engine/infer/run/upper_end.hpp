// SPDX-License-Identifier: Apache-2.0
//
// How likely at most something is that has several derivations, however these depend on each other.
// Their sum is a bound, and a weak one where they have something in common: two sides of an `or`
// beside one fact are together no likelier than the fact.
#pragma once

#include <span>
#include <vector>

#include "base/function_ref.hpp"
#include "infer/fixpoint.hpp"

namespace casus::infer {

using EndOfRow = base::FunctionRef<double(RowRef)>;

/// The rows that every one of several derivations rests on: the conditions that they share.
class SharedRows {
 public:
  void add(const RulePlan& rule, std::span<const RowId> premises);
  /// The least of their upper ends, which no derivation passes; 1 where nothing is shared.
  [[nodiscard]] double least_end(EndOfRow end_of_row) const;

 private:
  std::vector<RowRef> rows_;
  bool any_ = false;
};

/// How likely at most something is that has these derivations, given upper ends of their rows: the
/// sum over them, but the derivations of one instance of a rule make together no more than the
/// rule's certainty, and any of them no more than a row that they share.
class UpperEnd {
 public:
  /// Refers to `ways`, which must outlive it unchanged but for their grades.
  UpperEnd(const Fixpoint& fixpoint, const std::vector<Way>& ways);
  UpperEnd(const Fixpoint& fixpoint, const std::vector<Way>&& ways) = delete;

  using EndOfWay = base::FunctionRef<double(const Way&)>;
  [[nodiscard]] double of(EndOfWay end_of_way, EndOfRow end_of_row) const;

 private:
  struct Group {
    std::vector<const Way*> ways;
    SharedRows shared;
    double certainty = 0;
  };
  std::vector<Group> instances_;
  SharedRows shared_;
};

}  // namespace casus::infer
