// SPDX-License-Identifier: Apache-2.0
//
// What `casus why` prints: proof trees with the analyst's sentences. Nothing is worked out here:
// the renderers choose what of the tree to show and how it stands on the page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casus/explanation.hpp"
#include "casus/source.hpp"
#include "report/style.hpp"

namespace casus::report {

struct TreeOptions {
  std::uint32_t depth = 2;  ///< levels below the root; 0: all
  /// Lines below a root; what is smaller is folded into sums. 0: no limit.
  std::uint32_t lines = 12;
  bool code = false;  ///< show rules and conditions as the author wrote them
};

/// The explanation of one goal in one case. Both must outlive the call.
struct CaseExplanation {
  std::string case_name;
  const Explanation& explanation;
  const Sources& sources;
  const Verification* verified = nullptr;  ///< where it was checked
};
using CaseExplanations = std::vector<CaseExplanation>;

/// Box-drawing (or ASCII) trees; cases where the goal does not hold are left out. Empty where it
/// holds in none.
[[nodiscard]] std::string explanation_tree(const CaseExplanations& cases, const Style& style,
                                           const TreeOptions& options);
/// One statement a line, without drawing or folding: `lines` is not used.
[[nodiscard]] std::string explanation_prose(const CaseExplanations& cases,
                                            const TreeOptions& options);
/// "verified: 41 steps, from 12 facts", over all cases, and what was not recomputed; empty where
/// none was checked.
[[nodiscard]] std::string verified_text(const CaseExplanations& cases);
/// What the checker objects to.
[[nodiscard]] std::vector<std::string> objections(const CaseExplanations& cases);
/// What is held and denied among that which the goal asks for, with both sides.
[[nodiscard]] std::string contradictions_tree(const CaseExplanation& one, const Style& style,
                                              const TreeOptions& options);
[[nodiscard]] std::string contradictions_prose(const CaseExplanation& one,
                                               const TreeOptions& options);
/// Where the goal does not hold, what would have been said for or against it had no rule overridden
/// another: a line each, empty where there is nothing.
[[nodiscard]] std::string defeated_lines(const CaseExplanations& cases, bool prose);
/// What is stated of a goal as other kinds than it asks for: a text for each kind.
[[nodiscard]] std::vector<std::string> other_kinds_texts(const std::vector<Evidence>& other_kinds);
/// A graph in the language of Graphviz: what occurs several times is one node, shapes and dashes
/// say what kind it is, and edges lead from reasons to what they are reasons for. `lines` is not
/// used.
[[nodiscard]] std::string explanation_dot(const CaseExplanations& cases, const std::string& goal,
                                          const TreeOptions& options);
/// The trees as one picture, below each other. `lines` is not used.
[[nodiscard]] std::string explanation_svg(const CaseExplanations& cases, const std::string& goal,
                                          const TreeOptions& options);
/// {"schema":"casus.why/1","goal","holds","explanations":[…]}: the whole trees.
[[nodiscard]] std::string explanation_json(const CaseExplanations& cases);

}  // namespace casus::report
