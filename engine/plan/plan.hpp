// SPDX-License-Identifier: Apache-2.0
//
// What inference executes: stores of rows, and for every rule the steps of a join in the order in
// which they run. Each step keeps its way home (the condition it came from), so that explanations
// can speak of what the author wrote.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "check/program.hpp"
#include "model/facts.hpp"
#include "plan/code.hpp"

namespace casus::plan {

using StoreId = base::Id<struct StoreTag>;
using IndexId = base::Id<struct IndexTag>;
using model::Base;
using model::RatingId;
using model::RelationId;
using model::RuleId;

/// A set of rows of one width. `relation` is what they say something about.
struct StorePlan {
  enum class Role : std::uint8_t {
    rows,          ///< facts and conclusions of a relation
    attested,      ///< single statements: fields, kind, source id, certainty
    negative,      ///< explicit negatives, columns as rows; unknown_word: whatever its value
    subjects,      ///< of a rating
    contribution,  ///< subjects, for-each values, weight in millionths
    limit,         ///< subjects, limit in millionths
    answers,       ///< of a goal
  };
  Role role = Role::rows;
  RelationId relation;  ///< invalid for answers
  std::vector<Type> columns;
  /// Of rows that agree in the other columns those with the best value of this one are kept.
  std::optional<std::uint32_t> best = {};
  bool greatest = false;  ///< what is best; else the least
};

/// Rows of one store by the values of some columns.
struct IndexPlan {
  StoreId store;
  std::vector<std::uint32_t> columns;  ///< in rising order
  bool whole = false;                  ///< these are all columns: the store finds the rows itself
};

struct Operand {
  std::optional<Register> reg;  ///< else `word`
  Word word = 0;
};

/// Which rows a step visits: those of `store` whose `key` columns equal the operands.
/// For an unlisted step `index` and `key` find the explicit negatives to look at.
struct Pattern {
  StoreId store;
  IndexId index;                                          ///< invalid: all rows
  std::vector<std::pair<std::uint32_t, Operand>> key;     ///< by rising column
  std::vector<std::pair<std::uint32_t, Operand>> asked;   ///< unlisted, unknown: all given
  std::vector<std::pair<std::uint32_t, Register>> loads;  ///< column into register
  std::vector<std::pair<std::uint32_t, Register>> same;   ///< column equals a register just loaded
  /// Registers of the key that take the value of the row where they have none so far.
  std::vector<Register> takes;
};

struct Block;

struct Step {
  enum class Kind : std::uint8_t {
    scan,       ///< for each row of `pattern`
    test,       ///< `code` is true
    let,        ///< `target` = `code`; no value: stop
    agree,      ///< negations only: `target` and `code` are the same; either may give the value
    absent,     ///< `block` has no match
    unlisted,   ///< a row that an open relation may hold though it is not listed
    unknown,    ///< no row of `pattern` and no explicit negative of `negative` covers it
    aggregate,  ///< `target` = `aggregate` of `code` over the matches of `block`
    score,      ///< `target` = score, band or points of `rating` for `subjects`
  };
  enum class Part : std::uint8_t { score, band, points };

  Kind kind = Kind::scan;
  check::ConditionId origin;  ///< the author's condition that this step belongs to
  check::ExprId expr;         ///< aggregate, score: the expression; let: the argument it is for
  Pattern pattern;
  std::uint32_t premise = 0;  ///< scan: its place among the premises
  /// scan: over a store of the same component; aggregate: of members that rest on such rows
  bool recursive = false;
  Code code;
  Register target = 0;
  std::shared_ptr<const Block> block;
  check::Aggregate aggregate = check::Aggregate::count;
  bool distinct = false;

  // Unlisted and unknown steps, of an open relation.
  StoreId negative;  ///< its explicit negatives
  double presumed_absent = 0;
  bool never = false;  ///< unknown: nor does it of a closed relation, which is never unknown

  // score
  RatingId rating;
  Part part = Part::score;
  std::uint32_t factor = 0;
  std::vector<Operand> subjects;

