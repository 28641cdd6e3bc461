// SPDX-License-Identifier: Apache-2.0
//
// What lints look at, and the lints by the files they are in. Each goes through everything once.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "author/lint/findings.hpp"
#include "casus/evaluation.hpp"
#include "check/program.hpp"
#include "model/facts.hpp"
#include "syntax/ast.hpp"

namespace casus::author {

/// A rule base as it was written and as it was understood.
struct RuleBase {
  const Sources& sources;
  const std::vector<ast::File>& files;
  const check::Program& program;
  const LintSettings& settings;
  Findings& findings;
};

/// A case and what came of it.
struct CaseView {
  const RuleBase& rules;
  std::uint32_t file;  ///< of the case
  const model::FactBase& facts;
  const Assessment& assessment;
  Findings& findings;
};

void lint_conditions(const RuleBase& base);
void lint_values(const RuleBase& base);
void lint_joins(const RuleBase& base);
void lint_subsumption(const RuleBase& base);
void lint_ratings(const RuleBase& base);
void lint_declarations(const RuleBase& base);
void lint_sentences(const RuleBase& base);
void lint_modules(const RuleBase& base);
void lint_layout(const RuleBase& base);
void lint_tests(const RuleBase& base);
void lint_facts(const CaseView& one);
void lint_assessment(const CaseView& one);

/// Calls `use` with every declaration of the kind that it takes: `(file, declaration, node)`.
template <class Node, class Use>
void each(const std::vector<ast::File>& files, const Use& use) {
  for (const ast::File& file : files) {
    for (const ast::Declaration& declaration : file.declarations) {
      if (const auto* node = std::get_if<Node>(&declaration.node)) use(file, declaration, *node);
    }
  }
}

/// The expression and all below it, from left to right.
void visit(const ast::Expr& expr, const std::function<void(const ast::Expr&)>& use);
/// All conditions and values of a rule, as `visit`.
void visit(const ast::Rule& rule, const std::function<void(const ast::Expr&)>& use);
/// What `op` joins: `a and b and c` as three.
[[nodiscard]] std::vector<const ast::Expr*> parts_of(const ast::Expr& expr, ast::BinaryOp op);
/// Null where the expression is something else.
[[nodiscard]] const ast::Binary* comparison_in(const ast::Expr& expr);

}  // namespace casus::author
