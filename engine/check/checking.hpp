// SPDX-License-Identifier: Apache-2.0
//
// The state that the passes of one run of the checker hand on, and the passes themselves in their
// order. Every pass reads what the earlier ones made; none goes back.
#pragma once

#include <vector>

#include "check/environment.hpp"
#include "check/strata.hpp"
#include "check/test_case.hpp"
#include "syntax/ast.hpp"

namespace casus::check {

struct Checking {
  const Sources& sources;
  const std::vector<ast::File>& files;
  Names names = {};
  Program program = {};
  Diagnostics diagnostics = {};
  std::vector<model::Scale> scales = {};  ///< by the index of a scale's entity
  /// By file and declaration; null for what has no name or one that was taken.
  std::vector<std::vector<Entity*>> entities = {};
  std::vector<TestCase> tests = {};
  bool complete = true;  ///< false: something broken was left out, so there will be no program

  [[nodiscard]] Environment environment(ModuleIndex module) {
    return {sources, names, program, program.symbols, diagnostics, module};
  }
};

/// Modules, what they use, circles among them; the certainty calculus they name.
void find_modules(Checking& checking);
/// Enters every declared name, so that order of declarations never matters.
void declare_names(Checking& checking);
/// Fills the schema: units, then types, then relations and ratings (their bodies excepted), tables.
void declare_units(Checking& checking);
void declare_types(Checking& checking);
void declare_relations(Checking& checking);
void declare_ratings(Checking& checking);
void declare_tables(Checking& checking);
/// The bodies after `of`, then the rules.
void check_subjects(Checking& checking);
void check_rules(Checking& checking);
/// Which rules defeat which, and the exceptions that follow for their conclusions.
void apply_overrides(Checking& checking);
/// The tests, once it is known what rests on something open and what is recursive.
void check_tests(Checking& checking);
/// Declarations that nothing uses, relations that nothing concludes.
void warn_of_unused(Checking& checking, const std::vector<Dependency>& dependencies);

}  // namespace casus::check