  std::vector<Register> reads = {};  ///< aggregate: from outside; its value rests on no others
};

/// The inside of a negation or comprehension: alternatives, each a list of steps. Premise places
/// count within the block.
///
/// A negation also asks what may yet be so. An atom over an open relation may stand for a row that
/// is not listed; so for every choice of such atoms there is one more branch, a doubt, in which
/// they are `unlisted` steps.
///
/// What is unknown may be so in one place and known in another. A variable of a negation has the
/// value that any of its atoms or assignments gives it; what reads it, and what is unlisted, comes
/// after all of these. So the order of the join does not matter.
struct Block {
  struct Branch {
    std::vector<Step> steps;
    std::uint32_t premises = 0;
    std::vector<Register> unknown;  ///< without value until a step gives them one
    /// What tells members apart, besides `named`: the rows of atoms outside any `or`, place by
    /// place, and the set of rows of the atoms of an `or` that brings in facts.
    std::vector<std::uint32_t> shared_premises;
    std::vector<std::uint32_t> source_premises;
  };
  std::vector<Branch> branches;
  std::vector<Branch> doubts;  ///< negations only
  std::vector<Register>
      named;  ///< named variables that every branch binds: they tell members apart
  bool quiet =
      true;  ///< nothing in it can lack a value: a search may end as soon as it knows enough
};

/// A column that may tell two derivations of one row apart.
struct DecidingColumn {
  std::uint32_t premise = 0;  ///< whose row it is in
  std::uint32_t column = 0;
  Base base = Base::integer;
};

/// One branch of one conclusion of one rule.
struct RulePlan {
  RuleId rule;  ///< invalid: the subjects of a rating, or a goal
  std::uint32_t conclusion = 0;
  std::uint32_t branch = 0;
  std::uint32_t registers = 0;  ///< variables first, by VariableId, then places the planner made
  std::uint32_t premises = 0;
  std::vector<Step> steps;
  /// For each recursive scan the steps in an order that begins with it. A rule that has any finds
  /// all by them, from what is new, unless it runs `anew`: its `steps` then use no indexes.
  std::vector<std::vector<Step>> deltas;
  bool anew = false;  ///< it gathers rows of its own component: each round runs all of it
  [[nodiscard]] bool by_deltas() const { return !deltas.empty() && !anew; }
  std::vector<StoreId> premise_stores;
  std::vector<std::uint32_t> own_premises;  ///< places of those of the rule's own component
  std::vector<Step> head_steps;             ///< aggregates and ratings that the head needs
  StoreId head;
  std::vector<Code> args;
  std::vector<bool> required;  ///< by argument: without a value there is no conclusion
  bool points = false;         ///< the last argument is points >= 0 and stored as millionths
  bool limit = false;          ///< the last argument is points and stored as millionths
  Code certainty;              ///< empty: 1
  std::vector<Code> outcomes;  ///< the certainties of all outcomes of a choice; none: no choice
  std::uint32_t outcome = 0;   ///< into `outcomes`: the conclusion
  std::vector<DecidingColumn> deciding;  ///< of a rule of the plan: see `deciding_columns`
};

/// What one contribution or limit store means for its rating.
struct RatingInput {
  RuleId rule;
  std::uint32_t conclusion = 0;
  StoreId store;
};

struct RatingPlan {
  RatingId rating;
  StoreId subjects;
  std::vector<RatingInput> contributions;  ///< in order of rules
  std::vector<RatingInput> limits;
};

struct ComponentPlan {
  std::vector<StoreId> stores;  ///< that its rules fill
  std::vector<RelationId> relations;
  std::vector<std::uint32_t> rules;  ///< into Plan::rules
  bool recursive = false;
  std::optional<std::uint32_t> rating;  ///< into Plan::ratings: fold it at the end
  bool best_first = false;              ///< its best values can be found the best first: see check
  /// By store, a column whose value rows share with those of the component that they rest on; none
  /// where there is none: see `carried_columns`.
  std::map<StoreId, std::uint32_t> carried;
};

struct Plan {
  std::vector<StorePlan> stores;
  std::vector<IndexPlan> indexes;
  std::vector<RulePlan> rules;
  std::vector<ComponentPlan> components;
  std::vector<RatingPlan> ratings;  ///< by RatingId
  std::vector<StoreId> rows;        ///< by RelationId
  std::vector<StoreId> attested;    ///< by RelationId; invalid where it is no fact
  std::vector<StoreId> negatives;   ///< by RelationId; invalid where the relation is not open

  [[nodiscard]] const StorePlan& operator[](StoreId id) const { return stores[id.index()]; }
};

/// Rows that a relation is expected to hold, by RelationId; only steers the order of joins.
using Cardinalities = std::vector<std::uint64_t>;
/// Statements and records of each of so many relations.
[[nodiscard]] Cardinalities sizes_of(const model::FactBase& facts, std::size_t relations);
/// Of facts those there are; a conclusion is expected to have as many rows as the largest fact.
[[nodiscard]] std::uint64_t expected_rows(const check::Program& program, const Cardinalities& sizes,
                                          RelationId relation);

[[nodiscard]] Plan plan(const check::Program& program, const Cardinalities& sizes);

/// A goal against a finished plan: its indexes are its own, numbered on from the plan's.
struct GoalPlan {
  std::vector<RulePlan> branches;
  std::vector<StorePlan> stores;   ///< one, of role answers, numbered after the plan's
  std::vector<IndexPlan> indexes;  ///< numbered after the plan's
};
[[nodiscard]] GoalPlan plan_goal(const check::Goal& goal, const check::Program& program,
                                 const Plan& plan, const Cardinalities& sizes);

/// What of a conclusion is planned by itself, to see what a rule would say without exceptions.
enum class Saying : std::uint8_t {
  whole,  ///< as in the plan: arguments, values of `for each`, points
  about,  ///< only what it is about: a row, or a subject
};
/// One conclusion of a rule with some of its exceptions, against a finished plan. No stores.
[[nodiscard]] GoalPlan plan_conclusion(const check::Program& program, const Plan& plan,
                                       const Cardinalities& sizes, RuleId rule,
                                       std::uint32_t conclusion, Saying saying,
                                       std::vector<check::ConditionId> exceptions);

}  // namespace casus::plan
