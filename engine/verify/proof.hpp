// SPDX-License-Identifier: Apache-2.0
//
// An explanation under examination: its nodes, what has been found of them, what is said against
// them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "verify/calculus.hpp"
#include "verify/claims.hpp"
#include "verify/fold.hpp"
#include "verify/statements.hpp"
#include "verify/verify.hpp"

namespace casus::verify {

class Proof {
 public:
  explicit Proof(const Question& question);

  [[nodiscard]] Verification run(const Explanation& explanation);

 private:
  using Nodes = std::vector<const Node*>;
  using Origins = std::set<std::string>;

  /// What a derivation has to come to: a row, points for a factor, or a limit.
  struct Aim {
    check::Conclusion::Kind kind = check::Conclusion::Kind::derive;
    RelationId relation = {};  ///< derive
    Row row = {};              ///< derive: the row; else the subject
    bool denies = false;
    RatingId rating = {};
    std::optional<std::uint32_t> factor = {};
    Micros points = 0;  ///< below 0: undermines
  };
  /// What a derivation was found to be.
  struct Derived {
    const check::Rule* rule = nullptr;
    const check::Conclusion* said = nullptr;
    Values values;
    Row each;  ///< values of `for each`
    double certainty = 0;
  };
  /// Rows that a derivation rests on, and what is told of its comprehensions.
  struct Ground {
    Premises premises;
    std::vector<std::pair<RelationId, Row>> rows;
    Nodes aggregates;
  };

  /// What a node goes back to.
  struct Leaves {
    std::set<model::StatementId> statements = {};
    bool scores = false;  ///< and scores of ratings, which another tree tells of
  };

  // proof.cpp
  void collect(const Node& node);
  void object(const Node& node, std::string found);
  void check(const Node& node, bool by_itself = false);
  void check_fact(const Node& node, bool by_itself);
  void check_score_row(const Node& node);
  void check_rule(const Node& node, bool by_itself);
  void check_reference(const Node& node);
  [[nodiscard]] std::optional<double> joined(const Node& node, const Nodes& ways, const Aim& aim);
  [[nodiscard]] double netted(const Claim& claim, double own, const Nodes& denials);
  void check_alternative(const Node& node, const Aim& aim);
  void check_counted_once(const Node& way, const Nodes& siblings, const Origins& own);
  void check_goal(const Explanation& explanation);
  void check_grounds();
  [[nodiscard]] const Leaves& leaves(const Node& node);
  [[nodiscard]] Origins origins(const Node& node, bool given_only);

  // derivation.cpp
  [[nodiscard]] Ground ground(const Nodes& children);
  /// Whichever sign it has.
  [[nodiscard]] static bool about_the_same(const check::Conclusion& said, const Aim& aim);
  void put_aggregates(Ground& ground, const check::Terms& terms) const;
  [[nodiscard]] std::optional<Derived> derivation(const Node& node, const Nodes& children,
                                                  const Aim& aim, bool with_exceptions = true);
  /// Adds what it finds; else says why there is nothing.
  [[nodiscard]] std::string derive(const check::Rule& rule, const check::Conclusion& said,
                                   const Node& node, const Ground& ground, const Aim& aim,
                                   bool with_exceptions, std::vector<Derived>& found) const;
  [[nodiscard]] std::string conclude(const Way& way, const Ground& ground, const Aim& aim,
                                     bool with_exceptions, Derived& derived) const;
  void check_conditions(const Nodes& children, const check::Terms& terms, const Values& values,
                        const Premises& premises, const Derived* derived);
  void check_absence(const Node& node, const check::Terms& terms, const Values& values,
                     const Premises& premises, const Derived* derived);
  void check_aggregate(const Node& node, const check::Terms& terms, const Values& values);
  [[nodiscard]] std::optional<Valued> gather(const Node& node, const check::Terms& terms,
                                             const check::Expr& expr, const Values& values,
                                             std::optional<Word> claimed);
  [[nodiscard]] Valued gathered_in_a_world(const check::Terms& terms, const check::Expr& expr,
                                           std::vector<Member> all,
                                           std::optional<Word> claimed) const;
  void check_presumed(const Node& node, const model::Relation& declared, const Rows& denied);
  void check_defeated(const Node& node, std::optional<std::uint32_t> factor);
  void check_defeating(const Node& node, const Node& defeated, const Aim& aim);
  [[nodiscard]] bool gathers_in_recursion(const check::Expr& expr, const check::Terms& terms) const;

  // rating.cpp
  struct Rated;
  void check_rating(const Node& node, const Rating* shown);
  void check_factor(const Node& node, Rated& rated);
  [[nodiscard]] std::optional<bool> check_contribution(const Node& node, Rated& rated);
  void check_limit(const Node& node, Rated& rated);
  void check_part(const Node& node, const Nodes& clamps, const Nodes& limits, const Part& part,
                  const Rated& rated);
  void check_complete(const Node& node, const Rated& rated);
  [[nodiscard]] std::optional<Derived> input(const Node& node, const Aim& aim);
  struct Told;
  [[nodiscard]] std::optional<Told> said_of(const check::Rule& rule, const check::Conclusion& said,
                                            const Way& way, const Rated& rated) const;

  [[nodiscard]] std::string shown(RelationId relation, const Row& row) const;
  [[nodiscard]] std::string number(double value) const;
  [[nodiscard]] bool recomputes() const { return calculus_.is_truth_functional(); }
  [[nodiscard]] const check::Program& program() const { return *world_.program; }

  const Question& question_;
  Calculus calculus_;
  World world_;
  Statements statements_;
  Reader reader_;
  std::map<std::uint32_t, const Node*> nodes_;
  std::map<std::uint32_t, double> own_;     ///< by node: certainty before denials
  std::map<std::uint32_t, Leaves> leaves_;  ///< by node
  std::set<model::StatementId> used_;
  std::set<const Node*> only_statement_;  ///< facts as sure as a single statement of theirs
  std::set<const Node*> cut_;             ///< told no further
  std::size_t estimates_ = 0;             ///< certainties that were not recomputed
  Verification result_;
};

}  // namespace casus::verify
