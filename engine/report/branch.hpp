// SPDX-License-Identifier: Apache-2.0
//
// A proof tree made ready to be drawn: which nodes show, with which words, amounts and references.
// Choosing and folding happen here, on values; drawing knows only branches.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/explanation.hpp"

namespace casus::report {

struct Branch {
  std::optional<double> amount;    ///< points
  bool is_start = false;           ///< its amount stands without a sign
  std::string text;                ///< printable
  std::string product;             ///< after the text, never broken: "(10 × 0.8)"
  std::string references;          ///< "[F5 F6] ¶12"
  std::vector<std::string> notes;  ///< lines of their own below: presumptions, code
  std::vector<Branch> children;
  std::string folded_text;  ///< what stands for it when its children are folded away

  /// Lines that it takes up, children included.
  [[nodiscard]] std::size_t lines() const;
};

/// The tree below `root` down to `options.depth`. `index` is the root's place among the roots.
[[nodiscard]] Branch branch_of(const CaseExplanation& one, std::size_t index, const Style& style,
                               const TreeOptions& options);
/// The tree below a node that is no root.
[[nodiscard]] Branch branch_of(const CaseExplanation& one, const Explanation::Node& node,
                               const Style& style, const TreeOptions& options);

/// Folds what is below the root into at most `lines` lines, unless all fits: every child of the
/// root gets its line, then their largest children, wherever they are; what is left out of a branch
/// becomes one line with its sum.
void fold(Branch& root, std::size_t lines);

/// Draws a branch and everything below it.
[[nodiscard]] std::string draw(const Branch& root, const Style& style);

}  // namespace casus::report
