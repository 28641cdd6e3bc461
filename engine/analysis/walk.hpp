// SPDX-License-Identifier: Apache-2.0
//
// From ratings, or a goal, down through rules to the facts that these lack: each rule is asked for
// just the conclusions that a rule above it lacks, with the values that are known there.
#pragma once

#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "analysis/body.hpp"
#include "analysis/unsettled.hpp"

namespace casus::analysis {

class Walk {
 public:
  /// All outlive this. `into` has the questions about values that facts leave out; others are
  /// added, and such as are not all that is missing anywhere are marked so. `unstated`: see
  /// `GapsOptions`.
  Walk(const Target& target, const session::Asking& at, const explain::Words& words, bool unstated,
       Questions& into);

  /// `goal`: of a target that is no rating; it has been checked against the fixpoint.
  void run(const check::Goal* goal);

  using Pair = std::pair<const Unsettled*, const Unsettled*>;
  [[nodiscard]] const std::vector<Pair>& pairs() const { return pairs_; }
  [[nodiscard]] bool partial() const { return partial_; }

 private:
  using Place = std::size_t;  ///< into nodes_
  using Conditions = std::vector<check::ConditionId>;
  /// A conclusion that is asked for; the first stands for ratings and goal.
  struct Node {
    model::RelationId relation;
    Known known;
    std::vector<Unsettled*> questions = {};  ///< any of them alone may be all that is missing
    std::vector<Place> below = {};           ///< the same of conclusions
  };
  /// An atom, or a rating that an expression reads.
  struct Missing {
    model::RelationId relation;
    std::vector<check::Atom::Given> given;
    bool negated = false;
    bool unknown = false;                     ///< a rule asks whether it is
    std::optional<std::uint32_t> field = {};  ///< a fact may be there that leaves this value out
  };
  /// One of the conditions of a rule, by its place among them.
  struct Candidate {
    std::size_t place = 0;
    Missing what;
  };
  /// A value that facts leave out.
  struct Left {
    std::uint32_t field = 0;
    model::RelationId relation;
    Known known;
    check::ConditionId atom;
  };
  /// A question, a value that facts leave out, or a conclusion.
  struct Side {
    Unsettled* question = nullptr;
    Place node = 0;
    std::optional<Left> left = {};
  };
  /// Two things that one rule lacks.
  struct Both {
    Place node;
    Side first, second;
  };

  void roots(const check::Goal* goal);
  void conclusions_about(model::RelationId relation, const Known& known, Place node);
  void search(const Body& body, Place node);
  void search(const Body& body, const Conditions& beside, std::size_t from, bool negated,
              Place node);
  void search_inside(const Body& body, const Conditions& beside, check::ConditionId inside,
                     bool negated, Place node);
  void search_expr(const Body& body, const Conditions& beside, check::ExprId id, Place node);
  void search_pairs(const Body& body, const Conditions& all, Place node);
  void one(const Body& body, Conditions rest, const Conditions& of, const Missing& what,
           Place node);
  void two(const Body& body, const Conditions& all, const Candidate& first, const Candidate& second,
           Place node);

  /// What two of which may be missing: an atom of something open, one under a `not` that does not
  /// hold by presumption, and each field of a fact that may be left out.
  [[nodiscard]] std::vector<Candidate> candidates(const Body& body, const Conditions& all) const;
  [[nodiscard]] std::optional<Missing> may_be_missing(const Body& body,
                                                      check::ConditionId id) const;
  [[nodiscard]] static plan::Variables variables(const Body& body, const Missing& what);
  /// With `members`, one of few values that the rule asks for is among them.
  [[nodiscard]] Known known(const Body& body, const Missing& what, const Body::Values& values,
                            bool members = false) const;
  /// What is known of something that is not stated, or concluded; nothing where it is.
  [[nodiscard]] std::optional<Known> unstated(const Body& body, const Missing& what,
                                              const Body::Values& values);
  [[nodiscard]] bool is_fact(model::RelationId relation) const;
  /// Whether a rule takes its absence for granted.
  [[nodiscard]] bool presumes(const Missing& what) const;
  [[nodiscard]] std::optional<Side> side(const Body& body, const Missing& what, Known known,
                                         const Body::Values& values);
  /// The same of one of two; nothing also where that is stated.
  [[nodiscard]] std::optional<Side> side(const Body& body, const Candidate& one,
                                         check::ConditionId condition, const Body::Values& values);
  void mark_alone();
  void join_pairs();
  [[nodiscard]] std::vector<Unsettled*> questions_of(const Side& side);
  [[nodiscard]] std::vector<Unsettled*> questions_about(const Left& left);

  const Target& target_;
  const session::Asking& at_;
  const explain::Words& words_;
  const check::Program& program_;
  bool unstated_;  ///< as of `GapsOptions`
  Questions& questions_;
  Stated stated_;
  /// By RelationId: what concludes it, and whether something open is below it, or itself is.
  std::vector<std::vector<std::pair<model::RuleId, const check::Conclusion*>>> concluding_;
  std::vector<bool> open_;
  /// By RelationId: whether there may be a question about it, or about what is below it.
  std::vector<bool> asked_;
  std::vector<Node> nodes_;
  std::map<std::pair<model::RelationId, Known>, Place> places_;
  std::vector<Both> both_;
  std::vector<bool> alone_;  ///< by node: nothing above it lacks something else as well
  std::vector<Pair> pairs_;
  plan::Variables unbound_;  ///< of the assignment inside which the search is
  bool partial_ = false;
};
inline constexpr std::size_t most_asked = 1000;

}  // namespace casus::analysis
