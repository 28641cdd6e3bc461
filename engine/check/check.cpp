// SPDX-License-Identifier: Apache-2.0
#include "check/check.hpp"

#include "base/sort_unique.hpp"
#include "check/asked.hpp"
#include "check/checking.hpp"
#include "check/sign.hpp"

namespace casus::check {
namespace {

void keep_reads(Program& program, const std::vector<Dependency>& dependencies) {
  program.reads.resize(program.schema.relations.size());
  for (const Dependency& one : dependencies) program.reads[one.from.index()].push_back(one.to);
  for (std::vector<RelationId>& read : program.reads) sort_unique(read);
}

}  // namespace

Checked check(const Sources& sources, const std::vector<ast::File>& files, Mentions* mentions) {
  Checking checking{.sources = sources, .files = files};
  checking.names.mentions = mentions;
  find_modules(checking);
  declare_names(checking);
  declare_units(checking);
  declare_types(checking);
  declare_relations(checking);
  declare_ratings(checking);
  declare_tables(checking);
  check_subjects(checking);
  check_rules(checking);
  apply_overrides(checking);

  const Environment env = checking.environment(0);
  mark_never_negative(checking.program);
  mark_asked(checking.program);
  const std::vector<Dependency> reads = dependencies(checking.program, sources);
  keep_reads(checking.program, reads);
  checking.program.components = stratify(env, reads);
  mark_resting_on_open(checking.program, reads);
  check_openness(env, reads, checking.program.components);
  check_tests(checking);
  const bool good = checking.complete && !has_errors(checking.diagnostics);
  if (good) {
    // With rules left out, much would only seem to be unused.
    warn_of_growth(env, checking.program.components);
    warn_of_unused(checking, reads);
  }
  sort_by_place(checking.diagnostics);
  Checked result{.program = nullptr, .diagnostics = std::move(checking.diagnostics)};
  if (good) {
    result.program = std::make_shared<const Program>(std::move(checking.program));
    result.tests = std::move(checking.tests);
  }
  return result;
}

}  // namespace casus::check
