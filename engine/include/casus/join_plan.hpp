// SPDX-License-Identifier: Apache-2.0
//
// How rules will run over the facts of one case, in words to be read aloud: which rules run
// together, in which order the conditions of each are joined, and how the rows are found. Plain
// values, for authors whose rules meet a lot of data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casus/source.hpp"

namespace casus {

/// What a rule does with every match of the steps before.
struct PlannedStep {
  struct Branch;
  std::string text;      ///< "look up `trade` whose `src` is s, and take its `pct` as p"
  std::string relation;  ///< whose rows it visits; else empty
  /// What is inside a negation or comprehension: alternatives.
  std::vector<Branch> inside;
  std::optional<std::uint64_t> visited = {};  ///< in a profile: how many rows it visited
  Span span;  ///< the author's condition, or the place in the conclusion
};
struct PlannedStep::Branch {
  bool perhaps = false;  ///< it rests on a row that is not listed, but may be so all the same
  std::vector<PlannedStep> steps;
};

/// The steps of a rule in one order. A rule that rests on what it concludes has one for each
/// condition that may meet new rows.
struct PlannedOrder {
  std::string begins_with;  ///< the relation whose new rows begin it; empty: there is one order
  std::vector<PlannedStep> steps;
};

/// One conclusion of a rule, or one alternative of it where the rule says `or`.
struct PlannedRule {
  enum class Runs {
    once,
    from_new,    ///< each round, from what the round before found
    each_round,  ///< each round, from all there is
  };
  std::string rule;    ///< its name; empty: it says what a rating is of
  std::string module;  ///< that declares it, empty for a file without one
  std::string about;   ///< what it concludes: "path", "risk.debt"
  Runs runs = Runs::once;
  std::vector<PlannedOrder> orders;
  Span span;  ///< its name
};

struct CarriedField {
  std::string relation;
  std::string field;
};

/// Relations that depend on each other, and the rules that conclude about them.
struct PlannedGroup {
  std::vector<std::string> relations;
  bool recursive = false;  ///< runs in rounds, until nothing new is found
  std::vector<PlannedRule> rules;
  bool best_first = false;  ///< in rounds that each begin with the best values that are left
  /// In rounds: fields whose values rows share with the rows that they rest on, so that what there
  /// is of each value is found by itself. None, or one of each relation.
  std::vector<CarriedField> carried;
};

struct PlannedRelation {
  std::string name;
  std::uint64_t rows = 0;
  bool counted = false;  ///< these are facts; else as many are expected
};

struct JoinPlan {
  std::vector<PlannedRelation> relations;  ///< that a rule reads, in declared order
  std::vector<PlannedGroup> groups;        ///< in the order in which they run
};

}  // namespace casus
