// SPDX-License-Identifier: Apache-2.0
//
// Looking things up in a whole explanation: the node that `same_as` names, the passage a fact
// stands at, and the presumptions below a node that is not shown further.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "casus/explanation.hpp"

namespace casus::report {

class Proof {
 public:
  /// `explanation` must outlive the proof.
  explicit Proof(const Explanation& explanation);

  /// `at` of the fact with this id; empty where none is given.
  [[nodiscard]] std::string passage(const std::string& id) const;
  /// Every presumption that the node rests on, once, those told elsewhere in the tree included.
  [[nodiscard]] std::vector<const Explanation::Node*> presumptions(
      const Explanation::Node& node) const {
    return below(node, Explanation::Kind::presumption);
  }
  /// The same of another kind. Each node once, however many ways lead to it.
  [[nodiscard]] std::vector<const Explanation::Node*> below(const Explanation::Node& node,
                                                            Explanation::Kind kind) const;
  /// In how many decimals points are told: as many as scores of what is explained take.
  [[nodiscard]] int decimals() const { return decimals_; }
  /// "-4.2 the press is hostile, same origin (agency) as troops: North masses troops". Printable.
  [[nodiscard]] std::string uncounted_text(const Explanation::Node& node) const;

 private:
  void remember(const Explanation::Node& node);

  std::map<std::uint32_t, const Explanation::Node*> by_id_;
  std::map<std::string, std::string> passages_;
  int decimals_ = 1;
};

/// "3 more answers: `casus query` lists them all"; empty where there are none.
[[nodiscard]] std::string more_answers_text(const Explanation& explanation);
/// A sentence of its own, for a root that is a rating with a likelihood; else nothing.
[[nodiscard]] std::string likelihood_line(const Explanation& explanation, std::size_t root);

/// "no successor is known (0.7)": what is taken for granted, with its certainty. Printable.
[[nodiscard]] std::string presumption_text(const Explanation::Node& node);

/// "and 2345 other derivations": alternatives of a node that are only counted.
[[nodiscard]] std::string further_text(const Explanation::Node& node);

/// Whether nothing rests on a node: what would have counted but does not, and other derivations.
[[nodiscard]] bool counts_for_nothing(const Explanation::Node& node);

/// Whether a comparison finds a value equal to itself, as `"Greens" = "Greens"`.
[[nodiscard]] bool says_nothing(std::string_view comparison);
/// Whether a child of a node is such a comparison, or a score that the node has told already.
[[nodiscard]] bool says_nothing(const Explanation::Node& node, const Explanation::Node& child);

/// "-9.6 the leader is 80, defeated by crown: a monarchy knows who is next". Printable.
[[nodiscard]] std::string defeated_text(const Explanation::Node& node, int decimals = 1);
/// "by crown: a monarchy knows who is next". Printable.
[[nodiscard]] std::string defeating_text(const Explanation::Node& node);

/// ", a perception": what a statement is that is no fact; empty for facts.
[[nodiscard]] std::string kind_text(const Explanation::Node& node);

}  // namespace casus::report
