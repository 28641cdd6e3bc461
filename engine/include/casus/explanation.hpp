// SPDX-License-Identifier: Apache-2.0
//
// Why something holds, as a tree of values that text, prose and JSON render alike. A sub-proof that
// occurs again is not repeated: the later node names the earlier one in `same_as`. Trees are of
// limited depth: what is deeper is told in trees of its own, `Explanation::deeper`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casus/evaluation.hpp"

namespace casus {

struct Explanation {
  enum class Kind {
    rating,        ///< a subject with its score and band; children: start, factors, limits
    start,         ///< the starting point
    factor,        ///< children: contributions, limits, clamp
    contribution,  ///< `amount`; children: the conditions of its rule
    limit,         ///< a cap or floor
    clamp,         ///< what the bounds of a factor or scale took away
    goal,          ///< a goal of several conditions; children: these
    rule,          ///< a conclusion; children: conditions of its rule, or `way`s that make it surer
                   ///< together
    way,           ///< one of several derivations of its parent, which join in its certainty;
                   ///< children: its conditions
    fact,          ///< a statement of the case
    comparison,    ///< "75 >= 70"
    assignment,    ///< "total = 23.5"
    absence,       ///< what does not hold; children: presumptions, explicit negatives
    presumption,   ///< taken for granted: "no spare for pump 3 is known"
    unknown,       ///< asked for and found unknown
    aggregate,     ///< "sum of 2 facts = 23.5"; children: its members
    score,         ///< the score or band of a rating that a rule read
    defeated,      ///< what a rule would have said; children: the rules that defeat it, conditions
    defeating,     ///< a rule that defeats another; without certainty it cannot be ruled out
    uncounted,     ///< a contribution or way for which a stronger one of the same origins counts
    alternative,   ///< one more derivation of its parent, which adds nothing to it, over the best
                   ///< ones of what it rests on; children: its conditions. Only where all
                   ///< derivations are asked for
  };

  using Bindings = std::vector<std::pair<std::string, Value>>;

  struct Node {
    Kind kind = Kind::fact;
    std::uint32_t id = 0;    ///< numbered in order of the whole tree, from 1; alternatives and what
                             ///< is told of nodes that are cut last
    std::string text;        ///< one sentence
    std::string rule;        ///< for what a rule says: the rule's name
    std::string code;        ///< the condition as the author wrote it
    Bindings values;         ///< of the variables in `code`
    std::string conclusion;  ///< for what a rule says: as the author wrote it
    Bindings concluded;      ///< of the variables in `conclusion`
    /// Points, in ratings; defeated and uncounted: what it would have counted.
    std::optional<double> amount;
    std::optional<double> weight;  ///< contribution: amount at full certainty
    std::optional<Certainty> certainty;
    std::optional<Between> between;
    std::optional<Evidence> evidence;  ///< kind fact
    /// Ids below this node; of a rating, those that make its subject one that is rated.
    std::vector<std::string> facts;
    Bindings bindings;                          ///< rule, contribution: all variables
    std::optional<std::uint32_t> same_as;       ///< told under that id; no children here
    std::optional<std::uint32_t> counted_with;  ///< uncounted: the id of what counts for both
    std::vector<std::string> origins;           ///< uncounted: the origins that both go back to
    std::size_t further = 0;  ///< alternatives that there are besides those among the children
    Span span;
    std::vector<Node> children;
    /// What is claimed, as values. Fact, rule, score of a row, presumption, defeated: the relation
    /// or rating, with its module before it if it has one; factor: its name.
    std::string about = {};
    /// Fact, rule, score of a row: one a field, unknown where a denial leaves it free; rating: its
    /// subject; limit: where it stands; assignment, aggregate, score in an expression: the value.
    /// Defeated: as a rule, or the subject and for limits where it would stand. Presumption: one a
    /// field, unknown where it is left free, and the kind of statement where one is asked for.
    std::vector<Value> claimed = {};
    bool denies = false;  ///< fact, rule, defeated: an explicit negative
    bool cut = false;     ///< too deep to be told here: `same_as` is among `deeper`
    /// Fact, rule: says the contrary of its parent, which is as sure as the two leave it; here as
    /// sure as by itself.
    bool against = false;
    std::optional<Certainty> alone = {};  ///< with children `against`: how sure without these
  };

  std::string goal;                ///< as asked
  bool holds = false;              ///< false: `roots` is empty
  std::optional<Verdict> verdict;  ///< as of `Answers`
  std::vector<std::string> contradictions;
  std::vector<Node> roots;            ///< one an answer, in order of values
  std::size_t answers = 0;            ///< how many there are; `roots` may hold fewer
  std::optional<LimitReached> limit;  ///< what cut the search for answers short
  std::optional<Inexact> inexact;
  std::vector<Rating> ratings;  ///< for each root of kind rating, the whole rating
  std::vector<Node> defeated;   ///< where a goal of one atom does not hold: kind defeated
  /// One for each of `contradictions`: kind unknown; children: what is held, what denies it.
  std::vector<Node> contradicting;
  /// Where the goal does not hold: as of `Missed`.
  std::vector<Evidence> other_kinds;
  std::vector<UnknownText> unknown_texts = {};
  /// The conclusions that other trees cut, as trees whose steps do not list the facts below them.
  std::vector<Node> deeper = {};
  /// Where a goal of one atom that is for rules to conclude does not hold: the ids of facts that
  /// have a text of the goal, at most `most_naming`.
  std::optional<std::vector<std::string>> naming = {};
  static constexpr std::size_t most_naming = 10;
};

/// What came of holding an explanation against the rules and the facts alone; see
/// `Evaluation::verify`.
struct Verification {
  struct Objection {
    std::uint32_t node = 0;  ///< `Explanation::Node::id`; 0: the explanation as a whole
    std::string claimed;     ///< the node's sentence
    std::string found;       ///< what the checker finds instead
    friend bool operator==(const Objection&, const Objection&) = default;
  };
  std::size_t steps = 0;                ///< nodes that were re-derived, facts not counted
  std::size_t facts = 0;                ///< statements that they rest on
  std::vector<Objection> objections;    ///< in order of nodes; empty: the explanation is a proof
  std::vector<std::string> left_aside;  ///< what was not recomputed, in words
};

}  // namespace casus
