// SPDX-License-Identifier: Apache-2.0
//
// Comments that say where a lint does not apply, and why:
//
//   // allow subsumed-rule: both say where they come from
//   // allow-file rule-without-source: the sources are told in the README
//
// On a line of its own such a comment counts for the next line, and for all of the declaration or
// TOML table that begins there; behind something else, for its line. In TOML it begins with `#`.
#pragma once

#include <string_view>
#include <vector>

#include "author/lint/findings.hpp"
#include "casus/source.hpp"
#include "syntax/ast.hpp"

namespace casus::author {

class Suppressions {
 public:
  explicit Suppressions(const Sources& sources) : sources_(sources) {}

  /// Finds those of a file of rules or, where `rules` is null, of facts. What is wrong with one is
  /// a finding.
  void read(std::uint32_t file, const ast::File* rules, Findings& findings);
  /// Takes out what is suppressed.
  void apply(Diagnostics& diagnostics);
  /// Findings for those that suppressed nothing. `evidence`: whether there was any to look at.
  void report_unused(const LintLevels& levels, bool evidence, Findings& findings) const;

 private:
  struct Name {
    std::string_view code;
    Span span;
    bool used = false;
  };
  struct Suppression {
    std::vector<Name> names;
    Span covers;
    Span comment;  ///< with the blanks before it, or its whole line
  };
  struct Comment {
    Span span;
    bool own_line = false;
    std::uint32_t line = 0;
  };
  [[nodiscard]] std::vector<Comment> comments(std::uint32_t file, bool toml) const;
  [[nodiscard]] Span covered(const Comment& comment, const ast::File* rules) const;
  void take(const Comment& comment, const ast::File* rules, Findings& findings);

  const Sources& sources_;
  std::vector<Suppression> all_;
};

}  // namespace casus::author
