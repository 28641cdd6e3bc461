// SPDX-License-Identifier: Apache-2.0
//
// From syntax trees to a checked program. One run reports as many independent mistakes as it can,
// and each cause once: what was not understood is left out of later passes, not complained about
// again.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "check/mentions.hpp"
#include "check/program.hpp"
#include "check/test_case.hpp"
#include "syntax/ast.hpp"

namespace casus::check {

struct Checked {
  std::shared_ptr<const Program> program;  ///< null where there is an error
  Diagnostics diagnostics;                 ///< warnings too
  std::vector<TestCase> tests = {};        ///< of all files, in order; none without a program
};

/// Checks all modules of one rule base together. `files` is in the order in which rules count as
/// declared; every module that a `use` names is among them, or it is reported (E0503). `sources`
/// holds their texts: messages quote places by file and line. Costs about the size of the rule
/// base, but for alternatives that multiply and tables that are searched for gaps: these have
/// limits (docs/language.md).
/// With `mentions`, what was resolved is noted there, also where there are errors.
[[nodiscard]] Checked check(const Sources& sources, const std::vector<ast::File>& files,
                            Mentions* mentions = nullptr);

struct CheckedGoal {
  std::optional<Goal> goal;  ///< nothing where there is an error
  Diagnostics diagnostics;
};

/// Checks a goal against a program; all names of all modules are visible. `symbols` is the table
/// that the goal's texts are added on top of; it must outlive the result. A rule's name is an atom
/// over its named variables: it stands for the rule's body.
[[nodiscard]] CheckedGoal check_goal(const Sources& sources, const ast::Expr& body,
                                     const Program& program, const base::Symbols& symbols);

}  // namespace casus::check
