// SPDX-License-Identifier: Apache-2.0
//
// Proof trees: from a conclusion through rules, comparisons, aggregates and negations down to the
// statements of the case. Sub-proofs told before are referred to, not repeated.
#pragma once

#include <optional>
#include <unordered_map>

#include "assess/assess.hpp"
#include "casus/explanation.hpp"
#include "explain/render.hpp"
#include "explain/words.hpp"
#include "infer/ask/defeats.hpp"
#include "infer/ask/derivations.hpp"

namespace casus::explain {

/// Deeper proofs are cut there, and go on in trees of their own.
inline constexpr int max_depth = 400;

/// So many alternatives are listed of one conclusion; more are counted.
inline constexpr std::size_t most_alternatives = 100;
/// Beyond so many in one explanation none are looked for any more, and that is said.
inline constexpr std::size_t most_alternatives_in_all = 10'000;

class TreeBuilder {
 public:
  /// Where `meter` stops, trees are no longer complete.
  TreeBuilder(const Words& words, Grades grades, const Sources& sources, infer::Meter& meter)
      : words_(words),
        grades_(grades),
        sources_(sources),
        meter_(meter),
        lineages_(words.fixpoint, words.symbols, meter),
        defeats_(words.fixpoint, words.symbols, meter) {}

  /// Of what trees rest on.
  [[nodiscard]] infer::Lineages& lineages() { return lineages_; }

  /// A rated subject: starting point, factors, contributions with their reasons, limits. Before
  /// them how the score meets what the goal asks for, where that is `met`.
  [[nodiscard]] Explanation::Node rating(const assess::Rated& rated, const Rating& shown,
                                         std::string met = {});
  /// A fact, conclusion or explicit negative.
  /// `contrary`: told as what makes another less sure, which need not be told of it again.
  [[nodiscard]] Explanation::Node row(infer::RowRef row, bool contrary = false);
  /// What is held, and what denies it.
  [[nodiscard]] Explanation::Node contradiction(const infer::Contradiction& one);
  /// A goal that is no single atom, over what its answer was found by.
  [[nodiscard]] Explanation::Node goal(std::string text, infer::Grade grade,
                                       const check::Terms& terms,
                                       const std::vector<infer::Seen>& seen);
  /// What would have been concluded about a row, for or against it, had no rule overridden another.
  /// unknown_word: any value.
  [[nodiscard]] std::vector<Explanation::Node> defeated(model::RelationId relation,
                                                        std::span<const model::Word> fields);
  /// Adds below each conclusion in a tree every other derivation. What all trees told by then rest
  /// on stands in these, and is referred to.
  void add_alternatives(Explanation::Node& root);
  /// Adds what the trees told by then cut, and the trees for that. Without a list of facts for each
  /// step: these lists grow with the square of the depth.
  void tell_deeper(std::vector<Explanation::Node>& deeper);
  /// The conditions of a replayed derivation, in the order in which the author wrote them.
  [[nodiscard]] std::vector<Explanation::Node> conditions(const check::Terms& terms,
                                                          const std::vector<infer::Seen>& seen);

 private:
  using Node = Explanation::Node;

  [[nodiscard]] Node statement_node(infer::RowRef row,
                                    const std::vector<model::StatementId>& statements,
                                    bool contrary);
  [[nodiscard]] Node rule_node(infer::RowRef row);
  void add_against(infer::RowRef row, Node& node);
  [[nodiscard]] Node way_node(const infer::Replayed& way,
                              Explanation::Kind kind = Explanation::Kind::way);
  void add_alternatives_below(Node& node);
  void add_others(infer::RowRef row, Node& node);
  void derive(Node& node, const std::vector<infer::Replayed>& ways);
  void grade(Node& node, infer::Grade grade) const;
  /// Puts in what is claimed of a row.
  void claim(Node& node, infer::RowRef row) const;
  [[nodiscard]] Node input_node(infer::RowRef row, const plan::RatingInput& input, Node head);
  [[nodiscard]] Node defeated_node(const infer::Defeated& one);
  [[nodiscard]] Node told_rule(Explanation::Kind kind, const check::Rule& rule,
                               const std::vector<infer::Seen>& seen);
  /// What the rule says of a replayed derivation, as the author wrote it.
  void add_conclusion(Node& node, const check::Rule& rule, std::uint32_t conclusion,
                      const std::vector<infer::Seen>& seen) const;
  /// The condition as the author wrote it, with the values that its variables had.
  void add_code(Node& node, const check::Terms& terms, const infer::Seen& seen) const;
  [[nodiscard]] Node condition(const check::Terms& terms, const infer::Seen& seen,
                               const Computed& computed);
  [[nodiscard]] Node absence(const infer::Absence& absence, Node node);
  [[nodiscard]] Node aggregate(const check::Terms& terms, const infer::Seen& seen, Node node);
  [[nodiscard]] std::string code(Span span) const;
  [[nodiscard]] const check::Program& program() const { return *words_.fixpoint.program; }
  [[nodiscard]] std::string rows(const std::vector<infer::TableHit>& hits) const;

  const Words& words_;
  Grades grades_;
  const Sources& sources_;
  infer::Meter& meter_;
  infer::Lineages lineages_;
  infer::Defeats defeats_;
  std::optional<infer::Derivations> all_;
  std::size_t alternatives_ = 0;                           ///< told
  std::unordered_map<std::uint64_t, std::uint32_t> told_;  ///< row to node id
  std::unordered_map<std::uint32_t, infer::RowRef>
      conclusions_;  ///< by node id, if not told before
  /// Rows that were cut and have not been told since, with the ids that they are to have.
  std::unordered_map<std::uint64_t, std::uint32_t> put_off_;
  std::vector<infer::RowRef> cut_;  ///< in order
  std::uint32_t next_id_ = 0;
  int depth_ = 0;
  bool lists_facts_ = true;
};

}  // namespace casus::explain
