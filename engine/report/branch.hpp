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

/// What is folded away, so that a line can stand for it and nothing is lost without a word.
struct Folded {
  std::size_t counting = 0;  ///< with an amount of their own
  std::size_t limits = 0;
  std::size_t uncounted = 0;  ///< what would have counted
  std::size_t others = 0;
  // Of all these:
  std::size_t presuming = 0;  ///< rest on something presumed
  std::size_t unknown = 0;    ///< rest on something not known

  /// "3 smaller, 1 limit, 2 presumed"
  [[nodiscard]] std::string text() const;
  /// "3, 2 presumed": the same behind a title, in brackets.
  [[nodiscard]] std::string brief() const;
};

/// A line of its own below a text.
struct Remark {
  std::string text;
  std::string aside = {};  ///< behind it where there is room, else below
};

struct Branch {
  enum class Sort { plain, start, factor, limit, uncounted };

  const Explanation::Node* node = nullptr;  ///< what it shows; none for a line of what is folded
  std::optional<double> amount;             ///< points
  Sort sort = Sort::plain;
  int decimals = 1;           ///< of the amount
  bool presumes = false;      ///< rests on something presumed
  bool unknown = false;       ///< rests on something not known
  bool nothing = false;       ///< a factor of which nothing is known
  std::string text;           ///< printable
  std::string product;        ///< after the text, never broken: "(10 × 0.8)"
  std::string references;     ///< "[F5 F6] ¶12"
  std::vector<Remark> notes;  ///< lines of their own below: presumptions, code
  std::vector<Branch> children;
  // What stands for it when its children are folded away.
  std::string folded_text;           ///< instead of all else; empty: the text stays
  std::vector<Remark> folded_notes;  ///< where the text stays

  /// "+8.0", of the starting point "60.0"; empty where there are no points.
  [[nodiscard]] std::string amount_text() const;
};

/// The tree below `root` down to `options.depth`. `index` is the root's place among the roots.
[[nodiscard]] Branch branch_of(const CaseExplanation& one, std::size_t index, const Style& style,
                               const TreeOptions& options);
/// The tree below a node that is no root.
[[nodiscard]] Branch branch_of(const CaseExplanation& one, const Explanation::Node& node,
                               const Style& style, const TreeOptions& options);

/// Folds what is below the root into at most `lines` lines as drawn, unless all fits: factors get
/// their lines, then the largest amounts, wherever they are; what is left out of a branch becomes
/// one line with its sum.
void fold(Branch& root, std::size_t lines, const Style& style);

/// Leaves the `most` largest below each branch, wherever it is, and one line for the others.
void thin(Branch& root, std::size_t most);

/// Draws a branch and everything below it.
[[nodiscard]] std::string draw(const Branch& root, const Style& style);
/// How many lines `draw` takes for what is below the root.
[[nodiscard]] std::size_t lines_below(const Branch& root, const Style& style);

}  // namespace casus::report
