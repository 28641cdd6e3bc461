// SPDX-License-Identifier: Apache-2.0
//
// An explanation under examination: its nodes, what has been found of them, what is said against
// them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "verify/calculus.hpp"
#include "verify/claims.hpp"
#include "verify/fold.hpp"
#include "verify/statements.hpp"
#include "verify/verify.hpp"
#include "verify/worlds.hpp"

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
    double own = 1;  ///< the rule's
  };
  /// Rows that a derivation rests on, and what is told of its comprehensions.
  struct Ground {
    Premises premises;
    std::vector<std::pair<RelationId, Row>> rows;
    Nodes aggregates;
  };

  /// What a node goes back to.
  struct Leaves {
    std::vector<model::StatementId> statements = {};  ///< sorted
    bool others = false;  ///< and others: a score of a rating, or what is told nowhere
  };

  // proof.cpp
  void collect(const Node& node);
  void object(const Node& node, std::string found);
  void check(const Node& node, bool by_itself = false);
  void check_goal(const Explanation& explanation);

  // row.cpp
  void check_fact(const Node& node, bool by_itself);
  void check_score_row(const Node& node);
  void check_rule(const Node& node, bool by_itself);
  void check_facts(const Node& node);
  void check_reference(const Node& node);
  [[nodiscard]] std::optional<double> joined(const Node& node, const Nodes& ways, const Aim& aim);
  [[nodiscard]] double netted(const Node& node, const Claim& claim, double own,
                              const Nodes& against);
  void check_alternative(const Node& node, const Aim& aim);
  void check_counted_once(const Node& way, const Nodes& siblings, const Origins& own);

  // grounds.cpp
  void check_grounds();
  /// The node that `same_as` names; null where there is none.
  [[nodiscard]] const Node* told(const Node& node) const;
  [[nodiscard]] const Leaves& leaves(const Node& node);
  [[nodiscard]] Origins origins(const Node& node, bool given_only);

  // chances.cpp
  void check_chances();
  [[nodiscard]] bool enter(const Node& top, Worlds& worlds) const;
  void enter_fact(const Node& node, Worlds& worlds) const;
  [[nodiscard]] bool enter_way(const Node& way, Worlds::Term claim, Worlds& worlds,
                               Nodes& open) const;

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

  // conditions.cpp
  void check_conditions(const Nodes& children, const check::Terms& terms, const Values& values,
                        const Premises& premises, const Derived* derived);
  void check_absence(const Node& node, const check::Terms& terms, const Values& values,
                     const Premises& premises, const Derived* derived);
  void check_presumed(const Node& node, const model::Relation& declared, const Rows& denied);

  // comprehension.cpp
  void check_aggregate(const Node& node, const check::Terms& terms, const Values& values);
  [[nodiscard]] std::optional<Valued> gather(const Node& node, const check::Terms& terms,
                                             const check::Expr& expr, const Values& values,
                                             std::optional<Word> claimed);
  [[nodiscard]] Valued gathered_in_a_world(const check::Terms& terms, const check::Expr& expr,
                                           std::vector<Member> all,
                                           std::optional<Word> claimed) const;
  [[nodiscard]] bool gathers_in_recursion(const check::Expr& expr, const check::Terms& terms) const;

  // defeated.cpp
  void check_defeated(const Node& node, std::optional<std::uint32_t> factor);
  void check_defeating(const Node& node, const Node& defeated, const Aim& aim);

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
  std::unordered_set<const Node*> checked_;
  Nodes references_;  ///< looked at once all is told
  std::set<model::StatementId> used_;
  std::set<const Node*> only_statement_;      ///< facts as sure as a single statement of theirs
  std::size_t cut_ = 0;                       ///< nodes that are cut and told nowhere
  bool lists_facts_ = true;                   ///< whether steps list the facts below them
  std::map<std::uint32_t, Derived> derived_;  ///< by node, where chances may be recomputed
  // Certainties that were not recomputed: of facts and conclusions by node, and others.
  std::set<std::uint32_t> estimated_;
  std::size_t estimates_ = 0;
  Verification result_;
};

}  // namespace casus::verify
